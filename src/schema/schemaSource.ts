import type { Api } from '../api/api.js';
import { ProtocolError } from '../api/errors.js';
import type { Catalogue } from './catalogue.js';
import { findByPath, type Found } from './findByPath.js';
import { parseOpenApi, type OpenApiDocument } from './openapi.js';
import { readCatalogue } from './readCatalogue.js';
import { parseIndex, type Section } from './sections.js';

/** A section at one schema version: its document as read, and what it offers. */
export interface LoadedSection {
  readonly section: string;
  readonly version: string;
  readonly document: OpenApiDocument;
  readonly catalogue: Catalogue;
}

/** Where documents are kept between windows. Neither method throws: a cache that fails is only slow. */
export interface DocumentCache {
  read(key: string): Promise<{ readonly text: string; readonly etag: string } | undefined>;
  write(key: string, text: string, etag: string): Promise<void>;
}

export interface SchemaSourceOptions {
  readonly api: Api;
  readonly cache?: DocumentCache;
  /** The picked schema version; `undefined` for the default. */
  readonly version: () => string | undefined;
}

const NOTHING: DocumentCache = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() };

/** The API documents of an account at the picked schema version, each read once until it is told to forget. */
export class SchemaSource {
  readonly #options: SchemaSourceOptions;
  readonly #sections = new Map<string, Promise<LoadedSection>>();
  #index: Promise<readonly Section[]> | undefined;

  constructor(options: SchemaSourceOptions) {
    this.#options = options;
  }

  /** The branch's sections. Throws what `Api.request` throws. */
  sections(signal?: AbortSignal): Promise<readonly Section[]> {
    return abortable(
      (this.#index ??= this.#readIndex().catch((failure: unknown) => {
        this.#index = undefined;
        throw failure;
      })),
      signal,
    );
  }

  /** A section's document and catalogue. Throws what `Api.request` throws, `ProtocolError` when it is no document. */
  section(path: string, signal?: AbortSignal): Promise<LoadedSection> {
    const key = `${this.#options.version() ?? 'default'} ${path}`;
    let loading = this.#sections.get(key);
    if (!loading) {
      loading = this.#readSection(path, key).catch((failure: unknown) => {
        this.#sections.delete(key);
        throw failure;
      });
      this.#sections.set(key, loading);
    }
    return abortable(loading, signal);
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

  /** Everything is read again when it is next asked for; documents that did not change are not sent again. */
  invalidate(): void {
    this.#index = undefined;
    this.#sections.clear();
  }

  async #readIndex(): Promise<readonly Section[]> {
    const response = await this.#options.api.request({ method: 'GET', path: '', priority: 'tree' });
    return parseIndex(response.json());
  }

  async #readSection(path: string, key: string): Promise<LoadedSection> {
    const text = await this.#readDocument(path, key);
    const document = parse(path, text);
    return { section: path, version: document.version, document, catalogue: readCatalogue(path, document) };
  }

  async #readDocument(path: string, key: string): Promise<string> {
    const { api, cache = NOTHING } = this.#options;
    const cacheKey = `${api.account.endpoint.origin} ${key}`;
    const kept = await cache.read(cacheKey);
    const request = {
      method: 'GET',
      path: `${path}.json`,
      query: { format: 'openapi3' },
      priority: 'tree',
    } as const;
    if (kept) {
      const response = await api.send({ ...request, headers: { 'if-none-match': kept.etag } });
      if (response.status === 304) return kept.text;
    }
    const response = await api.request(request);
    const etag = response.headers.etag;
    if (etag) await cache.write(cacheKey, response.text, etag);
    return response.text;
  }
}

function parse(path: string, text: string): OpenApiDocument {
  try {
    return parseOpenApi(JSON.parse(text));
  } catch (cause) {
    throw new ProtocolError({ method: 'GET', path: `${path}.json` }, 'wrongShape', 'No API document came.', {
      cause,
    });
  }
}

/** A reading is shared, so one who stops waiting leaves it running for the others. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
