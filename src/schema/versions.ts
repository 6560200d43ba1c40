import type { Api, ApiRequest } from '../api/api.js';
import { ApiError } from '../api/errors.js';
import { isJsonObject } from './openapi.js';
import { parseIndex } from './sections.js';

/** `major.minor`, the value of the header `X-Schemas-Version`. */
export type SchemaVersion = string;

/**
 * Who told of a version: an API document, the refusal of one that does not exist, the index of sections, or the user's
 * settings.
 */
export type VersionSource = 'document' | 'refusal' | 'index' | 'setting';

export interface KnownVersion {
  readonly version: SchemaVersion;
  /** The surest of those who told of it. */
  readonly source: VersionSource;
  /** Whether it answers when no version is asked for. */
  readonly isDefault: boolean;
}

/** Everything that may name versions, as it came. */
export interface VersionEvidence {
  /** The index of sections. */
  readonly index?: unknown;
  /** `info.version` of the document that came when no version was asked for. */
  readonly defaultDocument?: SchemaVersion | undefined;
  /** `info.version` of other documents. */
  readonly documents?: readonly SchemaVersion[];
  /** What the API said when it was asked for a version that can't exist. */
  readonly refusals?: readonly Pick<ApiError, 'message' | 'details'>[];
  readonly settings?: readonly SchemaVersion[];
}

/** A version that no API has: asking for it makes the API name those that it has. */
const IMPOSSIBLE = '0.0';

/** More sections are not asked which versions they have; each costs a request. */
const PROBED_SECTIONS = 3;

/** `[major, minor]`; `undefined` when the text is no version. */
export function parseVersion(version: string): readonly [number, number] | undefined {
  const [, major, minor] = /^(\d{1,9})\.(\d{1,9})$/.exec(version) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

/** Orders versions from the newest to the oldest; what is no version comes last. */
export function newestFirst(a: SchemaVersion, b: SchemaVersion): number {
  const [x, y] = [parseVersion(a) ?? [-1, -1], parseVersion(b) ?? [-1, -1]];
  return y[0] - x[0] || y[1] - x[1];
}

/** The versions that the evidence names, the newest first, each with the surest source that names it. */
export function discoverVersions(evidence: VersionEvidence): readonly KnownVersion[] {
  const { defaultDocument, documents = [], refusals = [], settings = [] } = evidence;
  const sources = new Map<SchemaVersion, VersionSource>();
  const add = (versions: readonly string[], source: VersionSource): void => {
    for (const version of versions) if (!sources.has(version)) sources.set(version, source);
  };
  add(defaultDocument === undefined ? documents : [defaultDocument, ...documents], 'document');
  add(refusals.flatMap(versionsIn), 'refusal');
  add(versionsInIndex(evidence.index), 'index');
  add(settings, 'setting');
  return [...sources]
    .filter(([version]) => parseVersion(version) !== undefined)
    .map(([version, source]) => ({ version, source, isDefault: version === defaultDocument }))
    .sort((a, b) => newestFirst(a.version, b.version));
}

/** What is known, with versions that further documents have. */
export function withDocumentVersions(
  known: readonly KnownVersion[],
  documents: readonly SchemaVersion[],
): readonly KnownVersion[] {
  const more = discoverVersions({ documents }).filter(
    ({ version }) => !known.some((one) => one.version === version),
  );
  return [...known, ...more].sort((a, b) => newestFirst(a.version, b.version));
}

/**
 * Which schema versions exist, from everything that tells of any: no list of them is published. The first section's default
 * document names the default; the refusals of an impossible version name the others; settings add what neither tells.
 * Throws what `Api.request` throws when not even the index can be read.
 */
export async function knownVersions(
  api: Api,
  settings: readonly string[],
  signal?: AbortSignal,
): Promise<readonly KnownVersion[]> {
  const response = await api.request({
    method: 'GET',
    path: '',
    schemaVersion: 'default',
    signal,
    priority: 'user',
  });
  const index = response.json();
  const sections = parseIndex(index);
  const [first] = sections;
  const [defaultDocument, ...refusals] = await Promise.all([
    first && documentVersion(api, first.path, signal),
    ...sections.slice(0, PROBED_SECTIONS).map(({ path }) => refusal(api, path, signal)),
  ]);
  return discoverVersions({
    index,
    defaultDocument,
    refusals: refusals.filter((one) => one !== undefined),
    settings,
  });
}

/**
 * The versions that a section names when it is asked for one that can't exist; none when it doesn't mind. Throws what
 * `Api.request` throws when the section can't be asked.
 */
export async function probeVersions(
  api: Api,
  section: string,
  signal?: AbortSignal,
): Promise<readonly SchemaVersion[]> {
  const refused = await refusal(api, section, signal);
  return refused ? versionsIn(refused) : [];
}

/** The versions that a refusal names in its message or details; numbers inside of other words (a query id) are none. */
export function versionsIn({
  message,
  details,
}: Pick<ApiError, 'message' | 'details'>): readonly SchemaVersion[] {
  const told = [message, ...Object.values(details)].join(' ');
  const found = told.matchAll(/(?<![\w.-])v?(\d{1,9}\.\d{1,9})(?![\w-]|\.\w)/g);
  return [...new Set([...found].map(([, version = '']) => version))].filter(
    (version) => version !== IMPOSSIBLE,
  );
}

/** Versions that an index lists under a name that says so, for itself or for its sections. */
function versionsInIndex(index: unknown): readonly SchemaVersion[] {
  if (Array.isArray(index)) return index.flatMap(versionsInIndex);
  if (!isJsonObject(index)) return [];
  return Object.entries(index).flatMap(([key, value]) => {
    if (/^(?:(?:available)?schemas?)?_?versions$/i.test(key) && Array.isArray(value)) {
      return value.flatMap((entry: unknown) => {
        const version: unknown = isJsonObject(entry) ? (entry.version ?? entry.name) : entry;
        return typeof version === 'string' ? [version] : [];
      });
    }
    return Array.isArray(value) ? versionsInIndex(value) : [];
  });
}

/** `undefined` when the section can't be read: the other sources may still know. */
async function documentVersion(
  api: Api,
  section: string,
  signal: AbortSignal | undefined,
): Promise<SchemaVersion | undefined> {
  try {
    const response = await api.request({ ...documentRequest(section, signal), schemaVersion: 'default' });
    const document = response.json();
    const info: unknown = isJsonObject(document) ? document.info : undefined;
    return isJsonObject(info) && typeof info.version === 'string' ? info.version : undefined;
  } catch (failure) {
    if (failure instanceof ApiError) return undefined;
    throw failure;
  }
}

async function refusal(
  api: Api,
  section: string,
  signal: AbortSignal | undefined,
): Promise<ApiError | undefined> {
  try {
    await api.request({ ...documentRequest(section, signal), schemaVersion: IMPOSSIBLE });
    return undefined;
  } catch (failure) {
    // A broken server names numbers as well, none of which is a version.
    if (failure instanceof ApiError) return failure.status < 500 ? failure : undefined;
    throw failure;
  }
}

function documentRequest(section: string, signal: AbortSignal | undefined): ApiRequest {
  return { method: 'GET', path: `${section}.json`, query: { format: 'openapi3' }, signal, priority: 'user' };
}
