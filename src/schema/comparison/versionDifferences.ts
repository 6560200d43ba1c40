import { failureKind } from '../../api/failureKind.js';
import { compareInSlices } from './compareDocuments.js';
import type { Change } from './judge.js';
import type { ChangeKind } from './kinds.js';
import type { OpenApiDocument } from '../openapi.js';
import type { LoadedSection, SchemaSource } from '../schemaSource.js';

/** More sections are not compared: each costs a document a version. */
const COMPARED_SECTIONS = 5;

/** What differs in one section. */
export interface SectionDifference {
  readonly section: string;
  /** `info.version` of its document before and after, which is no schema version; `undefined` where there is no section. */
  readonly labels: readonly [before: string, after: string | undefined];
  readonly changes: readonly Change[];
  readonly before: OpenApiDocument;
  readonly after: OpenApiDocument | undefined;
}

/** How another schema version differs from the one in use. */
export interface VersionDifference {
  /** What the later has no more, as `GET /iam/policy`; a section that is gone by its path. */
  readonly gone: readonly string[];
  /** How many fields and parameters of what stays are not in the later. */
  readonly goneFields: number;
  readonly sections: readonly SectionDifference[];
}

/** Sections as they are at a version; by their paths. */
export type SectionsAtVersion = ReadonlyMap<string, LoadedSection>;

/** Which of the sections are compared: those that are in use first, and not more than a few. */
export function comparedSections(
  all: readonly string[],
  inUse: readonly string[],
  limit = COMPARED_SECTIONS,
): readonly string[] {
  const used = inUse.filter((path) => all.includes(path));
  return [...new Set([...used, ...all])].slice(0, Math.max(limit, used.length));
}

/**
 * The sections as they are at a version; `undefined` means the default. One that the version does not have is left out.
 * Throws what `SchemaSource.sectionAt` throws for any other reason: a section that can't be read now is not gone.
 */
export async function sectionsAt(
  schemas: SchemaSource,
  paths: readonly string[],
  version: string | undefined,
  signal: AbortSignal,
): Promise<SectionsAtVersion> {
  const read = paths.map(async (path) => {
    try {
      return [[path, await schemas.sectionAt(path, version ?? 'default', signal)]] as const;
    } catch (failure) {
      if (isRefusal(failure)) return [];
      throw failure;
    }
  });
  return new Map((await Promise.all(read)).flat());
}

/** As `sectionsAt`; when no section has the version, the first says why. */
export async function existingSectionsAt(
  schemas: SchemaSource,
  paths: readonly string[],
  version: string | undefined,
  signal: AbortSignal,
): Promise<SectionsAtVersion> {
  const found = await sectionsAt(schemas, paths, version, signal);
  const [first] = paths;
  if (found.size === 0 && first !== undefined) await schemas.sectionAt(first, version ?? 'default', signal);
  return found;
}

/** Whether an API says that it does not have what was requested, and not that it can't tell now. */
export function isRefusal(failure: unknown): boolean {
  return ['version', 'notFound', 'invalid'].includes(failureKind(failure).kind);
}

const GONE_OPERATIONS: readonly ChangeKind[] = [
  'operation-removed',
  'operation-removed-early',
  'deprecated-operation-removed',
];

const GONE_FIELDS: readonly ChangeKind[] = [
  'field-removed',
  'required-field-removed',
  'deprecated-field-removed',
  'parameter-removed',
  'required-parameter-removed',
  'deprecated-parameter-removed',
];

/** What changes for who goes from one version to the other. Throws the reason of `signal` when that aborts. */
export async function versionDifference(
  from: SectionsAtVersion,
  to: SectionsAtVersion,
  signal: AbortSignal,
): Promise<VersionDifference> {
  const sections: SectionDifference[] = [];
  for (const [section, before] of from) {
    const after = to.get(section);
    const labels = [before.document.version, after?.document.version] as const;
    const changes = after
      ? await compareInSlices(before.document, after.document, signal, { now: Date.now() })
      : [];
    sections.push({ section, labels, changes, before: before.document, after: after?.document });
  }
  const all = sections.flatMap(({ changes }) => changes);
  const goneSections = sections.filter(({ labels }) => labels[1] === undefined);
  const operations = all.filter(({ kind }) => GONE_OPERATIONS.includes(kind));
  return {
    gone: [...goneSections.map(({ section }) => section), ...operations.map(({ place }) => place)],
    goneFields: all.filter(({ kind }) => GONE_FIELDS.includes(kind)).length,
    sections,
  };
}
