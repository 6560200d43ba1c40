import type { Api, ApiRequest } from '../api/api.js';
import { ApiError } from '../api/errors.js';
import { parseIndex } from './sections.js';

/** `major.minor`, the value of the header `X-Schemas-Version`. */
export type SchemaVersion = string;

/** Who told of a version: an API document, the refusal of one that does not exist, or the user's settings. */
export type VersionSource = 'document' | 'refusal' | 'setting';

export interface KnownVersion {
  readonly version: SchemaVersion;
  readonly source: VersionSource;
  /** Whether it answers when no version is asked for. */
  readonly isDefault: boolean;
}

/** A version that no API has: asking for it makes the API name those that it has. */
const IMPOSSIBLE = '0.0';

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

/**
 * Which schema versions exist, from everything that tells of any: no list of them is published. The first section's default
 * document names the default; the refusal of an impossible version names the others; settings add what neither tells.
 */
export async function knownVersions(
  api: Api,
  extra: readonly string[],
  signal?: AbortSignal,
): Promise<readonly KnownVersion[]> {
  const index = await api.request({
    method: 'GET',
    path: '',
    schemaVersion: 'default',
    signal,
    priority: 'user',
  });
  const [section] = parseIndex(index.json());
  const [defaultVersion, refused] = section
    ? await Promise.all([
        documentVersion(api, section.path, signal),
        refusedVersions(api, section.path, signal),
      ])
    : [undefined, []];
  const sources = new Map<SchemaVersion, VersionSource>(extra.map((version) => [version, 'setting']));
  for (const version of refused) sources.set(version, 'refusal');
  if (defaultVersion) sources.set(defaultVersion, 'document');
  return [...sources]
    .filter(([version]) => parseVersion(version) !== undefined)
    .map(([version, source]) => ({ version, source, isDefault: version === defaultVersion }))
    .sort((a, b) => newestFirst(a.version, b.version));
}

/** The versions that a refusal names in its message or details. */
export function versionsIn(error: ApiError): readonly SchemaVersion[] {
  const told = [error.message, ...Object.values(error.details)].join(' ');
  const found = told.matchAll(/(?<![\d.])(\d{1,9}\.\d{1,9})(?![\d.]*\d)/g);
  return [...new Set([...found].map(([, version]) => version ?? ''))].filter(
    (version) => version !== IMPOSSIBLE,
  );
}

async function documentVersion(api: Api, section: string, signal?: AbortSignal): Promise<string | undefined> {
  const response = await api.request({ ...documentRequest(section, signal), schemaVersion: 'default' });
  return /"version"\s*:\s*"(\d+\.\d+)"/.exec(response.text)?.[1];
}

async function refusedVersions(api: Api, section: string, signal?: AbortSignal): Promise<readonly string[]> {
  try {
    await api.request({ ...documentRequest(section, signal), schemaVersion: IMPOSSIBLE });
    return [];
  } catch (failure) {
    if (failure instanceof ApiError && failure.status < 500) return versionsIn(failure);
    throw failure;
  }
}

function documentRequest(section: string, signal: AbortSignal | undefined): ApiRequest {
  return { method: 'GET', path: `${section}.json`, query: { format: 'openapi3' }, signal };
}
