import { fieldsOf, type SchemaField } from './fields.js';
import type { OpenApiDocument, OpenApiOperation, OpenApiParameter } from './openapi.js';

/** One difference between two versions of a document. */
export interface SchemaDifference {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly subject: 'operation' | 'parameter' | 'request' | 'response';
  /** As the later document writes it, for example `GET /iam/policy`. */
  readonly operation: string;
  /** The field (`targetSpec.pools[].size`) or parameter; empty for the whole. */
  readonly field: string;
  /** What of the field changed; `undefined` when it came or went. */
  readonly aspect: FieldAspect | undefined;
  readonly before: unknown;
  readonly after: unknown;
  /** Whether a program that was written for the earlier document may fail with the later one. */
  readonly isBreaking: boolean;
}

type FieldAspect = 'type' | 'format' | 'required' | 'nullable' | 'enum' | 'readOnly';

/**
 * What a program meets that was written for `before` and speaks to `after`: operations, parameters and fields that came,
 * went or changed. In the order of the earlier document, what is new after it.
 */
export function compareDocuments(
  before: OpenApiDocument,
  after: OpenApiDocument,
): readonly SchemaDifference[] {
  const [earlier, later] = [byPlace(before), byPlace(after)];
  const removed = [...earlier].flatMap(([place, operation]) => {
    const counterpart = later.get(place);
    return counterpart
      ? compareOperations([before, operation], [after, counterpart])
      : [difference('removed', 'operation', nameOf(operation), { isBreaking: true })];
  });
  const added = [...later]
    .filter(([place]) => !earlier.has(place))
    .map(([, operation]) => difference('added', 'operation', nameOf(operation), { isBreaking: false }));
  return [...removed, ...added];
}

/**
 * In how many ways two documents differ for a person: a model's field that changed is one way, however many operations and lists
 * it is seen through.
 */
export function countWays(differences: readonly SchemaDifference[]): {
  readonly all: number;
  readonly breaking: number;
} {
  const ways = new Map<string, boolean>();
  for (const one of differences) {
    const { kind, subject, operation, field, aspect, before, after, isBreaking } = one;
    const place =
      subject === 'request' || subject === 'response'
        ? field.replace(/^(?:\[\]\.?)+/, '')
        : operation + field;
    const key = JSON.stringify([kind, place, aspect, before, after]);
    ways.set(key, (ways.get(key) ?? false) || isBreaking);
  }
  return { all: ways.size, breaking: [...ways.values()].filter(Boolean).length };
}

type InDocument = readonly [document: OpenApiDocument, operation: OpenApiOperation];

/** Operations by method and path; names of parameters in a path are of no matter to who calls it. */
function byPlace({ operations }: OpenApiDocument): ReadonlyMap<string, OpenApiOperation> {
  return new Map(
    operations.map((operation) => [nameOf(operation).replaceAll(/\{[^}]*\}/g, '{}'), operation]),
  );
}

function nameOf({ method, path }: OpenApiOperation): string {
  return `${method} ${path}`;
}

function compareOperations(
  [before, earlier]: InDocument,
  [after, later]: InDocument,
): readonly SchemaDifference[] {
  const name = nameOf(later);
  return [
    ...compareParameters(name, earlier.parameters, later.parameters),
    ...(['request', 'response'] as const).flatMap((subject) => {
      const schema = subject === 'request' ? 'requestSchema' : 'responseSchema';
      const bodies = [fieldsOf(before, earlier[schema]), fieldsOf(after, later[schema])] as const;
      // What one of two bodies has too many levels for can't be compared.
      const depth = Math.min(...bodies.map(({ levels, isCut }) => (isCut ? levels.length : Infinity)));
      const [was, is] = bodies.map(({ levels }) => byPath(levels.slice(0, depth)));
      return was && is ? compareFields({ subject, name }, was, is) : [];
    }),
  ];
}

function compareParameters(
  name: string,
  before: readonly OpenApiParameter[],
  after: readonly OpenApiParameter[],
): readonly SchemaDifference[] {
  const keyed = (all: readonly OpenApiParameter[]): ReadonlyMap<string, OpenApiParameter> =>
    new Map(all.filter((one) => one.in !== 'path').map((one) => [`${one.in} ${one.name}`, one]));
  const [earlier, later] = [keyed(before), keyed(after)];
  return [
    ...[...earlier].flatMap(([key, one]) => {
      const now = later.get(key);
      if (!now) return [difference('removed', 'parameter', name, { field: one.name, isBreaking: true })];
      if (now.required === one.required) return [];
      const told = {
        field: one.name,
        aspect: 'required',
        before: one.required,
        after: now.required,
      } as const;
      return [difference('changed', 'parameter', name, { ...told, isBreaking: now.required })];
    }),
    ...[...later]
      .filter(([key]) => !earlier.has(key))
      .map(([, one]) =>
        difference('added', 'parameter', name, { field: one.name, isBreaking: one.required }),
      ),
  ];
}

interface Body {
  readonly subject: 'request' | 'response';
  readonly name: string;
}

function byPath(levels: readonly (readonly SchemaField[])[]): Fields {
  return new Map(levels.flat().map((field) => [field.path, field]));
}

type Fields = ReadonlyMap<string, SchemaField>;

/** Of a field that came or went with its object, only the object is told. */
function compareFields(body: Body, before: Fields, after: Fields): readonly SchemaDifference[] {
  const { subject, name } = body;
  const gone = [...before.values()].filter(({ path }) => !after.has(path));
  const come = [...after.values()].filter(({ path }) => !before.has(path));
  return [
    ...[...before].flatMap(([path, field]) => {
      const now = after.get(path);
      return now ? compareField(body, field, now) : [];
    }),
    ...outermost(gone).map(({ path, isReadOnly }) =>
      difference('removed', subject, name, {
        field: path,
        isBreaking: subject === 'response' || !isReadOnly,
      }),
    ),
    ...outermost(come).map(({ path, isRequired, isReadOnly }) =>
      difference('added', subject, name, {
        field: path,
        isBreaking: subject === 'request' && isRequired && !isReadOnly,
      }),
    ),
  ];
}

function outermost(fields: readonly SchemaField[]): readonly SchemaField[] {
  const paths = new Set(fields.map(({ path }) => path));
  return fields.filter(({ path }) => !parents(path).some((parent) => paths.has(parent)));
}

/** The paths of everything that a field stands in. */
function parents(path: string): readonly string[] {
  const ends = [...path.matchAll(/\.|\[\]|\{\}/g)].map(({ index }) => path.slice(0, index));
  return path === '' ? [] : ['', ...ends.filter((end) => end !== '')];
}

function compareField(
  { subject, name }: Body,
  before: SchemaField,
  after: SchemaField,
): readonly SchemaDifference[] {
  const isRequest = subject === 'request';
  const told = (
    aspect: FieldAspect,
    was: unknown,
    is: unknown,
    isBreaking: boolean,
  ): readonly SchemaDifference[] =>
    was === is
      ? []
      : [
          difference('changed', subject, name, {
            ...{ field: before.path, aspect, before: was, after: is, isBreaking },
          }),
        ];
  return [
    ...told('type', before.type, after.type, true),
    ...told('format', before.format, after.format, isRequest && after.format !== undefined),
    // Who sends must send what is asked for now; who reads may miss what was promised before.
    ...told('required', before.isRequired, after.isRequired, after.isRequired === isRequest),
    ...told('nullable', before.isNullable, after.isNullable, after.isNullable !== isRequest),
    ...told('readOnly', before.isReadOnly, after.isReadOnly, isRequest && after.isReadOnly),
    ...compareEnums(before, after).flatMap(({ gone }) =>
      told('enum', before.enum, after.enum, isRequest && gone.length > 0),
    ),
  ];
}

/** One entry when the allowed values differ. New values in an answer are to be expected by who reads it. */
function compareEnums(
  before: SchemaField,
  after: SchemaField,
): readonly { readonly gone: readonly unknown[] }[] {
  const [was, is] = [before.enum ?? [], after.enum ?? []];
  const gone = was.filter((value) => !is.includes(value));
  if (gone.length === 0 && is.every((value) => was.includes(value))) return [];
  if (before.enum === undefined) return [{ gone: ['everything else'] }];
  return [{ gone: after.enum === undefined ? [] : gone }];
}

type Told = Partial<Pick<SchemaDifference, 'field' | 'aspect' | 'before' | 'after'>> &
  Pick<SchemaDifference, 'isBreaking'>;

function difference(
  kind: SchemaDifference['kind'],
  subject: SchemaDifference['subject'],
  operation: string,
  { field = '', aspect, before, after, isBreaking }: Told,
): SchemaDifference {
  return { kind, subject, operation, field, aspect, before, after, isBreaking };
}
