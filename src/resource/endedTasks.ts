import type { ResourceEvent, Task, TaskStep } from './envelope.js';
import { isTaskAtWork } from './condition.js';

/** The status of a task of which only is known that it has ended. No API sends it. */
export const ENDED = 'ENDED';

/**
 * A task as all that was read makes it out. A resource, its tasks and its events are read beside each other, so the list of
 * tasks may still call one under way that an event or its own `finishedAt` calls ended. What the resource itself says is at
 * work may have failed once and be tried again: only a success ends it.
 */
export function settledTask(task: Task, said: readonly ResourceEvent[], currentTasks: readonly Task[]): Task {
  if (!isTaskAtWork(task.status)) return task;
  const last = said.reduce<ResourceEvent | undefined>(later, undefined);
  if (last?.normalisedType === 'TASK_SUCCESS') return ended(task, 'DONE', last.createdAt);
  const isAtWork = currentTasks.some(({ id, status }) => id === task.id && isTaskAtWork(status));
  if (isAtWork) return task;
  if (last?.normalisedType === 'TASK_ERROR') return ended(task, 'ERROR', last.createdAt);
  if (task.finishedAt === undefined) return task;
  return ended(task, task.errors.length > 0 ? 'ERROR' : ENDED, undefined);
}

/** A task of a resource that is gone: what was under way or planned when it was last read is so no more. */
export function endedTask(task: Task): Task {
  return isUnfinished(task.status) ? ended(task, ENDED, undefined) : task;
}

/**
 * The failed task that a resource's state is judged by: the newest task when that failed, else one that still waits for the
 * customer, as `currentTasks` says. Nothing while a newer one is busy. The newest is the first.
 */
export function failedTask(tasks: readonly Task[], currentTasks: readonly Task[]): Task | undefined {
  const [newest] = tasks;
  if (newest === undefined || isFailed(newest.status)) return newest;
  if (isTaskAtWork(newest.status)) return undefined;
  const waiting = new Set(currentTasks.filter(({ status }) => isFailed(status)).map(({ id }) => id));
  return tasks.find(({ id, status }) => isFailed(status) && waiting.has(id));
}

function ended(task: Task, status: string, at: string | undefined): Task {
  return {
    ...task,
    status,
    finishedAt: task.finishedAt ?? at,
    progress: task.progress.map((step): TaskStep =>
      // How far it came after the reading is not known.
      isUnfinished(step.status) ? { ...step, status: undefined } : step,
    ),
  };
}

/** Of a task's beginning and its end at the same moment, the end is later. */
function later(one: ResourceEvent | undefined, other: ResourceEvent): ResourceEvent {
  if (!one) return other;
  const apart = time(other) - time(one);
  return apart > 0 || (apart === 0 && other.normalisedType !== 'TASK_START') ? other : one;
}

function time({ createdAt }: ResourceEvent): number {
  const parsed = Date.parse(createdAt ?? '');
  return Number.isNaN(parsed) ? 0 : parsed;
}

function isFailed(status: string | undefined): boolean {
  return status?.toUpperCase() === 'ERROR';
}

function isUnfinished(status: string | undefined): boolean {
  return isTaskAtWork(status) || status?.toUpperCase() === 'SCHEDULED';
}
