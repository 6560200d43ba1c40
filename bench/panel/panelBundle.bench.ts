import type { BenchResult } from '../benchResult.js';
import { bundleKb } from './panelHistory.js';

/** How large is the panel's script, compressed, against its limit? */
export const name = 'panel-bundle';
export const goal = { ratio: 1 };

export async function run(): Promise<BenchResult> {
  return {
    ours: { value: await bundleKb(), unit: 'kB' },
    peer: { name: 'limit', value: 60, unit: 'kB' },
  };
}
