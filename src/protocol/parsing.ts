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

/**
 * A list of any length. Its items are checked where they are: what it costs is a fraction of what copying them costs. What a schema doesn't name
 * stays in an item.
 */
export function longList<const S extends v.GenericSchema>(
  item: S,
): v.GenericSchema<readonly v.InferOutput<S>[]> {
  const holds = checkOf(item);
  return v.custom<readonly v.InferOutput<S>[]>((items) => Array.isArray(items) && items.every(holds));
}

/** A schema as valibot describes it. */
interface Described {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Described>>;
  readonly item?: Described;
  readonly wrapped?: Described;
  readonly options?: readonly unknown[];
  readonly pipe?: readonly Described[];
  readonly requirement?: (value: unknown) => boolean;
}

type Check = (value: unknown) => boolean;

/** What a schema demands of a value. Only what the protocol uses is known here; all else is left to valibot. */
function checkOf(schema: Described): Check {
  const { pipe, requirement, type } = schema;
  if (pipe) {
    const [first, ...rest] = pipe;
    const checks = [...(first ? [checkOf(first)] : []), ...rest.flatMap(stepOf)];
    return (value) => checks.every((check) => check(value));
  }
  const { entries, item, wrapped, options } = schema;
  if (type === 'object' && entries) return objectCheck(entries);
  if (type === 'array' && item) {
    const check = checkOf(item);
    return (value) => Array.isArray(value) && value.every(check);
  }
  if (type === 'optional' && wrapped) {
    const check = checkOf(wrapped);
    return (value) => value === undefined || check(value);
  }
  if (type === 'picklist' && options) return (value) => options.includes(value);
  if (type === 'string' || type === 'boolean') return (value) => typeof value === type;
  if (type === 'number') return (value) => typeof value === 'number' && !Number.isNaN(value);
  return requirement ?? ((value) => v.is(schema as unknown as v.GenericSchema, value));
}

/** That data is readonly is the compiler's to know. */
function stepOf({ type, requirement }: Described): readonly Check[] {
  if (type === 'readonly') return [];
  if (type === 'check' && requirement) return [requirement];
  throw new TypeError(`A long list can’t have items with a step of the type ${type}`);
}

function objectCheck(entries: Readonly<Record<string, Described>>): Check {
  const names = Object.keys(entries);
  const checks = Object.values(entries).map(checkOf);
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    for (let index = 0; index < names.length; index += 1)
      if (checks[index]?.((value as Readonly<Record<string, unknown>>)[names[index] ?? '']) !== true)
        return false;
    return true;
  };
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
