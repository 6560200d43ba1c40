import { encodeText } from '../api/encodeText.js';
import type { Catalogue, Collection } from './catalogue.js';
import { everyCollection } from './kinds.js';
import { isParameter, lastName, segmentsOf } from './pathTemplate.js';

/** A list of the API whose members a field's value may be. */
export interface ValueSource {
  /** The list's path below the branch, encoded. */
  readonly path: string;
  readonly collection: Collection;
}

/** Field names that say nothing without what holds them. */
const BARE = new Set(['id', 'urn', 'name', 'value']);

/**
 * Lists that a field of a resource names by the field's own name (`networkId`, `plan`, `permissionsGroups[].urn`), the
 * nearest to the resource first. Only lists that can be read with the identifiers of the resource's own path are found.
 * A guess by names, good enough to propose values, never to refuse one.
 */
export function valueSources(
  catalogue: Catalogue,
  segments: readonly string[],
  fieldPath: readonly (string | number)[],
): readonly ValueSource[] {
  const wanted = subjectOf(fieldPath);
  if (wanted === undefined) return [];
  return everyCollection(catalogue)
    .flatMap((collection) => {
      const last = lastName(collection.path);
      const path =
        last !== undefined && stem(last) === wanted ? filled(collection.path, segments) : undefined;
      return path === undefined ? [] : [{ path, collection }];
    })
    .sort((a, b) => b.path.length - a.path.length);
}

/** The value that a field holds for a member of a list, which may call it by the field's own name; `undefined` for a member that isn't one. */
export function sourceValue(collection: Collection, member: unknown, field: string): string | undefined {
  if (typeof member === 'string') return member;
  if (typeof member !== 'object' || member === null) return undefined;
  const fields = member as Readonly<Record<string, unknown>>;
  const own = /urns?$/i.test(field) ? ['urn'] : [];
  for (const name of [...own, collection.identifier ?? field, 'name', field, 'id', 'code']) {
    if (typeof fields[name] === 'string') return fields[name];
  }
  return undefined;
}

/** What a field names, in the spelling of `stem`: `networkId` and `networks[].id` both a network. */
function subjectOf(fieldPath: readonly (string | number)[]): string | undefined {
  const names = fieldPath.filter((part) => typeof part === 'string');
  const name = names.findLast((one) => !BARE.has(one.toLowerCase()));
  return name === undefined ? undefined : stem(name);
}

function stem(name: string): string {
  const without = name.replace(/(?<=.)(?:Ids?|URNs?|Urns?|Names?)$/, '').toLowerCase();
  return without.replace(/(?<=..)ies$/, 'y').replace(/(?<=[^s])s$/, '');
}

/** A path's template with the identifiers of a resource beneath the same parents; `undefined` when it needs others. */
function filled(template: string, segments: readonly string[]): string | undefined {
  const path = filledAsFar(template, segments);
  return path.split('/').length === `/${template}`.replaceAll(/\/+/g, '/').split('/').length
    ? path
    : undefined;
}

/** A path's template with the identifiers of a resource beneath the same parents, up to the first that is another's. */
export function filledAsFar(template: string, segments: readonly string[]): string {
  let isSameParent = true;
  const parts: string[] = [];
  for (const [index, part] of segmentsOf(template).entries()) {
    const own = segments[index];
    if (!isParameter(part)) isSameParent &&= part === own;
    else if (!isSameParent || own === undefined) break;
    parts.push(isParameter(part) ? encodeText(own ?? '') : part);
  }
  return `/${parts.join('/')}`;
}
