import type { Api, ApiRequest, ApiResponse } from '../api/api.js';
import { parseJson } from '../api/answers.js';
import { CancelledError, NetworkError, ProtocolError } from '../api/errors.js';
import { SharedReads } from '../api/sharedReads.js';
import type { Catalogue } from './catalogue.js';
import { findByPath, type Found } from './findByPath.js';
import { parseOpenApi, type OpenApiDocument } from './openapi.js';
import { readCatalogue } from './readCatalogue.js';
import { parseIndex, type Section } from './sections.js';
import type { SchemaVersion } from './versions.js';

/** A section at one schema version: its document as read, and what it offers. */
export interface LoadedSection {
  readonly section: string;
  /** The schema version that was sent with the request, or `default` for none. */
  readonly asked: string;
  readonly document: OpenApiDocument;
  readonly catalogue: Catalogue;
}

/**
 * Where the index and documents are kept between windows. Neither method throws: a cache that fails is only slow. An `etag` is
 * empty when the API gave none.
 */
export interface DocumentCache {
  read(key: string): Promise<{ readonly text: string; readonly etag: string } | undefined>;
  write(key: string, text: string, etag: string): Promise<void>;
}

/** A section's document that is another one than before, at the same schema version. */
export interface ChangedDocument {
  readonly section: string;
  /** The schema version that was sent with the request, or `default` for none. */
  readonly asked: string;
  readonly before: OpenApiDocument;
  readonly after: OpenApiDocument;
}

export interface SchemaSourceOptions {
  readonly api: Api;
  readonly cache?: DocumentCache;
  /** The picked schema version; `undefined` for the default. */
  readonly version: () => SchemaVersion | undefined;
  /** Called with every section that was read. */
  readonly onLoad?: (section: LoadedSection) => void;
  /** Called with a document that isn't the one that was kept from an earlier reading. */
  readonly onChange?: (change: ChangedDocument) => void;
}

const NOTHING: DocumentCache = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };

/**
 * The API documents of an account at the picked schema version, each read once until `invalidate`. A reading is
 * shared by all who wait for it, and ends when none of them waits any more. What was kept from earlier is used while the API
 * can't be reached.
 */
export class SchemaSource {
  readonly #options: SchemaSourceOptions;
  readonly #sections = new SharedReads<LoadedSection>({ keeps: true });
  readonly #indexes = new SharedReads<readonly Section[]>({ keeps: true });

  constructor(options: SchemaSourceOptions) {
    this.#options = options;
  }

  /** The schema version that is picked now, or `default`. */
  get picked(): SchemaVersion {
    return this.#options.version() ?? 'default';
  }

  /** The branch's sections. Throws what `Api.request` throws. */
  sections(signal?: AbortSignal): Promise<readonly Section[]> {
    return this.sectionsAt(this.picked, signal);
  }

  /** A section's document and catalogue. Throws what `Api.request` throws, `ProtocolError` when it is no document. */
  section(path: string, signal?: AbortSignal): Promise<LoadedSection> {
    return this.sectionAt(path, this.picked, signal);
  }

  /** As `section`, at another schema version than the picked one: to compare them. `default` asks for none. */
  sectionAt(path: string, version: SchemaVersion, signal?: AbortSignal): Promise<LoadedSection> {
    const key = `${version} ${path}`;
    return shared(this.#sections, key, signal, (stop) => this.#readSection(path, version, stop));
  }

  /** The paths of the sections that were read, or are being read, at the picked version. */
  readPaths(): readonly string[] {
    const start = `${this.picked} `;
    return this.#sections.keys.filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
  }

  /** As `sections`, at another schema version than the picked one. */
  sectionsAt(version: SchemaVersion, signal?: AbortSignal): Promise<readonly Section[]> {
    return shared(this.#indexes, version, signal, (stop) => this.#readIndex(version, stop));
  }

  /** The section that a path below the branch belongs to, and what the catalogue knows the path as. */
  async forPath(apiPath: string, signal?: AbortSignal): Promise<Found & { readonly section: LoadedSection }> {
    const sections = await this.sections(signal);
    const owner = sections
      .filter(({ path }) => apiPath === path || apiPath.startsWith(`${path}/`))
      .sort((a, b) => b.path.length - a.path.length)[0];
    if (!owner) {
      throw new ProtocolError({ method: 'GET', path: apiPath }, 'wrongShape', 'No section has this path.');
    }
    const section = await this.section(owner.path, signal);
    return { section, ...findByPath(section.catalogue, apiPath) };
  }

  /**
   * Everything, or one section at all its versions, is read again when it is next needed; documents that did not change
   * are not sent again.
   */
  invalidate(section?: string): void {
    if (section === undefined) for (const key of this.#indexes.keys) this.#indexes.forget(key);
    for (const key of this.#sections.keys) {
      if (section === undefined || key.endsWith(` ${section}`)) this.#sections.forget(key);
    }
  }

  async #readIndex(version: SchemaVersion, signal: AbortSignal | undefined): Promise<readonly Section[]> {
    const request = { method: 'GET', path: '', schemaVersion: version, signal, priority: 'tree' } as const;
    return this.#read(request, version, (text) => parseIndex(parseJson(request, text)));
  }

  async #readSection(
    path: string,
    version: SchemaVersion,
    signal: AbortSignal | undefined,
  ): Promise<LoadedSection> {
    // The version is said here, so that picking another one in the middle can't mix two of them.
    const request = {
      method: 'GET',
      path: `${path}.json`,
      query: { format: 'openapi3' },
      schemaVersion: version,
      signal,
      priority: 'tree',
    } as const;
    const document = await this.#read(
      request,
      `${version} ${path}`,
      (text) => parse(path, text),
      (before, after) => this.#options.onChange?.({ section: path, asked: version, before, after }),
    );
    const catalogue = readCatalogue(path, document);
    const loaded = { section: path, asked: version, document, catalogue };
    this.#options.onLoad?.(loaded);
    return loaded;
  }

  /** The newest that the API has, or what was kept when it did not change or the API can't be reached. */
  async #read<T>(
    request: ApiRequest,
    name: string,
    parsed: (text: string) => T,
    onChange?: (before: T, after: T) => void,
  ): Promise<T> {
    const { api, cache = NOTHING } = this.#options;
    const key = `${api.account.endpoint.origin} ${api.account.id} ${name}`;
    const fresh = async ({ headers, text }: ApiResponse): Promise<T> => {
      const value = parsed(text);
      await cache.write(key, text, headers.etag ?? '');
      if (old && text !== kept.text) onChange?.(old.value, value);
      return value;
    };
    const kept = await cache.read(key);
    const old = kept && readable(() => parsed(kept.text));
    if (!kept || !old) return fresh(await api.request(request));
    try {
      const headers = kept.etag === '' ? {} : { 'if-none-match': kept.etag };
      const response = await api.send({ ...request, headers });
      if (response.status === 304) return old.value;
      const isNew = response.status >= 200 && response.status < 300;
      return await fresh(isNew ? response : await api.request(request));
    } catch (failure) {
      if (isUnreachable(failure)) return old.value;
      throw failure;
    }
  }
}

/** `undefined` when what was kept is damaged. */
function readable<T>(read: () => T): { readonly value: T } | undefined {
  try {
    return { value: read() };
  } catch {
    return undefined;
  }
}

/** Whether nothing can be reached, as opposed to one answer that went wrong. */
export function isUnreachable(failure: unknown): boolean {
  return (
    failure instanceof NetworkError &&
    ['unreachable', 'proxy', 'proxyAddress', 'tls'].includes(failure.reason)
  );
}

/** As `SharedReads.read`; throws `CancelledError` when the signal stops the waiting. */
async function shared<T>(
  reads: SharedReads<T>,
  key: string,
  signal: AbortSignal | undefined,
  read: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await reads.read(key, signal, read);
  } catch (failure) {
    throw signal?.aborted ? new CancelledError({ method: 'GET', path: '' }) : failure;
  }
}

function parse(path: string, text: string): OpenApiDocument {
  const request = { method: 'GET', path: `${path}.json` } as const;
  const json = parseJson(request, text);
  try {
    return parseOpenApi(json);
  } catch (cause) {
    throw new ProtocolError(request, 'wrongShape', 'No API document came.', { cause });
  }
}
