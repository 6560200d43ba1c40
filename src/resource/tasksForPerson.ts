import { namedFields } from '../api/namedFields.js';
import { reasonsOfTask, taskPhase } from './condition.js';
import type { Task } from './envelope.js';
import { fieldPlace } from './fieldPlace.js';
import { isLarge, jsonTree } from './jsonTree.js';

/** A task that goes no further without a person. */
export interface TaskForPerson {
  readonly kind: 'waiting' | 'failed';
  readonly task: Task;
  /** The field of the spec that a failed task speaks of, as the API spells it. */
  readonly field: string | undefined;
}

/**
 * The tasks that need a person: those that wait for an answer, then those that failed and still keep the resource from being as
 * its spec says. `failed` is the one that its state is judged by, `targetSpec` where fields are looked for.
 */
export function tasksForPerson(
  tasks: readonly Task[],
  { currentTasks, failed, targetSpec }: Circumstances,
): readonly TaskForPerson[] {
  const current = new Set(currentTasks.map(({ id }) => id));
  const waiting = tasks.filter(
    ({ status, finishedAt }) => finishedAt === undefined && taskPhase(status) === 'waitingForYou',
  );
  const stopped = tasks.filter(
    (task) => task.id === failed?.id || (current.has(task.id) && taskPhase(task.status) === 'failed'),
  );
  return [
    ...waiting.map((task) => ({ kind: 'waiting', task, field: undefined }) as const),
    ...stopped.map((task) => ({ kind: 'failed', task, field: fieldOf(task, targetSpec) }) as const),
  ];
}

interface Circumstances {
  readonly currentTasks: readonly Task[];
  readonly failed: Task | undefined;
  readonly targetSpec: unknown;
}

/** A failed task names a field only in its words; what the spec doesn't have isn't a field. */
function fieldOf(task: Task, targetSpec: unknown): string | undefined {
  const names = reasonsOfTask(task).flatMap((reason) => namedFields(reason).flat());
  if (targetSpec === undefined || names.length === 0) return undefined;
  const text = JSON.stringify(targetSpec);
  const root = isLarge(text) ? undefined : jsonTree(text);
  return root && names.find((name) => fieldPlace(root, name) !== undefined);
}
