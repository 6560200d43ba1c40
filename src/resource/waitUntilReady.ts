import { isLastingFailure } from '../api/failureKind.js';
import type { ResourceAddress } from './address.js';
import type { Task } from './envelope.js';
import type { ResourceSnapshot } from './snapshot.js';
import { conditionOf, taskPhase, type Condition } from './condition.js';
import type { ResourceWatcher } from './watch.js';

/**
 * How waiting ended: `settled`, where the cloud says that it is done, has failed or waits for a person; `late`, when it said
 * none of that for too long; or `left`, when no caller waits for it any more.
 */
export type Readiness =
  | {
      readonly kind: 'settled' | 'late';
      readonly snapshot: ResourceSnapshot;
      readonly condition: Condition;
    }
  | { readonly kind: 'left' };

export interface WaitOptions {
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  readonly signal: AbortSignal;
  /** Identifiers of tasks that had failed before: their failure is no end. */
  readonly failedBefore?: readonly string[];
  /** Called with every reading that ends nothing. */
  readonly onReading?: (snapshot: ResourceSnapshot, condition: Condition) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** As long as OVHcloud's own tools wait (ovh/terraform-provider-ovh: ovh/resource_cloud_instance.go). */
export const LONGEST_WAIT_MS = 3_600_000;

const SETTLED = new Set<Condition['kind']>(['done', 'failed', 'waitingForYou']);

/**
 * Follows a resource until it settles. Readings that fail for a while are passed over; rejects with an `ApiFailure` that
 * lasts (not found, no credential, no right, an expired service).
 */
export function waitUntilReady(
  address: ResourceAddress,
  { watcher, signal, failedBefore = [], onReading, now = Date.now }: WaitOptions,
): Promise<Readiness> {
  return new Promise((resolve, reject) => {
    let isNew = false;
    const until = now() + LONGEST_WAIT_MS;
    const stop = (): void => {
      watch.dispose();
      signal.removeEventListener('abort', leave);
    };
    const leave = (): void => {
      stop();
      resolve({ kind: 'left' });
    };
    const watch = watcher.watch(address, (reading) => {
      // What others read before may be from before the change that is waited for.
      if (!isNew) return;
      if (reading instanceof Error) {
        if (!isLastingFailure(reading)) return;
        stop();
        reject(reading);
        return;
      }
      const condition = conditionSince(failedBefore, reading);
      const isSettled = SETTLED.has(condition.kind);
      if (!isSettled && now() < until) {
        onReading?.(reading, condition);
        return;
      }
      stop();
      resolve({ kind: isSettled ? 'settled' : 'late', snapshot: reading, condition });
    });
    isNew = true;
    if (signal.aborted) leave();
    else {
      signal.addEventListener('abort', leave);
      watch.refresh();
    }
  });
}

/**
 * A resource's condition as if tasks that had failed before were no longer its own; they are where nothing else explains
 * that it is in error.
 */
function conditionSince(
  failedBefore: readonly string[],
  { resource, tasks = [] }: ResourceSnapshot,
): Condition {
  const isNew = ({ id, status }: Task): boolean =>
    !failedBefore.includes(id) || (status !== undefined && taskPhase(status) !== 'failed');
  const { status, currentTasks } = resource;
  const since = conditionOf({ status, currentTasks: currentTasks.filter(isNew) }, tasks);
  return since.kind === 'failed' && !since.task ? conditionOf(resource, tasks) : since;
}
