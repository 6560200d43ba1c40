import type { Api, ApiRequest, ApiResponse, WrittenBy } from '../api/api.js';
import type { Item, Operation } from '../schema/catalogue.js';
import { toApiPath } from './address.js';
import { Slices } from './slices.js';
import { requestBody, saysTheSame } from './spec.js';
import { rebased, type SpecBase } from './specBase.js';

/** A resource that has no checksum to notice it by was changed since it was read. */
export class ChangedMeanwhile extends Error {
  constructor() {
    super('The resource was changed since it was read.');
    this.name = 'ChangedMeanwhile';
  }
}

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether the sender follows the resource to the end of its tasks itself. */
  readonly isFollowed?: boolean;
  readonly by?: WrittenBy | undefined;
}

/**
 * Sends a spec, once, against the base that it was made on and at that base's schema version; returns the base that the
 * cloud made of it. Where the update takes no checksum, the resource is read again first, so that another client's change
 * is not overwritten; between that reading and the PUT the API offers no lock. An update that answers nothing, or another
 * model, is followed by a reading. Throws `ChangedMeanwhile`, and what `Api.request` and `rebase` throw.
 * @param text the spec, JSON text.
 */
export async function writeSpec(
  api: Api,
  base: SpecBase,
  text: string,
  { signal, isFollowed = false, by }: WriteOptions = {},
): Promise<SpecBase> {
  const { address, item, displayName } = base;
  const schemaVersion = base.schemaVersion ?? 'default';
  const at = { path: toApiPath(address), priority: 'user', schemaVersion, signal } as const;
  const slices = new Slices();
  let made = base;
  if (!item.takesChecksum || base.checksum === undefined) {
    made = await slices.through(rebased(base, await readAgain(api, base, signal)));
    if (!(await saysTheSame(base.text, made.text, slices))) throw new ChangedMeanwhile();
  }
  const method = item.update?.method ?? 'PUT';
  const body = await slices.through(requestBody(text, item, made));
  const before = {
    displayName,
    failedTasks: made.failedTasks,
    spec: made.text,
    isFollowed,
    ...(by && { by }),
  };
  const response = await api.request({ ...at, ...queryFor(item.update, base), method, body, before });
  return baseAfterUpdate(api, made, response, signal);
}

/** The base that the cloud made of an update: of its response or, where that doesn’t hold the resource, of a reading. */
export async function baseAfterUpdate(
  api: Api,
  base: ReadAt & Partial<Pick<SpecBase, 'checksum'>>,
  response: ApiResponse,
  signal?: AbortSignal,
): Promise<SpecBase> {
  const read = answersSpec(base.item, response) ? response : await readAgain(api, base, signal);
  return new Slices().through(rebased(base, read));
}

/** Whether the response to an update holds the resource. */
export function answersSpec({ answersUpdate }: Pick<Item, 'answersUpdate'>, { text }: ApiResponse): boolean {
  return answersUpdate && text.trim() !== '';
}

type ReadAt = Pick<SpecBase, 'address' | 'item' | 'query' | 'schemaVersion'>;

function readAgain(api: Api, base: ReadAt, signal: AbortSignal | undefined): Promise<ApiResponse> {
  const { address, item, schemaVersion = 'default' } = base;
  const at = { path: toApiPath(address), priority: 'user', schemaVersion, signal } as const;
  return api.request({ ...at, ...queryFor(item.read, base), method: 'GET' });
}

/** Of the query that a resource was read with, what an operation of it declares. */
export function queryFor(
  operation: Operation | undefined,
  { query = {} }: Pick<SpecBase, 'query'>,
): Pick<ApiRequest, 'query'> {
  const names = (operation?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);
  const known = Object.entries(query).filter(([name]) => names.includes(name));
  return known.length === 0 ? {} : { query: Object.fromEntries(known) };
}
