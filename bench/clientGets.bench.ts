import type { BenchResult, Goal } from './benchResult.js';
import { matchClients } from './clientMatch.js';

/** How long do 5,000 small signed reads take that are asked for at once, as who holds a list of identifiers does? */
export const name = 'client-gets';
export const goal: Goal = { ratio: 0.5 };

export async function run(): Promise<BenchResult> {
  const { ours, peer } = await matchClients({ kind: 'gets', count: 5_000, size: 5_000 });
  return {
    ours: { value: ours.seconds, unit: 's' },
    peer: { name: 'node-ovh', value: peer.seconds, unit: 's' },
  };
}
