import { ApiError, CredentialError } from '../../api/errors.js';
import type { ResourceAddress } from '../../resource/address.js';
import type { ResourceSnapshot } from '../../resource/snapshot.js';
import { isBusy, type ResourceWatcher } from '../../resource/watch.js';

/** How waiting ended: nothing runs on the resource any more, or nobody waits any more. */
export type Readiness =
  { readonly kind: 'ready'; readonly snapshot: ResourceSnapshot } | { readonly kind: 'left' };

/**
 * Follows a resource until nothing runs on it. Readings that fail for a while are passed over; rejects with an `ApiFailure`
 * once the resource is gone or the credential no longer does.
 * @param onReading told of every reading while something runs.
 */
export function waitUntilReady(
  watcher: Pick<ResourceWatcher, 'watch'>,
  address: ResourceAddress,
  signal: AbortSignal,
  onReading: (snapshot: ResourceSnapshot) => void,
): Promise<Readiness> {
  return new Promise((resolve, reject) => {
    let isNew = false;
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
        if (!isFinal(reading)) return;
        stop();
        reject(reading);
      } else if (isBusy(reading)) onReading(reading);
      else {
        stop();
        resolve({ kind: 'ready', snapshot: reading });
      }
    });
    isNew = true;
    if (signal.aborted) leave();
    else {
      signal.addEventListener('abort', leave);
      watch.refresh();
    }
  });
}

function isFinal(failure: Error): boolean {
  if (failure instanceof CredentialError) return true;
  return failure instanceof ApiError && [401, 403, 404, 410].includes(failure.status);
}
