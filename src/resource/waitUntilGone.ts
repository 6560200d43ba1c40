import { isLastingFailure, isNotFound } from '../api/failureKind.js';
import type { ResourceAddress } from './address.js';
import { conditionOf } from './condition.js';
import type { ResourceWatcher } from './watch.js';

/** How a deletion ended: the resource is gone, the cloud gave up and it stays, or the caller no longer waits. */
export type Ending = 'gone' | 'stays' | 'left';

/** So many readings at rest in a row, after a deletion was taken, say that nothing will come of it. */
const RESTING_READINGS = 3;

/**
 * Follows a resource whose deletion the API accepted until it is not found, or is at rest and still there. Readings that
 * fail for a while are passed over; rejects with an `ApiFailure` that lasts (no credential, no right, an expired service).
 */
export function waitUntilGone(
  watcher: Pick<ResourceWatcher, 'watch'>,
  address: ResourceAddress,
  signal: AbortSignal,
): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let resting = 0;
    let isNew = false;
    const stop = (): void => {
      watch.dispose();
      signal.removeEventListener('abort', leave);
    };
    const end = (ending: Ending): void => {
      stop();
      resolve(ending);
    };
    const leave = (): void => {
      end('left');
    };
    const watch = watcher.watch(address, (reading) => {
      // What others read before says nothing of what was asked since.
      if (!isNew) return;
      if (reading instanceof Error) {
        if (isNotFound(reading)) end('gone');
        else if (isLastingFailure(reading)) {
          stop();
          reject(reading);
        }
        return;
      }
      const { kind } = conditionOf(reading.resource, reading.tasks);
      const isResting = kind === 'done' || kind === 'failed';
      resting = isResting ? resting + 1 : 0;
      if (isResting && (reading.resource.status === 'ERROR' || resting >= RESTING_READINGS)) end('stays');
      else if (isResting) watch.refresh();
    });
    isNew = true;
    if (signal.aborted) leave();
    else {
      signal.addEventListener('abort', leave);
      watch.refresh();
    }
  });
}
