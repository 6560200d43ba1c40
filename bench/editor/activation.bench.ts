import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchResult, Goal } from '../benchResult.js';
import { median } from '../medianMs.js';
import { ourExtension, peerExtension } from './packProbe.js';
import { openProbedStage } from './probedStage.js';

/** The processor time of an activation inside a real extension host, once an earlier one has kept its compiled code. */
export const name = 'editor-activation';
export const goal: Goal = { ours: 20 };

const WINDOWS = 5;
const PEERS = ['empty', 'manifest', 'registering'] as const;
/** Longer than `src/entry.ts` waits until it keeps what was compiled. */
const UNTIL_KEPT_MS = 25_000;

export async function run(): Promise<BenchResult> {
  const stage = await openProbedStage(100, PEERS);
  try {
    // A window with a file of ours would activate it by itself.
    await rm(join(stage.workspace, 'first-requests.ovhapi.http'));
    await stage.reload();
    await stage.ask(`/activation?${peerExtension('empty')}`);
    const first = await stage.ask(`/activation?${ourExtension}`);
    await new Promise((resolve) => setTimeout(resolve, UNTIL_KEPT_MS));
    const ours: number[] = [];
    const clock: number[] = [];
    const peers = { empty: [] as number[], manifest: [] as number[], registering: [] as number[] };
    for (let window = 0; window < WINDOWS; window += 1) {
      // Each in a window of its own: what one has warmed up in VS Code would cost the next one less.
      for (const peer of PEERS) {
        await stage.reload();
        peers[peer].push(await stage.ask(`/activation?${peerExtension(peer)}`));
      }
      await stage.reload();
      ours.push(await stage.ask(`/activation?${ourExtension}`));
      clock.push(await stage.ask('/clock'));
    }
    const unit = 'ms of CPU';
    const value = median(ours);
    const registering = median(peers.registering);
    return {
      ours: { value, unit },
      peer: { name: 'an empty extension', value: median(peers.empty), unit },
      others: [
        { name: 'one with our manifest', value: median(peers.manifest), unit },
        { name: 'one that registers as much as ours', value: registering, unit },
        { name: 'ours less that', value: value - registering, unit },
        { name: 'our first start', value: first, unit },
        { name: 'ours by the clock', value: median(clock), unit: 'ms' },
      ],
    };
  } finally {
    await stage.close();
  }
}
