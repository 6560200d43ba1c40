import { Agent } from 'node:http';
import type { BenchResult } from './benchResult.js';
import { read, readPage, serveText, startLoaded } from './sandboxLoad.js';

/** How many microseconds does a page of 100 resources take, made, signed and sent, against a server that sends the same text? */
export const name = 'sandbox-page';

const ROUNDS = 300;

export async function run(): Promise<BenchResult> {
  const { sandbox } = await startLoaded();
  const agent = new Agent({ keepAlive: true });
  const { text } = await readPage(sandbox, agent);
  const { server, url } = await serveText(text);
  const ours = await timeOf(() => readPage(sandbox, agent));
  const peer = await timeOf(() => read(url, agent));
  agent.destroy();
  server.closeAllConnections();
  server.close();
  await sandbox.stop();
  return { ours: { value: ours, unit: 'us' }, peer: { name: 'bare node:http', value: peer, unit: 'us' } };
}

/** Microseconds for one request, of many one after the other. */
async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  for (let round = 0; round < ROUNDS / 5; round += 1) await ask();
  const begun = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) await ask();
  return ((performance.now() - begun) * 1_000) / ROUNDS;
}
