import type { Catalogue, Collection, Item } from './catalogue.js';
import { hasParameters, segmentsOf, templateValues } from './pathTemplate.js';

/** What of a catalogue a path below the branch speaks of. */
export interface Found {
  readonly collection?: Collection;
  readonly item?: Item;
  /** Decoded values of the path's parameters, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Finds the collection or item of an encoded path; nothing when the catalogue has none of the kind. */
export function findByPath(catalogue: Catalogue, apiPath: string): Found {
  const segments = segmentsOf(apiPath.split(/[?#]/, 1).join(''));
  const found = find(catalogue, segments);
  return found ? { ...found, parameters: parametersOf(found, segments) } : {};
}

type Contents = Pick<Item, 'collections' | 'singletons'> & Partial<Pick<Item, 'tasks' | 'events'>>;

/** What is under something, by the names that come after it. */
interface Candidate {
  readonly names: readonly string[];
  readonly collection?: Collection;
  readonly single?: Item;
}

function find(contents: Contents, segments: readonly string[]): Found | undefined {
  for (const { names, collection, single } of candidates(contents)) {
    if (!names.every((name, index) => name === segments[index])) continue;
    const left = segments.slice(names.length);
    const found = collection ? inCollection(collection, left) : single && inSingle(single, left);
    if (found) return found;
  }
  return undefined;
}

function inCollection(collection: Collection, left: readonly string[]): Found | undefined {
  if (left.length === 0) return { collection };
  if (!collection.item) return undefined;
  return left.length === 1 ? { collection, item: collection.item } : find(collection.item, left.slice(1));
}

function inSingle(item: Item, left: readonly string[]): Found | undefined {
  return left.length === 0 ? { item } : find(item, left);
}

/** A name that is written out goes before an identifier in its place, as OpenAPI 3 matches paths. */
function candidates({ collections, singletons, tasks, events }: Contents): readonly Candidate[] {
  const history = [tasks, events].filter((list) => list !== undefined);
  return [
    ...[...collections, ...history].map((collection) => ({ names: namesOf(collection), collection })),
    ...singletons.map((single) => ({ names: namesOf(single), single })),
  ].sort((a, b) => b.names.length - a.names.length);
}

/** Only what is at the root has no identifier in its path, and is looked for by all of it. */
function namesOf({ path, name }: { readonly path: string; readonly name: string }): readonly string[] {
  return segmentsOf(hasParameters(path) ? name : path);
}

function parametersOf({ collection, item }: Found, segments: readonly string[]): Record<string, string> {
  return Object.fromEntries(templateValues((item ?? collection)?.path ?? '', segments.map(decodedSegment)));
}

/** A segment of a path as its decoded text; one that is no encoding is taken literally. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
