import type { Api, ApiRequest, ApiResponse, Cursor } from '../api/api.js';
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
import {
  afterRereading,
  eventKey,
  oldestOf,
  taskKey,
  withNextPage,
  type EntryKey,
  type HistoryList,
} from './historyList.js';
import { fixedFieldsIn, type FixedField } from './fixedFields.js';
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
  /** Where the older part of its history goes on, of each list that was not read to its end. */
  readonly older?: OlderHistory;
  /** What of its history there is to be read, whether or not it was given. */
  readonly kept: KeptHistory;
  /** Whether the API has actions on one of its tasks, such as running it again. */
  readonly hasTaskActions?: boolean;
  /** Whether the API has actions on the resource itself. */
  readonly hasActions?: boolean;
  /** Which fields of its spec and state are not to be shown. */
  readonly isSecret: IsSecretField;
  /** The outermost fields of its spec that only a creation can set. */
  readonly fixed: readonly FixedField[];
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

/** The cursors of a history's older part. */
interface OlderHistory {
  readonly tasks?: Cursor;
  readonly events?: Cursor;
  /** Those that were followed so far: a list may lead back to one of them. */
  readonly followed?: Followed;
}

interface Followed {
  readonly tasks: readonly Cursor[] | undefined;
  readonly events: readonly Cursor[] | undefined;
}

/** How much of a history is read at first, and where the newest may be anywhere: the order of lists is not promised, so one page may miss the newest entry. */
const HISTORY_PAGES = 3;

/**
 * Reads a resource and its history. A history that cannot be read is left out; the resource itself not being readable
 * throws what `Api.request` throws. `query` holds the values that the API requires for it. Of a history that is `known`, only the
 * first page is read again, and more only where that page has nothing that is known.
 */
export async function readSnapshot(
  api: Api,
  item: Item | undefined,
  address: ResourceAddress,
  signal?: AbortSignal,
  query?: ApiRequest['query'],
  known?: ResourceSnapshot,
): Promise<ResourceSnapshot> {
  const path = toApiPath(address);
  const source = { api, path, signal };
  const [response, tasks, events] = await Promise.all([
    api.request({ method: 'GET', path, signal, priority: 'poll', ...(query && { query }) }),
    readHistory({ ...source, collection: item?.tasks, parse: parseTasks }, taskKey, {
      ...{ list: known?.tasks, timeOf: timeOfTask },
    }),
    readHistory({ ...source, collection: item?.events, parse: parseEvents }, eventKey, {
      ...{ list: known?.events, timeOf: timeOfEvent },
    }),
  ]);
  return {
    ...snapshotOf(response, item, address),
    tasks: tasks?.items,
    events: events?.items,
    older: olderOf(tasks, events),
  };
}

/**
 * A reading with what was known of the resource's history before and is older than what was read now. What didn't change keeps its
 * identity; a list that could not be read stays as it was known.
 */
export function withKnownHistory(
  known: ResourceSnapshot | undefined,
  fresh: ResourceSnapshot,
): ResourceSnapshot {
  // Another schema version may keep another history.
  if (known?.kept !== fresh.kept) return fresh;
  const tasks = joined(listOf(known, 'tasks'), listOf(fresh, 'tasks'), taskKey);
  const events = joined(listOf(known, 'events'), listOf(fresh, 'events'), eventKey);
  return {
    ...fresh,
    tasks: tasks?.items,
    events: events?.items,
    older: olderOf(tasks, events),
  };
}

/** Whether there is more of a resource's history than was read. */
export function hasOlderHistory({ older }: Pick<ResourceSnapshot, 'older'>): boolean {
  return older?.tasks !== undefined || older?.events !== undefined;
}

/** Pages that follow what was read of a history. */
export interface OlderPages {
  readonly after: OlderHistory;
  readonly tasks?: HistoryList<Task>;
  readonly events?: HistoryList<ResourceEvent>;
}

/**
 * Reads the next page of a resource's history: of the list that doesn't reach as far back as the other, so that what is shown has
 * no gaps. Throws what `Api.page` throws.
 */
export async function readOlderHistory(
  api: Api,
  item: Item | undefined,
  snapshot: ResourceSnapshot,
  signal?: AbortSignal,
): Promise<OlderPages> {
  const { address, older: after = {} } = snapshot;
  const path = toApiPath(address);
  const tasksEnd = after.tasks === undefined ? undefined : oldestOf(snapshot.tasks ?? [], timeOfTask);
  const eventsEnd = after.events === undefined ? undefined : oldestOf(snapshot.events ?? [], timeOfEvent);
  const isBehind = (own: number | undefined, other: number | undefined): boolean =>
    own === undefined || other === undefined || own >= other;
  const read = async <T>(
    collection: Collection | undefined,
    cursor: Cursor | undefined,
    parse: (items: readonly unknown[]) => readonly T[],
  ): Promise<HistoryList<T> | undefined> => {
    if (!collection || cursor === undefined) return undefined;
    const { name, itemsIn } = collection;
    const page = await api.page({ path: `${path}/${name}`, itemsIn, cursor, signal });
    return { items: parse(page.items), next: page.next };
  };
  const [tasks, events] = await Promise.all([
    isBehind(tasksEnd, eventsEnd) ? read(item?.tasks, after.tasks, parseTasks) : undefined,
    isBehind(eventsEnd, tasksEnd) ? read(item?.events, after.events, parseEvents) : undefined,
  ]);
  return { after, ...(tasks && { tasks }), ...(events && { events }) };
}

/** A reading with older pages of its history, unless it meanwhile goes on elsewhere. */
export function withOlderPages(snapshot: ResourceSnapshot, pages: OlderPages): ResourceSnapshot {
  const { after } = pages;
  const extended = <T>(
    list: HistoryList<T> | undefined,
    page: HistoryList<T> | undefined,
    cursor: Cursor | undefined,
    keyOf: EntryKey<T>,
  ): HistoryList<T> | undefined =>
    list && page && list.next === cursor ? withNextPage(list, page, keyOf) : list;
  const tasks = extended(listOf(snapshot, 'tasks'), pages.tasks, after.tasks, taskKey);
  const events = extended(listOf(snapshot, 'events'), pages.events, after.events, eventKey);
  return {
    ...snapshot,
    tasks: tasks?.items,
    events: events?.items,
    older: olderOf(tasks, events),
  };
}

/** When a task began, as far as it says. */
export function timeOfTask({ startedAt, createdAt, updatedAt }: Task): string | undefined {
  return startedAt ?? createdAt ?? updatedAt;
}

function timeOfEvent({ createdAt }: ResourceEvent): string | undefined {
  return createdAt;
}

type PlaceInList = Pick<HistoryList<unknown>, 'next' | 'followed'>;

function olderOf(tasks: PlaceInList | undefined, events: PlaceInList | undefined): OlderHistory {
  return {
    ...(tasks?.next !== undefined && { tasks: tasks.next }),
    ...(events?.next !== undefined && { events: events.next }),
    ...((tasks?.followed ?? events?.followed) && {
      followed: { tasks: tasks?.followed, events: events?.followed },
    }),
  };
}

function listOf(snapshot: ResourceSnapshot, kind: 'tasks'): HistoryList<Task> | undefined;
function listOf(snapshot: ResourceSnapshot, kind: 'events'): HistoryList<ResourceEvent> | undefined;
function listOf(
  { tasks, events, older }: ResourceSnapshot,
  kind: 'tasks' | 'events',
): HistoryList<Task | ResourceEvent> | undefined {
  const items = kind === 'tasks' ? tasks : events;
  return items && { items, next: older?.[kind], followed: older?.followed?.[kind] };
}

function joined<T>(
  known: HistoryList<T> | undefined,
  fresh: HistoryList<T> | undefined,
  keyOf: EntryKey<T>,
): HistoryList<T> | undefined {
  return known && fresh ? afterRereading(known, fresh, keyOf) : (fresh ?? known);
}

/** What one response says of a resource, without its history. Throws `ProtocolError` when it is not JSON. */
export function snapshotOf(
  response: ApiResponse,
  item: Item | undefined,
  address: ResourceAddress,
): ResourceSnapshot {
  const resource = parseResource(response.json(), address.segments.at(-1));
  return {
    address,
    resource,
    text: response.text,
    tasks: undefined,
    events: undefined,
    kept: keptHistory(item),
    hasTaskActions: (item?.tasks?.item?.actions.length ?? 0) > 0,
    hasActions: (item?.actions.length ?? 0) > 0,
    isSecret: secretFieldsOf(item),
    fixed: item?.isEnvelope ? fixedFieldsIn(resource.targetSpec, item.writable) : [],
    readAt: Date.now(),
  };
}

function keptHistory(item: Pick<Item, 'tasks' | 'events'> | undefined): KeptHistory {
  if (item?.tasks) return item.events ? 'both' : 'tasks';
  return item?.events ? 'events' : 'none';
}

interface HistorySource<T> {
  readonly api: Api;
  readonly path: string;
  readonly collection: Collection | undefined;
  readonly signal: AbortSignal | undefined;
  readonly parse: (items: readonly unknown[]) => readonly T[];
}

async function readHistory<T>(
  { api, path, collection, signal, parse }: HistorySource<T>,
  keyOf: EntryKey<T>,
  { list, timeOf }: { list: readonly T[] | undefined; timeOf: (entry: T) => string | undefined },
): Promise<HistoryList<T> | undefined> {
  if (!collection) return undefined;
  // Where the newest need not come first, they may be on any page.
  const known = list && oldestOf(list, timeOf) !== undefined ? new Set(list.map(keyOf)) : undefined;
  const items: T[] = [];
  let next: Cursor | undefined;
  let pages = 0;
  try {
    const { name, itemsIn } = collection;
    for await (const page of api.pages({ path: `${path}/${name}`, itemsIn, signal, priority: 'poll' })) {
      const entries = parse(page.items);
      items.push(...entries);
      next = page.next;
      pages += 1;
      if (pages === HISTORY_PAGES || entries.some((entry) => known?.has(keyOf(entry)))) break;
    }
  } catch (failure) {
    if (failure instanceof CancelledError) throw failure;
    return pages > 0 ? { items, next } : undefined;
  }
  return { items, next };
}
