import { closest, distance } from 'fastest-levenshtein';
import type { Catalogue, Collection, Item } from './catalogue.js';
import { beginsLike, isParameter, segmentsOf } from './pathTemplate.js';

/** How different a path may be, as a share of its length, to be taken for a slip. */
const SLIP = 0.3;

/** A way to write a kind on, from what is typed of it. */
export interface KindProposal {
  /** The path so far, encoded; ends with a slash where an identifier has to follow. */
  readonly path: string;
  /** The collection that it names; `undefined` as long as it names none. */
  readonly collection: Collection | undefined;
}

/** What may follow a typed part of a kind. */
export interface KindProposals {
  readonly proposals: readonly KindProposal[];
  /** The list whose members' identifiers may follow, by its path, encoded; `undefined` where none is requested. */
  readonly members: { readonly path: string; readonly collection: Collection } | undefined;
}

/** Collections whose members have a spec that can be written. */
export function kindsOf(catalogue: Catalogue): readonly Collection[] {
  return everyCollection(catalogue).filter(
    ({ create, item }) => create !== undefined || item?.update !== undefined,
  );
}

/** What may take the place of a typed part of a manifest's kind: up to the next identifier, one step at a time. */
export function kindProposals(catalogue: Catalogue, typed: string): KindProposals {
  const given = typed.split('/').slice(1, -1);
  const found = new Map<string, KindProposal>();
  for (const collection of kindsOf(catalogue)) {
    const template = segmentsOf(collection.path);
    if (template.length <= given.length || !beginsLike(template, given)) continue;
    const rest = template.slice(given.length);
    const stop = rest.findIndex(isParameter);
    const fixed = stop === -1 ? rest : rest.slice(0, stop);
    if (fixed.length === 0) continue;
    const path = `/${[...given, ...fixed].join('/')}${stop === -1 ? '' : '/'}`;
    if (stop === -1 || !found.has(path)) {
      found.set(path, { path, collection: stop === -1 ? collection : undefined });
    }
  }
  const members = membersAfter(catalogue, given);
  return { proposals: [...found.values()], members };
}

/** The kind of a catalogue that a misspelt one is taken for; `undefined` when none is near. Identifiers stay as typed. */
export function nearestKind(catalogue: Catalogue, kind: string): string | undefined {
  const given = segmentsOf(kind);
  const candidates = kindsOf(catalogue).flatMap(({ path }) => {
    const template = segmentsOf(path);
    if (template.length !== given.length) return [];
    return [`/${template.map((part, index) => (isParameter(part) ? given[index] : part)).join('/')}`];
  });
  if (candidates.length === 0) return undefined;
  const nearest = closest(kind, candidates);
  return distance(kind, nearest) <= kind.length * SLIP ? nearest : undefined;
}

/** The list of what an identifier at the end of a path names. */
function membersAfter(catalogue: Catalogue, given: readonly string[]): KindProposals['members'] {
  const needsMember = kindsOf(catalogue).some(({ path }) => {
    const template = segmentsOf(path);
    return isParameter(template[given.length] ?? '') && beginsLike(template, given);
  });
  const collection = everyCollection(catalogue).find(({ path }) => {
    const template = segmentsOf(path);
    return template.length === given.length && beginsLike(template, given);
  });
  return needsMember && collection ? { path: `/${given.join('/')}`, collection } : undefined;
}

/** Every collection of a catalogue, outer ones first. */
export function everyCollection({
  collections,
  singletons,
}: Pick<Item, 'collections' | 'singletons'>): readonly Collection[] {
  return [
    ...collections.flatMap((one) => [one, ...(one.item ? everyCollection(one.item) : [])]),
    ...singletons.flatMap(everyCollection),
  ];
}
