import { formField, type FormField } from './actionForm.js';
import { isFixedField } from './jsonSchema.js';
import { isJsonObject, type JsonObject } from './openapi.js';
import { resolveDefinition } from './template.js';

/**
 * A step from a spec's outermost object towards a field: a field by its name, the members of a list, or the entries of a
 * map, whose keys no schema knows.
 */
export type PlaceStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'members' }
  | { readonly kind: 'entry' };

/** A field that a spec may have, wherever it is in it. */
export interface SpecPlace {
  readonly steps: readonly PlaceStep[];
  /** `nodePools[].labels.{}`: members of lists as `[]`, entries of maps as `{}`. */
  readonly path: string;
  readonly field: FormField;
  /** The field's own schema, with the definitions that it refers to: it is on its own. */
  readonly schema: JsonObject;
  /** What a member of a list or a map may be; `undefined` for a field that is neither. */
  readonly kind: 'value' | 'list' | 'map' | 'object';
  /** Of a list: how the user is asked for one member. */
  readonly member: { readonly field: FormField; readonly schema: JsonObject } | undefined;
}

/** Deeper than specs are built. */
const MAX_STEPS = 8;

/** More than anybody picks from: a few models that refer to each other make millions of places. */
const MOST_PLACES = 5_000;

/**
 * Every field of a spec by its schema (as `specSchema` makes it), outer ones before what they hold, in the schema's order.
 * Members of a list are no place of their own, but the fields of members are: of all members at once. A model inside
 * itself is not followed again.
 */
export function specPlaces(schema: JsonObject): readonly SpecPlace[] {
  const places: SpecPlace[] = [];
  const inside: Inside = { steps: [], path: '', above: [] };
  visitObject({ root: schema, places }, resolveDefinition(schema, schema), inside);
  return places;
}

interface Reading {
  readonly root: JsonObject;
  readonly places: SpecPlace[];
}

/** Where the reading is: the steps up to here, and the schemas that were gone through. */
interface Inside {
  readonly steps: readonly PlaceStep[];
  readonly path: string;
  readonly above: readonly JsonObject[];
}

function visitObject(reading: Reading, model: JsonObject, inside: Inside): void {
  if (inside.steps.length >= MAX_STEPS || inside.above.includes(model)) return;
  const { steps, path } = inside;
  const above = [...inside.above, model];
  const required: readonly unknown[] = Array.isArray(model.required) ? model.required : [];
  for (const [name, property] of Object.entries(isJsonObject(model.properties) ? model.properties : {})) {
    // The schema names these only to say that they can't be written.
    if (isFixedField(property)) continue;
    visitField(reading, property, {
      steps: [...steps, { kind: 'field', name }],
      path: path === '' ? name : `${path}.${name}`,
      above,
      name,
      isRequired: required.includes(name),
    });
  }
  if (!isJsonObject(model.additionalProperties)) return;
  visitField(reading, model.additionalProperties, {
    steps: [...steps, { kind: 'entry' }],
    path: path === '' ? '{}' : `${path}.{}`,
    above,
    name: '{}',
    isRequired: false,
  });
}

function visitField(
  reading: Reading,
  property: unknown,
  inside: Inside & { readonly name: string; readonly isRequired: boolean },
): void {
  const { root, places } = reading;
  if (places.length >= MOST_PLACES) return;
  const { steps, path, above, name, isRequired } = inside;
  const model = resolveDefinition(root, property);
  const kind = kindOf(model);
  const items = kind === 'list' ? resolveDefinition(root, model.items) : undefined;
  places.push({
    steps,
    path,
    kind,
    field: formField(root, property, { place: 'body', name, isRequired, example: undefined }),
    schema: standingAlone(root, property),
    member: items && {
      field: formField(root, model.items, { place: 'body', name, isRequired: true, example: undefined }),
      schema: standingAlone(root, model.items),
    },
  });
  if (items) {
    visitObject(reading, items, { steps: [...steps, { kind: 'members' }], path: `${path}[]`, above });
  } else visitObject(reading, model, { steps, path, above });
}

function kindOf({ type, properties, additionalProperties, items }: JsonObject): SpecPlace['kind'] {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (types.includes('array') || (type === undefined && isJsonObject(items))) return 'list';
  if (isJsonObject(properties)) return 'object';
  return isJsonObject(additionalProperties) || types.includes('object') ? 'map' : 'value';
}

function standingAlone({ definitions }: JsonObject, schema: unknown): JsonObject {
  return { ...(isJsonObject(schema) ? schema : {}), ...(isJsonObject(definitions) && { definitions }) };
}
