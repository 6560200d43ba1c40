import { isJsonObject, type JsonObject } from '../openapi.js';
import { isEqual } from './equal.js';
import type { Place } from './place.js';
import { referenceOf } from './references.js';
import { renamedPairs } from './renames.js';
import { listOf } from '../../api/jsonObject.js';
import { referredIn } from '../jsonPointer.js';
import { BOTH, objectOf, REQUEST, RESPONSE, type Walk } from './walk.js';

type CompareSchemas = (walk: Walk, before: unknown, after: unknown, place: Place, mask: number) => void;

interface Objects {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly place: Place;
  readonly mask: number;
}

/** The fields of an object, one by one, and which of them have to be there. */
export function compareFields(walk: Walk, objects: Objects, compareSchemas: CompareSchemas): void {
  const { before, after, place, mask } = objects;
  if (!hasFields(before) || !hasFields(after)) {
    walk.foundKeyword(place.child('properties'), before.properties, after.properties, mask);
    return;
  }
  const [was, is] = [objectOf(before.properties), objectOf(after.properties)];
  const [needed, needs] = [requiredOf(before), requiredOf(after)];
  const inside = place.child('properties');
  const gone: string[] = [];
  for (const [name, field] of Object.entries(was)) {
    if (!Object.hasOwn(is, name)) {
      gone.push(name);
      continue;
    }
    const fieldMask = seenIn(mask, isHidden(walk.before, field), isHidden(walk.after, is[name]));
    compareSchemas(walk, field, is[name], inside.child(name, `.${name}`), fieldMask);
    if (needed.has(name) !== needs.has(name)) {
      const kind = needs.has(name) ? 'field-became-required' : 'field-became-optional';
      const [wasNeeded, isNeeded] = [needed.has(name), needs.has(name)];
      walk.found(kind, place.child('required', `.${name}`), wasNeeded, isNeeded, fieldMask);
    }
  }
  const come = Object.keys(is).filter((name) => !Object.hasOwn(was, name));
  compareUnmatched(walk, { ...objects, needed, needs, gone, come });
  compareRequiredNames(walk, objects, { needed, needs });
}

function hasFields({ properties }: JsonObject): boolean {
  return properties === undefined || isJsonObject(properties);
}

interface Unmatched extends Objects {
  readonly needed: ReadonlySet<string>;
  readonly needs: ReadonlySet<string>;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** Fields that only one side has: renamed where that is sure, and otherwise gone or come. */
function compareUnmatched(walk: Walk, unmatched: Unmatched): void {
  const { before, after, place, mask, needed, needs, gone, come } = unmatched;
  const [was, is] = [objectOf(before.properties), objectOf(after.properties)];
  const inside = place.child('properties');
  const renamed = renamedPairs(
    gone.map((name) => [name, was[name]]),
    come.map((name) => [name, is[name]]),
    (from, to) => needed.has(from) === needs.has(to),
  );
  for (const [from, to] of renamed) {
    const fieldMask = seenIn(mask, isHidden(walk.before, was[from]), isHidden(walk.after, is[to]));
    walk.found('field-renamed', inside.child(from, `.${from} → ${to}`, to), from, to, fieldMask);
  }
  const targets = new Set(renamed.values());
  for (const name of gone.filter((one) => !renamed.has(one))) {
    const kind =
      objectOf(was[name]).deprecated === true
        ? 'deprecated-field-removed'
        : needed.has(name) && !needs.has(name)
          ? 'required-field-removed'
          : 'field-removed';
    const fieldMask = seenIn(mask, isHidden(walk.before, was[name]));
    walk.found(kind, inside.child(name, `.${name}`), was[name], undefined, fieldMask);
  }
  for (const name of come.filter((one) => !targets.has(one))) {
    const kind = needs.has(name) && !needed.has(name) ? 'required-field-added' : 'field-added';
    const fieldMask = seenIn(mask, isHidden(walk.after, is[name]));
    walk.found(kind, inside.child(name, `.${name}`), undefined, is[name], fieldMask);
  }
}

/** Names that are required without being described here: another part of the same model describes them, or none does. */
function compareRequiredNames(
  walk: Walk,
  { before, after, place, mask }: Objects,
  { needed, needs }: Pick<Unmatched, 'needed' | 'needs'>,
): void {
  const described = { ...objectOf(before.properties), ...objectOf(after.properties) };
  for (const name of new Set([...needed, ...needs])) {
    if (needed.has(name) === needs.has(name) || Object.hasOwn(described, name)) continue;
    const kind = needs.has(name) ? 'field-became-required' : 'field-became-optional';
    walk.found(kind, place.child('required', `.${name}`), needed.has(name), needs.has(name), mask);
  }
  const [was, is] = [before.required, after.required];
  if ([was, is].some((one) => one !== undefined && !Array.isArray(one)) && !isEqual(was, is)) {
    walk.foundKeyword(place.child('required'), was, is, mask);
  } else if ((was === undefined) !== (is === undefined) && needed.size + needs.size === 0) {
    const kind = was === undefined ? 'default-spelled-out' : 'default-left-out';
    walk.found(kind, place.child('required'), was, is, mask);
  }
}

function requiredOf({ required }: JsonObject): ReadonlySet<string> {
  return new Set(listOf(required).filter((name) => typeof name === 'string'));
}

/** Directions in which a field isn't sent: `readOnly` ones in requests, `writeOnly` ones in responses. */
function isHidden(root: JsonObject, schema: unknown): number {
  if (!isJsonObject(schema)) return 0;
  const reference = referenceOf(schema);
  const model = reference ? objectOf(referredIn(root, reference.to)) : schema;
  const isReadOnly = schema.readOnly === true || model.readOnly === true;
  const isWriteOnly = schema.writeOnly === true || model.writeOnly === true;
  return (isReadOnly ? REQUEST : 0) | (isWriteOnly ? RESPONSE : 0);
}

/** What is hidden on all sides is not seen. */
function seenIn(mask: number, ...hidden: readonly number[]): number {
  return mask & ~hidden.reduce((all, one) => all & one, BOTH);
}
