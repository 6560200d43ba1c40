import type { ApiError } from '../api/errors.js';

/** `major.minor`, the value of the header `X-Schemas-Version`. */
export type SchemaVersion = string;

/**
 * How a version is known: the API named it in the header of an answer, or when it refused another one; a person picked it, or
 * set it by hand; or OVHcloud's own tools send it.
 */
export type VersionSource = 'answer' | 'refusal' | 'picked' | 'setting' | 'tools';

export interface KnownVersion {
  readonly version: SchemaVersion;
  /** All that is known of where it comes from, the surest first. */
  readonly sources: readonly VersionSource[];
  /** What the API said when it refused it in this session. */
  readonly refusal: string | undefined;
}

/**
 * What OVHcloud's Terraform provider and CLI send since April 2026 [ovh/terraform-provider-ovh: ovh/schemas_version_transport.go].
 * What it means beside `1.0` is not public.
 */
const TOOLS_VERSION: SchemaVersion = '0.0';

/** A version that no API has: asking for it may make the API name those that it has. */
export const IMPOSSIBLE_VERSION: SchemaVersion = '999999.0';

/** Which versions are known, and by whom. */
export interface VersionEvidence {
  /** What the API named, by how. */
  readonly named: ReadonlyMap<SchemaVersion, ReadonlySet<'answer' | 'refusal'>>;
  readonly picked: readonly SchemaVersion[];
  readonly settings: readonly SchemaVersion[];
  /** What the API said of versions that it refused. */
  readonly refused: ReadonlyMap<SchemaVersion, string>;
}

/** `[major, minor]`; `undefined` when the text is no version. */
export function parseVersion(version: string): readonly [number, number] | undefined {
  const [, major, minor] = /^(\d{1,9})\.(\d{1,9})$/.exec(version) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

/**
 * Every version that is known, the newest first. How to list the versions that exist is not public; `info.version` of an API
 * document is a label of that document and says nothing of them.
 */
export function knownVersions({
  named,
  picked,
  settings,
  refused,
}: VersionEvidence): readonly KnownVersion[] {
  const sources: readonly (readonly [VersionSource, Iterable<SchemaVersion>])[] = [
    ['answer', namedBy(named, 'answer')],
    ['refusal', namedBy(named, 'refusal')],
    ['picked', picked],
    ['setting', settings],
    ['tools', [TOOLS_VERSION]],
  ];
  const known = new Map<SchemaVersion, VersionSource[]>();
  for (const [source, versions] of sources) {
    for (const version of new Set(versions)) {
      if (parseVersion(version)) known.set(version, [...(known.get(version) ?? []), source]);
    }
  }
  return [...known]
    .map(([version, how]) => ({ version, sources: how, refusal: refused.get(version) }))
    .sort((a, b) => newestFirst(a.version, b.version));
}

/** The versions that a refusal names in its message or details; numbers inside of other words (a query id) don't count. */
export function versionsIn({
  message,
  details,
}: Pick<ApiError, 'message' | 'details'>): readonly SchemaVersion[] {
  const texts = [message, ...Object.values(details)].join(' ');
  const found = texts.matchAll(/(?<![\w.-])v?(\d{1,9}\.\d{1,9})(?![\w-]|\.\w)/g);
  return [...new Set([...found].map(([, version = '']) => version))].filter(isListable);
}

/** Whether a text is a version that may exist. */
export function isListable(version: string): boolean {
  return version !== IMPOSSIBLE_VERSION && parseVersion(version) !== undefined;
}

function* namedBy(named: VersionEvidence['named'], how: 'answer' | 'refusal'): Iterable<SchemaVersion> {
  for (const [version, ways] of named) if (ways.has(how)) yield version;
}

/** Orders versions from the newest to the oldest; what is no version comes last. */
export function newestFirst(a: SchemaVersion, b: SchemaVersion): number {
  const [x, y] = [parseVersion(a) ?? [-1, -1], parseVersion(b) ?? [-1, -1]];
  return y[0] - x[0] || y[1] - x[1];
}
