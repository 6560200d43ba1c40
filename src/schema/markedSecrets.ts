import { isJsonObject, resolveSchema, type JsonObject, type OpenApiDocument } from './openapi.js';

/**
 * Whether the API document marks a place of a body as secret (`format: password`), or something that the place is in. Places
 * are names and indexes from the outside in; an index may be written as a text.
 */
export type IsMarkedSecret = (place: readonly (string | number)[]) => boolean;

/** What a schema says of the places below it, with all parts and alternatives that it has. */
interface Model {
  readonly isMarked: boolean;
  readonly parts: readonly Part[];
}

interface Part {
  readonly properties: JsonObject;
  readonly items: readonly JsonObject[];
  /** What a name holds that is not among the properties. */
  readonly others: readonly JsonObject[];
}

/** What all schemas of a place say together. There is one for the same schemas. */
interface Place {
  readonly isMarked: boolean;
  readonly parts: readonly Part[];
  /** The places below it, by what `kindOfStep` makes of the step: a map with a hundred thousand names has one. */
  readonly below: Map<string | number | undefined, Place>;
}

/**
 * Reads the marks of a document's bodies. Each body is given as all schemas that speak of it: what one marks is secret.
 * Nothing is listed beforehand: a place is looked up through the models on its way, each of which is read once, so that models
 * that hold each other cost no more than others.
 */
export function markedSecrets(
  document: Pick<OpenApiDocument, 'raw'>,
): (...schemas: readonly unknown[]) => IsMarkedSecret {
  const known = new Map<JsonObject, Model>();
  const modelOf = (schema: JsonObject): Model => {
    const before = known.get(schema);
    if (before) return before;
    const model = readModel(document, schema);
    known.set(schema, model);
    return model;
  };
  const places = new Map<string, Place>();
  const numbers = new Map<JsonObject, number>();
  const placeOf = (schemas: ReadonlySet<JsonObject>): Place => {
    const key = [...schemas].map((schema) => numberIn(numbers, schema)).join(' ');
    const before = places.get(key);
    if (before) return before;
    const models = [...schemas].map(modelOf);
    const parts = models.flatMap((model) => model.parts);
    const place = { isMarked: models.some((model) => model.isMarked), parts, below: new Map() };
    places.set(key, place);
    return place;
  };
  const stepInto = (place: Place, step: string | number): Place => {
    const kind = kindOfStep(place, step);
    const before = place.below.get(kind);
    if (before) return before;
    const inner = placeOf(new Set(place.parts.flatMap((part) => below(part, step))));
    place.below.set(kind, inner);
    return inner;
  };
  return (...schemas) => {
    // The way to the place that was requested last, from the body on: callers that walk through a body request neighbours.
    let way: readonly Place[] = [placeOf(new Set(schemas.filter(isJsonObject)))];
    let last: readonly (string | number)[] = [];
    return (place) => {
      let common = 0;
      while (common < last.length && common < place.length && last[common] === place[common]) common += 1;
      const steps = way.slice(0, common + 1);
      let at = steps.at(-1) ?? placeOf(new Set());
      for (const step of place.slice(common)) {
        at = stepInto(at, step);
        steps.push(at);
      }
      way = steps;
      last = [...place];
      return steps.some(({ isMarked }) => isMarked);
    };
  };
}

function readModel(document: Pick<OpenApiDocument, 'raw'>, schema: JsonObject): Model {
  // Flags are beside a reference as often as in the model that it leads to.
  const all = new Set([schema]);
  for (const one of all) {
    all.add(resolveSchema(document, one));
    for (const key of ['allOf', 'oneOf', 'anyOf'] as const) {
      const parts: readonly unknown[] = Array.isArray(one[key]) ? one[key] : [];
      for (const part of parts) if (isJsonObject(part)) all.add(part);
    }
  }
  return {
    isMarked: [...all].some(({ format }) => format === 'password'),
    parts: [...all].map(({ properties, items, additionalProperties, patternProperties }) => ({
      properties: isJsonObject(properties) ? properties : {},
      items: isJsonObject(items) ? [items] : [],
      others: [
        additionalProperties,
        ...(isJsonObject(patternProperties) ? Object.values(patternProperties) : []),
      ].filter(isJsonObject),
    })),
  };
}

function numberIn(numbers: Map<JsonObject, number>, schema: JsonObject): number {
  const number = numbers.get(schema) ?? numbers.size;
  numbers.set(schema, number);
  return number;
}

/** Steps of the same kind lead to the same place: all indexes, all indexes that are texts, all names that no schema has. */
function kindOfStep({ parts }: Place, step: string | number): string | number | undefined {
  if (typeof step === 'number') return 0;
  if (parts.some(({ properties }) => Object.hasOwn(properties, step))) return step;
  return INDEX.test(step) ? 1 : undefined;
}

/** An index that is written as a text. */
const INDEX = /^\d+$/;

function below({ properties, items, others }: Part, step: string | number): readonly JsonObject[] {
  if (typeof step === 'number') return items;
  const own = Object.hasOwn(properties, step) ? properties[step] : undefined;
  const members = INDEX.test(step) ? items : [];
  return [...members, ...(isJsonObject(own) ? [own] : others)];
}
