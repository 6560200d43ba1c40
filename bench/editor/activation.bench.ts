import type { BenchResult } from '../benchResult.js';
import { median } from '../medianMs.js';
import { emptyExtension, ourExtension } from './packProbe.js';
import { openProbedStage } from './probedStage.js';

/** How long the extension takes to activate inside a real extension host, against one that does nothing. */
export const name = 'editor-activation';

const WINDOWS = 7;

export async function run(): Promise<BenchResult> {
  const stage = await openProbedStage(100);
  try {
    const ours: number[] = [];
    const empty: number[] = [];
    for (let window = 0; window < WINDOWS; window += 1) {
      if (window > 0) await stage.reload();
      empty.push(await stage.ask(`/activation?${emptyExtension}`));
      ours.push(await stage.ask(`/activation?${ourExtension}`));
    }
    return {
      ours: { value: median(ours), unit: 'ms' },
      peer: { name: 'an empty extension', value: median(empty), unit: 'ms' },
    };
  } finally {
    await stage.close();
  }
}
