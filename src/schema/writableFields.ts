import { isJsonObject, resolveSchema, type JsonObject, type OpenApiDocument } from './openapi.js';
import { listOf } from '../api/jsonObject.js';

/**
 * Why a field can't be written: only the API sets it, it exists at creation only, or the update's model simply lacks it.
 */
export type FixedReason = 'api' | 'creation' | 'update';

/**
 * What a request's model lets be written, below one place of a body. The model of an update is smaller than the one that is
 * read: what it does not name is refused by the API, so it is neither shown as editable nor sent. A model inside itself has
 * itself below it.
 */
export interface WritableFields {
  /** The request's model, where it has one. */
  readonly model: JsonObject | undefined;
  /** What may be written, by name, with what is below it. */
  readonly fields: ReadonlyMap<string, WritableFields>;
  /** Every member of a list, or of a map whose keys are free. */
  readonly members: WritableFields | undefined;
  /** Whether names are taken that the model does not name: it names none, or says `additionalProperties`. */
  readonly isOpen: boolean;
  /** What answers or the creation have here and the request's model lacks. */
  readonly fixed: ReadonlyMap<string, FixedReason>;
  /** What can be written and is never answered, with the document's description of it. */
  readonly writeOnly: ReadonlyMap<string, string | undefined>;
}

/** The models of one resource that are compared; a missing one is not compared. */
export interface WrittenModels {
  /** What the request takes. */
  readonly request: unknown;
  /** What answers hold at the same place. */
  readonly answer?: unknown;
  /** What the creation takes at the same place. */
  readonly creation?: unknown;
}

/** What can be written by a document's requests; each combination of models is read once. */
export type ReadWritableFields = (models: WrittenModels) => WritableFields;

/** The model of what is never answered. */
export const NO_FIELDS: JsonObject = { type: 'object', properties: {} };

/** Everything: the place has no model, or one that names nothing. */
export const ANYTHING: WritableFields = {
  model: undefined,
  fields: new Map(),
  members: undefined,
  isOpen: true,
  fixed: new Map(),
  writeOnly: new Map(),
};

/** Reads what a document's requests take, as it is requested. Cost: one visit for each combination of models. */
export function writableFields(document: Pick<OpenApiDocument, 'raw'>): ReadWritableFields {
  const known = new Map<string, WritableFields>();
  const numbers = new Map<JsonObject, number>();
  const numberOf = (model: JsonObject): number => {
    const number = numbers.get(model) ?? numbers.size;
    numbers.set(model, number);
    return number;
  };
  // Models wait here to be read: one that called for the next would fill the stack where they refer to each other in a row.
  const waiting: (() => void)[] = [];
  const reach: ReadWritableFields = ({ request, answer, creation }) => {
    if (request === undefined) return ANYTHING;
    const models = [request, answer, creation].map((one) =>
      one === undefined ? undefined : resolveSchema(document, one),
    );
    const key = models.map((model) => (model ? numberOf(model) : '')).join(' ');
    const before = known.get(key);
    if (before) return before;
    if (known.size >= MOST_COMBINATIONS) return ANYTHING;
    const found: Mutable<WritableFields> = { ...ANYTHING };
    // Known before it is read, so that a model inside itself ends.
    known.set(key, found);
    const [model] = models;
    waiting.push(() => {
      const [own, answered, created] = models.map((one) => one && readMembers(document, one));
      if (own) Object.assign(found, { model, ...compare({ document, own, answered, created }, reach) });
    });
    return found;
  };
  return (models) => {
    const found = reach(models);
    for (let next = waiting.pop(); next; next = waiting.pop()) next();
    return found;
  };
}

/** More combinations of models than any document has. What is below may be anything. */
const MOST_COMBINATIONS = 20_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A model with all its parts and alternatives. */
interface Members {
  readonly properties: Map<string, JsonObject>;
  /** Schemas of the members of a list or a map. */
  readonly items: JsonObject[];
  isOpen: boolean;
}

interface Compared {
  readonly document: Pick<OpenApiDocument, 'raw'>;
  readonly own: Members;
  readonly answered: Members | undefined;
  readonly created: Members | undefined;
}

function compare(
  { document, own, answered, created }: Compared,
  read: ReadWritableFields,
): Omit<WritableFields, 'model'> {
  const below = (name: string): WritableFields =>
    read({
      request: own.properties.get(name),
      answer: answered?.properties.get(name),
      creation: created?.properties.get(name),
    });
  const isClosed = own.properties.size > 0 && !own.isOpen;
  const fields = new Map<string, WritableFields>();
  const fixed = new Map<string, FixedReason>();
  const writeOnly = new Map<string, string | undefined>();
  for (const [name, property] of own.properties) {
    if (isReadOnly(document, property)) fixed.set(name, 'api');
    else {
      fields.set(name, below(name));
      if (isNeverAnswered(name, property, answered)) writeOnly.set(name, descriptionOf(property));
    }
  }
  const elsewhere = [...(answered?.properties ?? []), ...(created?.properties ?? [])];
  for (const [name] of isClosed ? elsewhere : []) {
    if (own.properties.has(name) || fixed.has(name)) continue;
    // Answers call all of their fields read-only: only the creation says which of them a person has chosen.
    const creation = created?.properties.get(name);
    const isChosen = creation !== undefined && !isReadOnly(document, creation);
    fixed.set(name, created === undefined ? 'update' : isChosen ? 'creation' : 'api');
  }
  const [items] = own.items;
  const members = items && read({ request: items, answer: answered?.items[0], creation: created?.items[0] });
  return { fields, members, isOpen: !isClosed, fixed, writeOnly };
}

/** The flag is beside a reference as often as in the model that it leads to. */
function isReadOnly(document: Pick<OpenApiDocument, 'raw'>, property: JsonObject): boolean {
  return property.readOnly === true || resolveSchema(document, property).readOnly === true;
}

/** An open model may be answered with any name. */
function isNeverAnswered(name: string, property: JsonObject, answered: Members | undefined): boolean {
  if (property.writeOnly === true) return true;
  return answered !== undefined && !answered.isOpen && !answered.properties.has(name);
}

function descriptionOf({ description }: JsonObject): string | undefined {
  return typeof description === 'string' ? description : undefined;
}

/** Deeper than models are built of parts. */
const MAX_PARTS = 64;

/** Of alternatives, every name that one of them has can be written. */
function readMembers(document: Pick<OpenApiDocument, 'raw'>, model: JsonObject): Members {
  const members: Members = { properties: new Map(), items: [], isOpen: false };
  const seen = new Set<JsonObject>();
  const visit = (schema: unknown, isAlternative: boolean): void => {
    const part = resolveSchema(document, schema);
    if (seen.has(part) || seen.size > MAX_PARTS) return;
    seen.add(part);
    const { properties, items, additionalProperties } = part;
    if (isAlternative && isFree(part)) members.isOpen = true;
    for (const [name, property] of isJsonObject(properties) ? Object.entries(properties) : []) {
      if (isJsonObject(property) && !members.properties.has(name)) members.properties.set(name, property);
    }
    if (isJsonObject(items)) members.items.push(items);
    if (isJsonObject(additionalProperties)) members.items.push(additionalProperties);
    if (additionalProperties === true || isJsonObject(additionalProperties)) members.isOpen = true;
    for (const one of listOf(part.allOf)) visit(one, false);
    for (const one of [...listOf(part.oneOf), ...listOf(part.anyOf)]) visit(one, true);
  };
  visit(model, true);
  return members;
}

/** Whether a model is one of objects with any names. */
function isFree({ type, properties, allOf, oneOf, anyOf }: JsonObject): boolean {
  const namesNothing = [properties, allOf, oneOf, anyOf].every((one) => one === undefined);
  return namesNothing && (type === undefined || type === 'object');
}
