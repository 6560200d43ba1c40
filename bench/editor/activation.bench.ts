import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchResult, Goal } from '../benchResult.js';
import { median } from '../medianMs.js';
import { emptyExtension, ourExtension } from './packProbe.js';
import { openProbedStage } from './probedStage.js';

/** The processor time of an activation inside a real extension host, once an earlier one has kept its compiled code. */
export const name = 'editor-activation';
export const goal: Goal = { ours: 20 };

const WINDOWS = 7;
/** Longer than `src/entry.ts` waits until it keeps what was compiled. */
const UNTIL_KEPT_MS = 25_000;

export async function run(): Promise<BenchResult> {
  const stage = await openProbedStage(100);
  try {
    // A window with a file of ours would activate it by itself.
    await rm(join(stage.workspace, 'first-requests.ovhapi.http'));
    await stage.reload();
    await stage.ask(`/activation?${emptyExtension}`);
    const first = await stage.ask(`/activation?${ourExtension}`);
    await new Promise((resolve) => setTimeout(resolve, UNTIL_KEPT_MS));
    const ours: number[] = [];
    const clock: number[] = [];
    const empty: number[] = [];
    for (let window = 0; window < WINDOWS; window += 1) {
      await stage.reload();
      empty.push(await stage.ask(`/activation?${emptyExtension}`));
      ours.push(await stage.ask(`/activation?${ourExtension}`));
      clock.push(await stage.ask('/clock'));
    }
    const unit = 'ms of CPU';
    return {
      ours: { value: median(ours), unit },
      peer: { name: 'an empty extension', value: median(empty), unit },
      others: [
        { name: 'our first start', value: first, unit },
        { name: 'ours by the clock', value: median(clock), unit: 'ms' },
      ],
    };
  } finally {
    await stage.close();
  }
}
