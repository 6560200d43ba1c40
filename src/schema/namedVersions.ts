import { apiError } from '../api/answers.js';
import type { Api, ApiResponse } from '../api/api.js';
import type { ApiError } from '../api/errors.js';
import { failureKind } from '../api/failureKind.js';
import type { Catalogue, Operation } from './catalogue.js';
import { hasParameters } from './pathTemplate.js';
import type { SchemaSource } from './schemaSource.js';
import {
  IMPOSSIBLE_VERSION,
  isListable,
  newestFirst,
  versionsIn,
  type SchemaVersion,
  type VersionEvidence,
} from './versions.js';

/** What an account's API said about schema versions in this session; it isn't kept longer. */
export class NamedVersions implements Pick<VersionEvidence, 'named' | 'refused'> {
  readonly #named = new Map<SchemaVersion, Set<'answer' | 'refusal'>>();
  readonly #refused = new Map<SchemaVersion, string>();
  readonly #standard = new Set<SchemaVersion>();
  #isProbed = false;

  get named(): VersionEvidence['named'] {
    return this.#named;
  }

  /** The API's words about the versions that it refused. */
  get refused(): VersionEvidence['refused'] {
    return this.#refused;
  }

  /** The versions that the API named in its answers to requests without one; sections may differ. */
  get standard(): readonly SchemaVersion[] {
    return [...this.#standard].sort(newestFirst);
  }

  /** Takes from an answer which versions it names: in its header, or in the refusal of the version that was sent. */
  learn(response: ApiResponse): void {
    const { status, headers, schemaVersion } = response;
    const named = headers['x-schemas-version']?.trim();
    if (status < 400 && named !== undefined && isListable(named)) {
      this.#name(named, 'answer');
      if (schemaVersion === undefined) this.#standard.add(named);
    }
    const refusal = schemaVersion === undefined ? undefined : refusalOf(response);
    for (const version of refusal ? versionsIn(refusal) : []) {
      if (version !== schemaVersion) this.#name(version, 'refusal');
    }
  }

  /** The API took a version, or refused it, in its own words. */
  judged(version: SchemaVersion, refusal: string | undefined): void {
    if (refusal === undefined) this.#refused.delete(version);
    else this.#refused.set(version, refusal);
  }

  /**
   * Asks once a session for a version that can't exist, because its refusal may name those that do; what comes is learned as
   * from any other answer. A question that was cancelled or got no answer may be asked again. Throws what `Api.send` and
   * `SchemaSource.section` throw.
   */
  async probe(api: Api, schemas: SchemaSource, signal: AbortSignal): Promise<void> {
    if (this.#isProbed) return;
    const list = await someList(schemas, signal);
    if (!list) return;
    this.learn(await readList(api, list, IMPOSSIBLE_VERSION, signal));
    this.#isProbed = true;
  }

  #name(version: SchemaVersion, how: 'answer' | 'refusal'): void {
    const ways = this.#named.get(version) ?? new Set();
    this.#named.set(version, ways.add(how));
  }
}

/**
 * Asks for one member of a list at a version: documents may come for any version that is sent. Throws the API's refusal when it has
 * no such version; any other answer says nothing about it.
 */
export async function checkVersion(
  api: Api,
  catalogues: readonly Catalogue[],
  version: SchemaVersion,
  signal: AbortSignal,
): Promise<void> {
  const list = catalogues.flatMap(freeLists)[0];
  if (!list) return;
  const response = await readList(api, list, version, signal);
  const refusal = refusalOf(response);
  if (refusal) throw refusal;
}

/** The failure that refuses the version of a request; a broken server refuses nothing. */
function refusalOf(response: ApiResponse): ApiError | undefined {
  if (response.status < 400 || response.status >= 500) return undefined;
  const error = apiError({ method: response.method, path: response.path }, response, Date.now());
  return failureKind(error).kind === 'version' ? error : undefined;
}

function readList(
  api: Api,
  { path }: Operation,
  schemaVersion: SchemaVersion,
  signal: AbortSignal,
): Promise<ApiResponse> {
  const headers = { 'x-pagination-size': '1' };
  return api.send({ method: 'GET', path, headers, schemaVersion, signal, priority: 'user' });
}

/** A list of a section that is in use, else of the first section. */
async function someList(schemas: SchemaSource, signal: AbortSignal): Promise<Operation | undefined> {
  const [first] = schemas.readPaths();
  const path = first ?? (await schemas.sections(signal))[0]?.path;
  return path === undefined ? undefined : freeLists((await schemas.section(path, signal)).catalogue)[0];
}

/** Lists that need to know nothing: no identifier in their path, no parameter that is required. */
function freeLists({ collections }: Catalogue): readonly Operation[] {
  return collections
    .map(({ list }) => list)
    .filter(({ path, parameters }) => !hasParameters(path) && !parameters.some(({ required }) => required));
}
