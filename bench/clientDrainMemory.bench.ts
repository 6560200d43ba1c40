import type { BenchResult, Goal } from './benchResult.js';
import { matchClients } from './clientMatch.js';

const MEGABYTE = 1_048_576;

/** How much memory does it take at most to read every resource of a list of 50,000, by pages of 100? We go through it, the peer gathers it. */
export const name = 'client-drain-memory';
export const goal: Goal = { ratio: 0.33 };

export async function run(): Promise<BenchResult> {
  const { ours, peer, plain } = await matchClients({ kind: 'drain', count: 50_000, size: 100 });
  return {
    ours: { value: ours.grownBytes / MEGABYTE, unit: 'MB' },
    peer: { name: 'node-ovh', value: peer.grownBytes / MEGABYTE, unit: 'MB' },
    others: [{ name: 'undici alone', value: plain.grownBytes / MEGABYTE, unit: 'MB' }],
  };
}
