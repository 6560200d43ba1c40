import { filledTask, type Resource, type Task } from './envelope.js';

/**
 * How a resource does, as everybody shows and follows it:
 * - `atWork`: the cloud changes it right now;
 * - `waitingForYou`: a task goes on only once a person has answered it;
 * - `planned`: a task begins later;
 * - `failed`: the cloud gave up, until the customer does something;
 * - `unsettled`: not done, and nothing says that the cloud is busy: `OUT_OF_SYNC`, and every word that is not known here;
 * - `done`: the API calls it ready, or at rest in one of its own states, and no task goes on.
 */
export type ConditionKind = 'atWork' | 'waitingForYou' | 'planned' | 'failed' | 'unsettled' | 'done';

/** A resource's condition and what it was judged by. */
export interface Condition {
  readonly kind: ConditionKind;
  /** The resource's own status, even where something else decided. */
  readonly status: string | undefined;
  /** The API's word that decided, as it came: a task's status or the resource's. `undefined` when it has neither. */
  readonly word: string | undefined;
  /** The task that decided; `undefined` when the resource's own status did. */
  readonly task: Task | undefined;
  /** Why tasks failed that are still the resource's, in the API's words. Also while another one is busy. */
  readonly reasons: readonly string[];
}

/** What a task's status means. The set is open: a word that is not known is `unknown`, and so is a missing one. */
export type TaskPhase = 'atWork' | 'waitingForYou' | 'planned' | 'failed' | 'ended' | 'unknown';

/** A task that a person has to answer. */
const WAITING_FOR_YOU = 'WAITING_USER_INPUT';

const TASK_PHASES: Readonly<Record<string, TaskPhase>> = {
  PENDING: 'atWork',
  RUNNING: 'atWork',
  [WAITING_FOR_YOU]: 'waitingForYou',
  SCHEDULED: 'planned',
  ERROR: 'failed',
  DONE: 'ended',
  CANCELED: 'ended',
  CANCELLED: 'ended',
};

const STATUS_KINDS: Readonly<Record<string, ConditionKind>> = {
  CREATING: 'atWork',
  UPDATING: 'atWork',
  DELETING: 'atWork',
  DELIVERING: 'atWork',
  DISABLING: 'atWork',
  REMOVING: 'atWork',
  [WAITING_FOR_YOU]: 'waitingForYou',
  ERROR: 'failed',
  READY: 'done',
  // States of their own in which resources of some sections rest.
  DISABLED: 'done',
  ENABLED: 'done',
  EXPIRED: 'done',
  NOT_CONFIGURED: 'done',
  NOT_INSTALLED: 'done',
  REMOVED: 'done',
  SUSPENDED: 'done',
};

export function taskPhase(status: string | undefined): TaskPhase {
  return (status === undefined ? undefined : wordIn(TASK_PHASES, status)) ?? 'unknown';
}

/** The identifiers of a resource's current tasks that have failed. */
export function failedTaskIds({ currentTasks }: Pick<Resource, 'currentTasks'>): readonly string[] {
  return currentTasks.filter(({ status }) => taskPhase(status) === 'failed').map(({ id }) => id);
}

/** Whether the cloud works on a task of a list. One that is unknown or planned for later may stay so for days. */
export function isTaskAtWork(status: string | undefined): boolean {
  return taskPhase(status) === 'atWork';
}

/**
 * The one place that decides how a resource does. What its tasks say is nearer to the truth than the status: a resource
 * whose task waits for a person may well be called `UPDATING`.
 * @param tasks the list of its tasks, where it was read: what `currentTasks` leaves out is taken from it.
 */
export function conditionOf(
  { status, currentTasks }: Pick<Resource, 'status' | 'currentTasks'>,
  tasks: readonly Task[] = [],
): Condition {
  const current = currentTasks.map((task) => {
    const listed = tasks.find(({ id }) => id === task.id);
    return listed ? filledTask(task, listed) : task;
  });
  const reasons = reasonsOf(current, status, tasks);
  const by = (phase: TaskPhase): Task | undefined => current.find((task) => currentPhase(task) === phase);
  const conditionFor = (kind: ConditionKind, task?: Task): Condition => ({
    kind,
    status,
    word: task ? task.status : status,
    task,
    reasons,
  });
  const waiting = by('waitingForYou') ?? tasks.find((task) => isLeftWaiting(task, current));
  if (waiting) return conditionFor('waitingForYou', waiting);
  const working = by('atWork');
  if (working) return conditionFor('atWork', working);
  const planned = by('planned');
  if (planned) return conditionFor('planned', planned);
  const own = statusKind(status);
  if (own === 'atWork' || own === 'waitingForYou') return conditionFor(own);
  const failed = by('failed') ?? (own === 'failed' ? newestFailed(tasks) : undefined);
  if (failed) return conditionFor('failed', failed);
  const odd = own === 'done' ? by('unknown') : undefined;
  return odd ? conditionFor('unsettled', odd) : conditionFor(own);
}

/** Plain resources have no status and are at rest; a status that is not known here settles nothing. */
function statusKind(status: string | undefined): ConditionKind {
  return status === undefined ? 'done' : (wordIn(STATUS_KINDS, status) ?? 'unsettled');
}

function wordIn<T>(words: Readonly<Record<string, T>>, word: string): T | undefined {
  const known = word.toUpperCase();
  return Object.hasOwn(words, known) ? words[known] : undefined;
}

/** A task that a resource lists as a current one goes on, even where it does not say how. */
function currentPhase({ status }: Task): TaskPhase {
  return status === undefined ? 'atWork' : taskPhase(status);
}

/** Whether a task waits that only the list names; of a current one the resource itself has the last word. */
function isLeftWaiting({ id, status, finishedAt }: Task, current: readonly Task[]): boolean {
  if (finishedAt !== undefined || taskPhase(status) !== 'waitingForYou') return false;
  return !current.some((task) => task.id === id);
}

/** The failed tasks' own errors, else their messages; of a resource in error that lists none, the newest failed task's. */
function reasonsOf(
  current: readonly Task[],
  status: string | undefined,
  tasks: readonly Task[],
): readonly string[] {
  const failed = current.filter((task) => currentPhase(task) === 'failed');
  const newest = failed.length === 0 && statusKind(status) === 'failed' ? newestFailed(tasks) : undefined;
  const all = (newest ? [newest] : failed).flatMap(reasonsOfTask);
  return [...new Set(all)];
}

/** Why a task failed, in the API's words; nothing where it gave no reason. */
export function reasonsOfTask({ errors, message }: Pick<Task, 'errors' | 'message'>): readonly string[] {
  if (errors.length > 0) return errors;
  return message === undefined || message === '' ? [] : [message];
}

function newestFailed(tasks: readonly Task[]): Task | undefined {
  return tasks
    .filter(({ status }) => taskPhase(status) === 'failed')
    .reduce<Task | undefined>((one, other) => (one && moment(one) >= moment(other) ? one : other), undefined);
}

function moment({ finishedAt, updatedAt, startedAt, createdAt }: Task): number {
  return Date.parse(finishedAt ?? updatedAt ?? startedAt ?? createdAt ?? '') || 0;
}
