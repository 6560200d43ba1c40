import * as v from 'valibot';

type ReadonlyObject<E extends v.ObjectEntries> = v.SchemaWithPipe<
  readonly [v.ObjectSchema<E, undefined>, v.ReadonlyAction<v.InferOutput<v.ObjectSchema<E, undefined>>>]
>;
type ReadonlyList<S extends v.GenericSchema> = v.SchemaWithPipe<
  readonly [v.ArraySchema<S, undefined>, v.ReadonlyAction<v.InferOutput<v.ArraySchema<S, undefined>>>]
>;

/** An object whose members can't be changed. */
export function object<const E extends v.ObjectEntries>(entries: E): ReadonlyObject<E> {
  return v.pipe(v.object(entries), v.readonly());
}

/** A list whose items can't be changed. */
export function list<const S extends v.GenericSchema>(item: S): ReadonlyList<S> {
  return v.pipe(v.array(item), v.readonly());
}

/** What a message says, or `undefined` when it is malformed. Never throws. */
export function parsed<T>(schema: v.GenericSchema<unknown, T>, message: unknown): T | undefined {
  const result = v.safeParse(schema, message);
  return result.success ? result.output : undefined;
}

/** Whether these can be a page's own words. Which there are is the compiler's to know: host and page are built together. */
export function isTexts(words: unknown): boolean {
  return v.is(v.record(v.string(), v.string()), words);
}
