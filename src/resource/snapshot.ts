import type { Api, ApiRequest, ApiResponse } from '../api/api.js';
import { CancelledError } from '../api/errors.js';
import type { Collection, Item } from '../schema/catalogue.js';
import { toApiPath, type ResourceAddress } from './address.js';
import {
  parseEvents,
  parseResource,
  parseTasks,
  type Resource,
  type ResourceEvent,
  type Task,
} from './envelope.js';
import { secretFieldsOf, type IsSecretField } from './secretFields.js';

/** Which lists of its history the API keeps of a resource. */
export type KeptHistory = 'both' | 'tasks' | 'events' | 'none';

/** Everything that was read of a resource at one moment. */
export interface ResourceSnapshot {
  readonly address: ResourceAddress;
  readonly resource: Resource;
  /** The answer as it came. */
  readonly text: string;
  /** `undefined` when the API keeps none, or did not give them. */
  readonly tasks: readonly Task[] | undefined;
  readonly events: readonly ResourceEvent[] | undefined;
  /** What of its history there is to be read, whether or not it was given. */
  readonly kept: KeptHistory;
  /** Which fields of its spec and state are not to be shown. */
  readonly isSecret: IsSecretField;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

/** How much of a history is read: the order of lists is not promised, so one page may miss the newest entry. */
const HISTORY_PAGES = 3;

/**
 * Reads a resource and its history. A history that cannot be read is left out; the resource itself not being readable
 * throws what `Api.request` throws. `query` holds the values that the API requires for it.
 */
export async function readSnapshot(
  api: Api,
  item: Item | undefined,
  address: ResourceAddress,
  signal?: AbortSignal,
  query?: ApiRequest['query'],
): Promise<ResourceSnapshot> {
  const path = toApiPath(address);
  const [response, tasks, events] = await Promise.all([
    api.request({ method: 'GET', path, signal, priority: 'poll', ...(query && { query }) }),
    readHistory(api, path, item?.tasks, signal),
    readHistory(api, path, item?.events, signal),
  ]);
  return {
    ...snapshotOf(response, item, address),
    tasks: tasks && parseTasks(tasks),
    events: events && parseEvents(events),
  };
}

/** What one response says of a resource, without its history. Throws `ProtocolError` when it is not JSON. */
export function snapshotOf(
  response: ApiResponse,
  item: Item | undefined,
  address: ResourceAddress,
): ResourceSnapshot {
  return {
    address,
    resource: parseResource(response.json(), address.segments.at(-1)),
    text: response.text,
    tasks: undefined,
    events: undefined,
    kept: keptHistory(item),
    isSecret: secretFieldsOf(item),
    readAt: Date.now(),
  };
}

function keptHistory(item: Pick<Item, 'tasks' | 'events'> | undefined): KeptHistory {
  if (item?.tasks) return item.events ? 'both' : 'tasks';
  return item?.events ? 'events' : 'none';
}

async function readHistory(
  api: Api,
  path: string,
  collection: Collection | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly unknown[] | undefined> {
  if (!collection) return undefined;
  const items: unknown[] = [];
  let pages = 0;
  try {
    const { name, itemsIn } = collection;
    for await (const page of api.pages({ path: `${path}/${name}`, itemsIn, signal, priority: 'poll' })) {
      items.push(...page.items);
      pages += 1;
      if (pages === HISTORY_PAGES) break;
    }
  } catch (failure) {
    if (failure instanceof CancelledError) throw failure;
    return pages > 0 ? items : undefined;
  }
  return items;
}
