/**
 * Those of some manifests that name the same resource as another one, each with the first other. `nameOf` names a manifest's resource;
 * `undefined` for one that is to be created.
 */
export function sharedBy<T>(
  manifests: readonly T[],
  nameOf: (manifest: T, index: number) => string | undefined,
): ReadonlyMap<T, T> {
  const firsts = new Map<string, T>();
  const shared = new Map<T, T>();
  for (const [index, manifest] of manifests.entries()) {
    const name = nameOf(manifest, index);
    if (name === undefined) continue;
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, manifest);
    else {
      shared.set(manifest, first);
      if (!shared.has(first)) shared.set(first, manifest);
    }
  }
  return shared;
}
