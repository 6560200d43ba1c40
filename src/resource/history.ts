import { taskPhase, type TaskPhase } from './condition.js';
import { isAnswer, type KnownAction } from './ownActions.js';
import type { KnownChange } from './ownSaves.js';
import { timeOf, type TimelineEntry } from './timeline.js';

/** What the tasks of a change or an action came to, as far as they are known. */
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
    }
  | {
      readonly kind: 'action';
      readonly key: string;
      readonly at: string;
      readonly action: KnownAction;
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

/** The task of what was done here is created within this, in milliseconds; the cloud's clock may be a little behind this machine's. */
const TASK_WITHIN_MS = 60_000;
const CLOCK_BEHIND_MS = 5_000;

type TaskEntry = Extract<HistoryEntry, { kind: 'task' }>;

/** What was done here: it may have brought tasks about. */
interface Deed {
  readonly key: string;
  readonly at: number;
  /** Those that the API named. */
  readonly tasks: readonly string[];
  /** Whether a task that the API didn't name may be its own. */
  readonly isGuessed: boolean;
  readonly entry: (outcome: ChangeOutcome) => HistoryEntry;
}

/**
 * Joins what the cloud says with what was done and seen here, by cause: a change of the spec or an action, the tasks that carried it out,
 * the events that say more of them. The newest thread comes first; inside of one, what came first does.
 */
export function joinHistory(
  timeline: readonly TimelineEntry[],
  changes: readonly KnownChange[],
  actions: readonly KnownAction[] = [],
): readonly PlacedEntry[] {
  const tasks = timeline.filter((entry) => entry.kind === 'task');
  const deeds = [...changes.map(changeDeed), ...actions.map(actionDeed)].sort((a, b) => b.at - a.at);
  const causes = causesOf(timeline, tasks, deeds);
  const own = new Map<string, TaskEntry[]>();
  for (const task of tasks) {
    const cause = causes.get(task.key);
    if (cause === undefined) continue;
    const members = own.get(cause);
    if (members) members.push(task);
    else own.set(cause, [task]);
  }
  const done = deeds.map(({ key, at, entry }) => entry(outcomeOf(at, own.get(key) ?? [])));
  return placed([...done, ...timeline], causes);
}

function changeDeed(change: KnownChange): Deed {
  const { at, why, tasks } = change;
  const key = `${why} ${String(at)}`;
  const facts = { kind: 'change', key, change, at: new Date(at).toISOString() } as const;
  // What was only found says nothing of when it was requested.
  const isOwn = why === 'saved';
  return {
    ...{ key, at, tasks: isOwn ? tasks : [], isGuessed: isOwn && tasks.length === 0 },
    entry: (outcome) => ({ ...facts, outcome: isOwn ? outcome : UNKNOWN }),
  };
}

function actionDeed(action: KnownAction): Deed {
  const { at, tasks } = action;
  const key = `acted ${String(at)}`;
  const facts = { kind: 'action', key, action, at: new Date(at).toISOString() } as const;
  // What is answered was there before.
  const isGuessed = tasks.length === 0 && !isAnswer(action);
  return { key, at, tasks, isGuessed, entry: (outcome) => ({ ...facts, outcome }) };
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
      const rest = members.filter((entry) => entry !== head).sort((a, b) => timeOf(a) - timeOf(b));
      const all = head ? [head, ...rest] : rest;
      return { thread, all, beganAt: timeOf(all[0]) };
    })
    .sort((a, b) => b.beganAt - a.beganAt)
    .flatMap(({ thread, all, beganAt }) => all.map((entry, place) => ({ entry, thread, beganAt, place })));
}

/** Of each entry that something brought about, the key of that. */
function causesOf(
  timeline: readonly TimelineEntry[],
  tasks: readonly TaskEntry[],
  deeds: readonly Deed[],
): ReadonlyMap<string, string> {
  const causes = new Map<string, string>();
  const named = new Map<string, string>(
    deeds.flatMap(({ key, tasks: ids }) => ids.map((id) => [`task ${id}`, key] as const)),
  );
  const updates = timeline.filter(isUpdate);
  const guessed = deeds.filter(({ isGuessed }) => isGuessed);
  const createdAt = ({ task }: TaskEntry): number => Date.parse(task.createdAt ?? task.startedAt ?? '');
  for (const entry of tasks) {
    const own = named.get(entry.key) ?? deedBefore(guessed, createdAt(entry))?.key;
    const cause = own ?? nearest(updates, createdAt(entry))?.key;
    if (cause !== undefined) causes.set(entry.key, cause);
  }
  for (const entry of timeline) {
    if (entry.kind === 'event' && entry.taskId !== undefined) causes.set(entry.key, `task ${entry.taskId}`);
  }
  const saves = deeds.filter(({ key }) => key.startsWith('saved'));
  for (const update of updates) {
    const save = saves.find(({ at }) => Math.abs(timeOf(update) - at) <= CLOCK_BEHIND_MS);
    if (save) causes.set(update.key, save.key);
  }
  return causes;
}

/** What began a chain of causes. */
function rootOf(key: string, causes: ReadonlyMap<string, string>): string {
  const cause = causes.get(key);
  return cause === undefined ? key : rootOf(cause, causes);
}

/** The newest of what was done here that a task can come from. */
function deedBefore(deeds: readonly Deed[], createdAt: number): Deed | undefined {
  return deeds.find(({ at }) => createdAt - at >= -CLOCK_BEHIND_MS && createdAt - at <= TASK_WITHIN_MS);
}

/** The event that says that the spec was changed, right before a task was created. The newest is the first. */
function nearest(updates: readonly TimelineEntry[], createdAt: number): TimelineEntry | undefined {
  let from = 0;
  let to = updates.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (timeOf(updates[middle]) > createdAt) from = middle + 1;
    else to = middle;
  }
  const update = updates[from];
  return update && createdAt - timeOf(update) <= CLOCK_BEHIND_MS ? update : undefined;
}

function isUpdate(entry: TimelineEntry): boolean {
  return entry.kind === 'event' && entry.event.normalisedType === 'TARGET_SPEC_UPDATE';
}

const GOES_ON: ReadonlySet<TaskPhase> = new Set(['atWork', 'waitingForYou', 'planned']);

const UNKNOWN: ChangeOutcome = { kind: 'unknown', afterMs: undefined };

function outcomeOf(at: number, tasks: readonly TaskEntry[]): ChangeOutcome {
  const statuses = tasks.map(({ task }) => task.status?.toUpperCase());
  if (tasks.length === 0) return UNKNOWN;
  if (statuses.includes('ERROR')) return { kind: 'failed', afterMs: undefined };
  if (statuses.some((status) => GOES_ON.has(taskPhase(status))))
    return { kind: 'underWay', afterMs: undefined };
  // Canceled, or ended when its resource was deleted.
  if (!statuses.every((status) => status === 'DONE')) return UNKNOWN;
  const end = Math.max(...tasks.map(({ task }) => Date.parse(task.finishedAt ?? '')));
  return { kind: 'applied', afterMs: Number.isNaN(end) ? undefined : Math.max(0, end - at) };
}
