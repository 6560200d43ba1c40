import type { Item, Operation } from './catalogue.js';
import { propertiesOf, resolveSchema, type OpenApiDocument } from './openapi.js';
import { ANYTHING, NO_FIELDS, type ReadWritableFields, type WritableFields } from './writableFields.js';

interface SpecReading {
  readonly document: OpenApiDocument;
  readonly writable: ReadWritableFields;
}

/** How a resource is written. */
export interface WrittenSpec {
  /** The model of the spec that the update takes. */
  readonly spec: unknown;
  readonly body: Pick<
    Item,
    'writable' | 'creatable' | 'bodyForm' | 'around' | 'takesChecksum' | 'answersUpdate'
  >;
}

/**
 * How a resource's update takes its spec. Sections differ: `{checksum, targetSpec}`, `{targetSpec}`, the bare target spec,
 * the whole object, or a separate model.
 */
export function writtenSpec(
  { document, writable }: SpecReading,
  item: Pick<Item, 'read' | 'update' | 'answersTarget'> & { readonly created: unknown },
): WrittenSpec {
  const { read, update, created, answersTarget } = item;
  const body = propertiesOf(document, update?.requestSchema);
  const answer = propertiesOf(document, read?.responseSchema);
  const inTarget = 'targetSpec' in body;
  // A bare target spec is compared with what answers hold as `targetSpec`.
  const isBare = !inTarget && answersTarget && sharesNames(body, propertiesOf(document, answer.targetSpec));
  const spec = inTarget ? body.targetSpec : update?.requestSchema;
  const taken = writable({
    request: spec,
    answer: inTarget || isBare ? (answer.targetSpec ?? NO_FIELDS) : read?.responseSchema,
    creation: created,
  });
  const takesChecksum = 'checksum' in body;
  return {
    spec,
    body: {
      writable: takesChecksum && !inTarget ? withoutChecksum(taken) : taken,
      creatable: created === undefined ? undefined : writable({ request: created }),
      bodyForm: inTarget ? 'target' : 'spec',
      around: inTarget ? aroundSpec(writable({ request: update?.requestSchema }), answer) : undefined,
      takesChecksum,
      answersUpdate: isSameModel(document, update?.responseSchema, read?.responseSchema),
    },
  };
}

/** The model of the spec that a creation takes; `undefined` where nothing can be created. */
export function createdSpec(
  { document }: Pick<SpecReading, 'document'>,
  create: Operation | undefined,
): unknown {
  return propertiesOf(document, create?.requestSchema).targetSpec ?? create?.requestSchema;
}

/** The lock of a body that is the spec itself is no field of the spec: the resource's own is sent. */
function withoutChecksum(spec: WritableFields): WritableFields {
  const [fields, writeOnly] = [new Map(spec.fields), new Map(spec.writeOnly)];
  fields.delete('checksum');
  writeOnly.delete('checksum');
  return { ...spec, fields, writeOnly, fixed: new Map([...spec.fixed, ['checksum', 'api']]) };
}

function aroundSpec(body: WritableFields, answer: Readonly<Record<string, unknown>>): Item['around'] {
  const names = [...body.fields.keys()].filter(
    (name) => name !== 'targetSpec' && name !== 'checksum' && name in answer,
  );
  if (names.length === 0) return undefined;
  const fields = new Map(names.map((name) => [name, body.fields.get(name) ?? ANYTHING]));
  return { ...body, fields, isOpen: false };
}

function isSameModel(document: OpenApiDocument, one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return false;
  if (resolveSchema(document, one) === resolveSchema(document, other)) return true;
  const [names, others] = [one, other].map((schema) => Object.keys(propertiesOf(document, schema)));
  return names !== undefined && names.length > 0 && isSameList(names, others ?? []);
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

function sharesNames(one: object, other: object): boolean {
  return Object.keys(one).some((name) => name in other);
}
