import type { BenchResult, Goal } from './benchResult.js';
import { matchClients } from './clientMatch.js';

/** How long does a list of 50,000 take, by pages of 100? */
export const name = 'client-drain';
export const goal: Goal = { ratio: 1 };

export async function run(): Promise<BenchResult> {
  const { ours, peer } = await matchClients({ kind: 'drain', count: 50_000, size: 100 });
  return {
    ours: { value: ours.seconds, unit: 's' },
    peer: { name: 'node-ovh', value: peer.seconds, unit: 's' },
  };
}
