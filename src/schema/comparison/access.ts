import { isJsonObject, type JsonObject } from '../openapi.js';
import { isEqual } from './equal.js';
import { Place } from './place.js';
import { compareOther } from './texts.js';
import { listOf } from '../../api/jsonObject.js';
import { ALWAYS, keysOfBoth, objectOf, type Unit, type Walk } from './walk.js';

/** The rights that an operation needs, by their names. */
export function compareIamActions(walk: Walk, was: unknown, is: unknown, place: Place): void {
  const [earlier, later] = [actionsOf(was), actionsOf(is)];
  const before = walk.count;
  for (const [name, action] of earlier) {
    const now = later.get(name);
    const at = place.child(String(action.index), ` ${name}`);
    if (!now) {
      const kind = action.isRequired ? 'iam-action-removed' : 'optional-iam-action-removed';
      walk.found(kind, at, name, undefined, ALWAYS);
    } else if (action.isRequired !== now.isRequired) {
      const kind = now.isRequired ? 'iam-action-became-required' : 'iam-action-became-optional';
      walk.found(kind, place.child(String(action.index), ` ${name}`, String(now.index)), name, name, ALWAYS);
    }
  }
  for (const [name, { isRequired, index }] of later) {
    if (earlier.has(name)) continue;
    const kind = isRequired ? 'iam-action-added' : 'optional-iam-action-added';
    walk.found(kind, place.child(String(index), ` ${name}`), undefined, name, ALWAYS);
  }
  // Another order says nothing; another shape may.
  if (walk.count === before && !isEqual(sorted(was), sorted(is))) {
    walk.foundKeyword(place, was, is, ALWAYS);
  }
}

interface NeededAction {
  readonly isRequired: boolean;
  readonly index: number;
}

function actionsOf(value: unknown): ReadonlyMap<string, NeededAction> {
  return new Map(
    listOf(value).flatMap((action, index) =>
      isJsonObject(action) && typeof action.name === 'string'
        ? [[action.name, { isRequired: action.required !== false, index }] as const]
        : [],
    ),
  );
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value;
}

/** Ways to prove who calls, any of which is enough. No way, or an empty one, lets everybody in. */
export function compareSecurity(walk: Walk, was: unknown, is: unknown, place: Place): void {
  if (isEqual(was, is)) return;
  const [earlier, later] = [alternativesOf(was), alternativesOf(is)];
  const before = walk.count;
  if (earlier.isOpen !== later.isOpen) {
    const kind = later.isOpen ? 'security-no-longer-required' : 'security-required';
    walk.found(kind, place, was, is, ALWAYS);
    return;
  }
  const [gone, come] = [earlier, later].map((side, index) =>
    [...side.ways].filter(([name]) => !(index === 0 ? later : earlier).ways.has(name)),
  );
  for (const [name, scopes] of gone ?? []) {
    walk.found('security-alternative-removed', place, { [name]: scopes }, undefined, ALWAYS);
  }
  for (const [name, scopes] of come ?? []) {
    walk.found('security-alternative-added', place, undefined, { [name]: scopes }, ALWAYS);
  }
  for (const [name, scopes] of earlier.ways) {
    const now = later.ways.get(name);
    if (!now) continue;
    for (const scope of now.filter((one) => !scopes.includes(one))) {
      walk.found('security-scope-added', place, undefined, scope, ALWAYS);
    }
    for (const scope of scopes.filter((one) => !now.includes(one))) {
      walk.found('security-scope-removed', place, scope, undefined, ALWAYS);
    }
  }
  if (walk.count === before && !isEqual(sorted(was), sorted(is))) walk.foundKeyword(place, was, is, ALWAYS);
}

/** What operations ask for that say nothing of their own. */
export function sharedSecurity(walk: Walk): Unit {
  return walk.once('security', () => {
    compareSecurity(walk, walk.before.security, walk.after.security, Place.at('security', ['security']));
  });
}

interface Alternatives {
  readonly isOpen: boolean;
  /** The scopes of each, by the names of its schemes. */
  readonly ways: ReadonlyMap<string, readonly string[]>;
}

function alternativesOf(value: unknown): Alternatives {
  const all = listOf(value).filter(isJsonObject);
  const ways = all.map((way): [string, readonly string[]] => [
    Object.keys(way).sort().join(' + '),
    Object.entries(way).flatMap(([scheme, scopes]) =>
      listOf(scopes).flatMap((scope) => (typeof scope === 'string' ? [`${scheme} ${scope}`] : [])),
    ),
  ]);
  return { isOpen: all.length === 0 || ways.some(([name]) => name === ''), ways: new Map(ways) };
}

/** How credentials are sent. */
export function compareSecuritySchemes(walk: Walk, was: unknown, is: unknown, place: Place): void {
  const [before, after] = [objectOf(was), objectOf(is)];
  for (const name of keysOfBoth(before, after)) {
    const at = place.child(name, ` ${name}`);
    if (!Object.hasOwn(after, name))
      walk.found('security-scheme-removed', at, before[name], undefined, ALWAYS);
    else if (!Object.hasOwn(before, name)) {
      walk.found('security-scheme-added', at, undefined, after[name], ALWAYS);
    } else compareScheme(walk, [objectOf(before[name]), objectOf(after[name])], at);
  }
}

function compareScheme(walk: Walk, [was, is]: readonly [JsonObject, JsonObject], place: Place): void {
  for (const key of keysOfBoth(was, is)) {
    const at = place.child(key);
    if (key === 'description' || key.startsWith('x-'))
      compareOther(walk, [key, was[key], is[key]], at, ALWAYS);
    else if (!isEqual(was[key], is[key]))
      walk.found('security-scheme-changed', at, was[key], is[key], ALWAYS);
  }
}
