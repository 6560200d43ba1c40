import type { KnownChange } from './ownSaves.js';
import type { TimelineEntry } from './timeline.js';

/** What the tasks of a change came to, as far as they are known. */
export interface ChangeOutcome {
  readonly kind: 'applied' | 'failed' | 'underWay' | 'unknown';
  /** How long after the save it was real, in milliseconds. */
  readonly afterMs: number | undefined;
}

/** One entry of all that is known of a resource's history. */
export type HistoryEntry =
  | TimelineEntry
  | {
      readonly kind: 'change';
      readonly key: string;
      readonly at: string;
      readonly change: KnownChange;
      readonly outcome: ChangeOutcome;
    };

/** An entry and where it belongs. */
export interface PlacedEntry {
  readonly entry: HistoryEntry;
  /** The key of the entry that brought it about, its own where it began by itself. */
  readonly thread: string;
  /** When the thread began, in milliseconds since the epoch; one without a time belongs to now. */
  readonly beganAt: number;
  /** Its place in the thread, from what began it on. */
  readonly place: number;
}

/** A save's task is created within this, in milliseconds; the cloud's clock may be a little behind this machine's. */
const TASK_WITHIN_MS = 60_000;
const CLOCK_BEHIND_MS = 5_000;

type TaskEntry = Extract<HistoryEntry, { kind: 'task' }>;
type ChangeEntry = Extract<HistoryEntry, { kind: 'change' }>;

/**
 * Joins what the cloud tells with what was saved and seen here, by cause: a change of the spec, the tasks that carried it out, the
 * events that say more of them. The newest thread comes first; inside of one, what came first does.
 */
export function joinHistory(
  timeline: readonly TimelineEntry[],
  changes: readonly KnownChange[],
): readonly PlacedEntry[] {
  const tasks = timeline.filter((entry) => entry.kind === 'task');
  const causes = causesOf(timeline, tasks, changes);
  const entries: HistoryEntry[] = [
    ...changes.map((change): ChangeEntry => {
      const key = keyOf(change);
      const own = tasks.filter((entry) => causes.get(entry.key) === key);
      return {
        ...{ kind: 'change', key, change, at: new Date(change.at).toISOString() },
        outcome: outcomeOf(change, own),
      };
    }),
    ...timeline,
  ];
  return placed(entries, causes);
}

function placed(
  entries: readonly HistoryEntry[],
  causes: ReadonlyMap<string, string>,
): readonly PlacedEntry[] {
  const threads = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    const thread = rootOf(entry.key, causes);
    const members = threads.get(thread);
    if (members) members.push(entry);
    else threads.set(thread, [entry]);
  }
  return [...threads]
    .map(([thread, members]) => {
      const head = members.find(({ key }) => key === thread);
      const rest = members.filter((entry) => entry !== head).sort((a, b) => time(a) - time(b));
      const all = head ? [head, ...rest] : rest;
      return { thread, all, beganAt: time(all[0]) };
    })
    .sort((a, b) => b.beganAt - a.beganAt)
    .flatMap(({ thread, all, beganAt }) => all.map((entry, place) => ({ entry, thread, beganAt, place })));
}

/** Of each entry that something brought about, the key of that. */
function causesOf(
  timeline: readonly TimelineEntry[],
  tasks: readonly TaskEntry[],
  changes: readonly KnownChange[],
): ReadonlyMap<string, string> {
  const causes = new Map<string, string>();
  const saves = changes.filter(({ why }) => why === 'saved');
  const named = new Map<string, KnownChange>(
    saves.flatMap((change) => change.tasks.map((id) => [`task ${id}`, change] as const)),
  );
  const updates = timeline.filter(isUpdate);
  const createdAt = ({ task }: TaskEntry): number => Date.parse(task.createdAt ?? task.startedAt ?? '');
  for (const entry of tasks) {
    const own = named.get(entry.key) ?? saveBefore(saves, createdAt(entry));
    const cause = own ? keyOf(own) : nearest(updates, createdAt(entry))?.key;
    if (cause !== undefined) causes.set(entry.key, cause);
  }
  for (const entry of timeline) {
    if (entry.kind === 'event' && entry.taskId !== undefined) causes.set(entry.key, `task ${entry.taskId}`);
  }
  for (const update of updates) {
    const save = saves.find(({ at }) => Math.abs(time(update) - at) <= CLOCK_BEHIND_MS);
    if (save) causes.set(update.key, keyOf(save));
  }
  return causes;
}

/** What began a chain of causes. */
function rootOf(key: string, causes: ReadonlyMap<string, string>): string {
  const cause = causes.get(key);
  return cause === undefined ? key : rootOf(cause, causes);
}

/** The newest save that a task can come from, of those whose tasks the API didn't name. */
function saveBefore(saves: readonly KnownChange[], createdAt: number): KnownChange | undefined {
  return saves.find(
    ({ at, tasks }) =>
      tasks.length === 0 && createdAt - at >= -CLOCK_BEHIND_MS && createdAt - at <= TASK_WITHIN_MS,
  );
}

/** The event that tells that the spec was changed, right before a task was created. The newest is the first. */
function nearest(updates: readonly TimelineEntry[], createdAt: number): TimelineEntry | undefined {
  let from = 0;
  let to = updates.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (time(updates[middle]) > createdAt) from = middle + 1;
    else to = middle;
  }
  const update = updates[from];
  return update && createdAt - time(update) <= CLOCK_BEHIND_MS ? update : undefined;
}

function isUpdate(entry: TimelineEntry): boolean {
  return entry.kind === 'event' && entry.event.normalisedType === 'TARGET_SPEC_UPDATE';
}

function outcomeOf({ at, why }: KnownChange, tasks: readonly TaskEntry[]): ChangeOutcome {
  const statuses = tasks.map(({ task }) => task.status?.toUpperCase());
  if (why === 'seen' || tasks.length === 0) return { kind: 'unknown', afterMs: undefined };
  if (statuses.includes('ERROR')) return { kind: 'failed', afterMs: undefined };
  if (!statuses.every((status) => status === 'DONE')) return { kind: 'underWay', afterMs: undefined };
  const end = Math.max(...tasks.map(({ task }) => Date.parse(task.finishedAt ?? '')));
  return { kind: 'applied', afterMs: Number.isNaN(end) ? undefined : Math.max(0, end - at) };
}

function keyOf({ at, why }: KnownChange): string {
  return `${why} ${String(at)}`;
}

function time(entry: HistoryEntry | undefined): number {
  const parsed = Date.parse(entry?.at ?? '');
  return Number.isNaN(parsed) ? Number.MAX_SAFE_INTEGER : parsed;
}
