import { ApiError } from '../../api/errors.js';
import { compareDocuments, countWays, type SchemaDifference } from '../../schema/compare.js';
import type { LoadedSection, SchemaSource } from '../../schema/schemaSource.js';

/** More sections are not compared while somebody picks: each costs a document a version. */
const COMPARED_SECTIONS = 5;

/** How another schema version differs from the one in use. */
export interface VersionDifference {
  readonly ways: number;
  readonly breaking: number;
  /** What the later has no more, as `GET /iam/policy`; a section that is gone by its path. */
  readonly gone: readonly string[];
}

/** The sections as they are at a version; `undefined` stands for the default. One that the version does not have is left out. */
export async function sectionsAt(
  schemas: SchemaSource,
  paths: readonly string[],
  version: string | undefined,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LoadedSection>> {
  const read = paths.slice(0, COMPARED_SECTIONS).map(async (path) => {
    try {
      return [[path, await schemas.sectionAt(path, version ?? 'default', signal)]] as const;
    } catch (failure) {
      if (failure instanceof ApiError) return [];
      throw failure;
    }
  });
  return new Map((await Promise.all(read)).flat());
}

/** What changes for who goes from one version to the other. */
export function versionDifference(
  from: ReadonlyMap<string, LoadedSection>,
  to: ReadonlyMap<string, LoadedSection>,
): VersionDifference {
  const all: SchemaDifference[] = [];
  const gone: string[] = [];
  for (const [path, before] of from) {
    const after = to.get(path);
    if (after) all.push(...compareDocuments(before.document, after.document));
    else gone.push(path);
  }
  const { all: ways, breaking } = countWays(all);
  const operations = all.filter(({ kind, subject }) => kind === 'removed' && subject === 'operation');
  return {
    ways: ways + gone.length,
    breaking: breaking + gone.length,
    gone: [...gone, ...operations.map(({ operation }) => operation)],
  };
}
