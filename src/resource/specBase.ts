import type { ApiResponse } from '../api/api.js';
import type { Item } from '../schema/catalogue.js';
import type { ResourceAddress } from './address.js';
import { parseResource } from './envelope.js';
import { specText } from './spec.js';

/**
 * What a spec was read at. A change is judged and sent against exactly this, never against a later read: reading the
 * checksum again right before a PUT would switch the API's lock off.
 */
export interface SpecBase {
  readonly address: ResourceAddress;
  readonly item: Item;
  /** The spec's text as it was read. */
  readonly text: string;
  readonly checksum: string | undefined;
  /** The schema version it was read with; `undefined` for the default major. */
  readonly schemaVersion: string | undefined;
  readonly displayName: string;
  readonly status: string | undefined;
  /** The tasks that had failed when it was read, by identifier. */
  readonly failedTasks?: readonly string[];
}

/** The base that an answer of the cloud makes: what the next change is judged against. */
export function rebase(base: Pick<SpecBase, 'address' | 'item'>, response: ApiResponse): SpecBase {
  const resource = parseResource(response.json(), base.address.segments.at(-1));
  const { checksum, displayName, status, currentTasks } = resource;
  const { schemaVersion } = response;
  const failedTasks = currentTasks.filter((task) => task.status === 'ERROR').map(({ id }) => id);
  const text = specText(response.text, base.item);
  return { ...base, text, checksum, displayName, status, schemaVersion, failedTasks };
}
