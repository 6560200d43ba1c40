import { taskType } from '../world/history.js';
import { draw } from '../data/seed.js';
import type { World } from '../world/world.js';
import type { Subject } from './call.js';

const BETWEEN_MS = 45_000;
const STEP_MS = 8_000;

/** Lets maintenance happen by itself, so that a visitor who does nothing sees the cloud busy. Ends with the world's clock. */
export function live(world: World, seed: number, envelopes: readonly Subject[]): void {
  let times = 0;
  const maintain = (): void => {
    times += 1;
    const ready = envelopes.filter(({ path }) => {
      const status = world.records.get(path)?.status;
      return status === undefined || status === 'READY';
    });
    const subject = ready[draw(seed, ready.length, times)];
    if (subject) {
      world.reconciler.begin(world.records.touch(subject.path), {
        type: taskType(subject.route, 'Maintenance'),
        message: 'Planned maintenance of the machines underneath',
        steps: ['Tell the watchers', 'Move the work elsewhere', 'Renew the machines', 'Move the work back'],
        stepMs: STEP_MS,
        busyStatus: 'UPDATING',
      });
    }
    world.clock.after(BETWEEN_MS, maintain);
  };
  world.clock.after(BETWEEN_MS, maintain);
}
