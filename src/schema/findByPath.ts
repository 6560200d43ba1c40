import type { Catalogue, Collection, Item } from './catalogue.js';

/** What of a catalogue a path below the branch speaks of. */
export interface Found {
  readonly collection?: Collection;
  readonly item?: Item;
}

/** Finds the collection or item of an encoded path; nothing when the catalogue has none of the kind. */
export function findByPath(catalogue: Catalogue, apiPath: string): Found {
  return find(catalogue, apiPath.split('/').filter(Boolean)) ?? {};
}

function find(
  {
    collections,
    singletons,
    ...rest
  }: Pick<Item, 'collections' | 'singletons'> & Partial<Pick<Item, 'tasks' | 'events'>>,
  segments: readonly string[],
): Found | undefined {
  const history = [rest.tasks, rest.events].filter((list) => list !== undefined);
  for (const collection of [...collections, ...history]) {
    const left = after(collection.path, collection.name, segments);
    if (!left) continue;
    if (left.length === 0) return { collection };
    if (!collection.item) continue;
    if (left.length === 1) return { collection, item: collection.item };
    const found = find(collection.item, left.slice(1));
    if (found) return found;
  }
  const singleton = singletons.find(({ path, name }) => after(path, name, segments)?.length === 0);
  return singleton && { item: singleton };
}

/** The segments after a name such as `reference/plan`; `undefined` when the path does not begin with it. */
function after(path: string, name: string, segments: readonly string[]): readonly string[] | undefined {
  // Only what stands at the root has no identifier in its path, and is looked for by all of it.
  const parts = (path.includes('{') ? name : path).split('/').filter(Boolean);
  return parts.every((part, index) => part === segments[index]) ? segments.slice(parts.length) : undefined;
}
