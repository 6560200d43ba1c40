import type { BenchResult, Goal } from './benchResult.js';
import { matchClients } from './clientMatch.js';

/** And when somebody else paces them, ten at a time? Then only the cost of one request counts. */
export const name = 'client-gets-paced';
export const goal: Goal = { ratio: 1 };

export async function run(): Promise<BenchResult> {
  const { ours, peer } = await matchClients({ kind: 'gets', count: 5_000, size: 10 });
  return {
    ours: { value: ours.seconds, unit: 's' },
    peer: { name: 'node-ovh', value: peer.seconds, unit: 's' },
  };
}
