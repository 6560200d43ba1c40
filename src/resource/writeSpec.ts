import type { Api, ApiRequest, ApiResponse } from '../api/api.js';
import type { Operation } from '../schema/catalogue.js';
import { toApiPath } from './address.js';
import { isSameSpec } from './sameSpec.js';
import { requestBody, specValue } from './spec.js';
import { rebase, type SpecBase } from './specBase.js';

/** A resource that has no checksum to notice it by was changed since it was read. */
export class ChangedMeanwhile extends Error {
  constructor() {
    super('The resource was changed since it was read.');
    this.name = 'ChangedMeanwhile';
  }
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
  signal?: AbortSignal,
): Promise<SpecBase> {
  const { address, item } = base;
  const schemaVersion = base.schemaVersion ?? 'default';
  const at = { path: toApiPath(address), priority: 'user', schemaVersion, signal } as const;
  const read = async (): Promise<ApiResponse> =>
    api.request({ ...at, ...queryFor(item.read, base), method: 'GET' });
  let made = base;
  if (!item.takesChecksum || base.checksum === undefined) {
    made = rebase(base, await read());
    if (!isSameSpec(specValue(base.text), specValue(made.text))) throw new ChangedMeanwhile();
  }
  const method = item.update?.method ?? 'PUT';
  const body = requestBody(text, item, made);
  const response = await api.request({ ...at, ...queryFor(item.update, base), method, body });
  return rebase(made, item.answersUpdate && response.text.trim() !== '' ? response : await read());
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
