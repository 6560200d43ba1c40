import { Agent } from 'node:http';
import type { BenchResult, Goal } from './benchResult.js';
import { read, readPage, serveText, startLoaded } from './sandboxLoad.js';

/**
 * How many microseconds does a page of 100 resources take, signed and sent again and again, against a server that sends the same text?
 * A page that is read for the first time, whose resources have to be made, is told beside it.
 */
export const name = 'sandbox-page';
export const goal: Goal = { ratio: 4 };

const ROUNDS = 300;

export async function run(): Promise<BenchResult> {
  const { sandbox } = await startLoaded();
  const agent = new Agent({ keepAlive: true });
  const { text } = await readPage(sandbox, agent);
  const { server, url } = await serveText(text);
  const ours = await timeOf(() => readPage(sandbox, agent));
  const peer = await timeOf(() => read(url, agent));
  let cursor: string | undefined;
  const first = await timeOf(async () => {
    cursor = (await readPage(sandbox, agent, cursor)).next;
  });
  agent.destroy();
  server.closeAllConnections();
  server.close();
  await sandbox.stop();
  const unit = 'us';
  return {
    ours: { value: ours, unit },
    peer: { name: 'bare node:http', value: peer, unit },
    others: [{ name: 'a page for the first time', value: first, unit }],
  };
}

/** Microseconds for one request, of many one after the other. */
async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  for (let round = 0; round < ROUNDS / 5; round += 1) await ask();
  const begun = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) await ask();
  return ((performance.now() - begun) * 1_000) / ROUNDS;
}
