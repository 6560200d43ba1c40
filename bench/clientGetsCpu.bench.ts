import type { BenchResult, Goal } from './benchResult.js';
import { matchClients } from './clientMatch.js';

/** How much processor time do 5,000 small signed reads take that are asked for at once? */
export const name = 'client-gets-cpu';
export const goal: Goal = { ratio: 0.5 };

export async function run(): Promise<BenchResult> {
  const { ours, peer, plain } = await matchClients({ kind: 'gets', count: 5_000, size: 5_000 });
  return {
    ours: { value: ours.cpuSeconds, unit: 's' },
    peer: { name: 'node-ovh', value: peer.cpuSeconds, unit: 's' },
    others: [{ name: 'undici alone', value: plain.cpuSeconds, unit: 's' }],
  };
}
