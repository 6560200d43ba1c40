import type { Api } from '../../../src/api/api.js';
import { readSnapshot } from '../../../src/resource/snapshot.js';
import { ResourceWatcher } from '../../../src/resource/watch.js';
import type { Item } from '../../../src/schema/catalogue.js';

/**
 * A watcher that reads one kind of resource from an API. What comes before the next reading is the test's: without
 * `between`, there is none.
 */
export function readingWatcher(api: () => Api, item: Item, between?: () => Promise<void>): ResourceWatcher {
  return new ResourceWatcher({
    read: (address, signal) => readSnapshot(api(), item, address, signal),
    after: (_, run) => {
      let isStopped = false;
      void between?.().then(() => {
        if (!isStopped) run();
      });
      return () => {
        isStopped = true;
      };
    },
  });
}
