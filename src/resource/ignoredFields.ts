import * as v from 'valibot';
import { pathText, type FieldPath, type SpecChange } from './specDiff.js';
import { segmentsOf } from '../schema/pathTemplate.js';

/**
 * Places whose differences a person doesn't want to see: paths as `ignoredPath` writes them. A rule covers all that is below its
 * place.
 */
export type IgnoredPaths = ReadonlySet<string>;

/** Nothing is ignored. */
export const NONE_IGNORED: IgnoredPaths = new Set();

/** By the path of a collection, where `*` means any one segment. */
const rules = v.record(v.string(), v.array(v.string()));

/** The rule for a field, `nodePools[*].size`: what holds for one member of a list holds for all. */
export function ignoredPath(path: FieldPath): string {
  return pathText(path, () => '*');
}

/** The rules of a setting for the resources of a collection. A setting that is malformed has none. */
export function ignoredIn(setting: unknown, collection: string): IgnoredPaths {
  const read = v.safeParse(rules, setting);
  if (!read.success) return NONE_IGNORED;
  const paths = Object.entries(read.output).flatMap(([of, places]) => (covers(of, collection) ? places : []));
  return paths.length === 0 ? NONE_IGNORED : new Set(paths);
}

/** A setting with one more rule. What of it is malformed is replaced: it had no effect. */
export function withIgnored(setting: unknown, collection: string, rule: string): Record<string, string[]> {
  const read = v.safeParse(rules, setting);
  const known = read.success ? read.output : {};
  return { ...known, [collection]: [...new Set([...(known[collection] ?? []), rule])] };
}

/** A setting without the rules that cover a field. */
export function withoutIgnoredPath(
  setting: unknown,
  collection: string,
  path: FieldPath,
): Record<string, string[]> {
  const read = v.safeParse(rules, setting);
  const covering = new Set(pathsAround(path));
  return Object.fromEntries(
    Object.entries(read.success ? read.output : {})
      .map(
        ([of, places]) =>
          [of, covers(of, collection) ? places.filter((place) => !covering.has(place)) : places] as const,
      )
      .filter(([, places]) => places.length > 0),
  );
}

/** Parts changes from those that are ignored. A list or an object that changed as a whole is only ignored by a rule for itself or around it. */
export function partIgnored(
  changes: readonly SpecChange[],
  ignored: IgnoredPaths,
): { readonly counted: readonly SpecChange[]; readonly ignored: readonly SpecChange[] } {
  if (ignored.size === 0) return { counted: changes, ignored: [] };
  const parts = { counted: [] as SpecChange[], ignored: [] as SpecChange[] };
  for (const change of changes) {
    const isIgnored = pathsAround(change.path).some((place) => ignored.has(place));
    parts[isIgnored ? 'ignored' : 'counted'].push(change);
  }
  return parts;
}

/** A field and all that it is in, as rules. */
function pathsAround(path: FieldPath): readonly string[] {
  return path.map((_, index) => ignoredPath(path.slice(0, index + 1)));
}

function covers(pattern: string, collection: string): boolean {
  const wanted = segmentsOf(pattern);
  const segments = segmentsOf(collection);
  return (
    wanted.length === segments.length &&
    wanted.every((segment, index) => segment === '*' || segment === segments[index])
  );
}
