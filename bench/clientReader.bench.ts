import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Agent, interceptors, request, type Dispatcher } from 'undici';
import { defaultLimits } from '../src/api/clientLimits.js';
import { exchange } from '../src/api/exchange.js';
import type { BenchResult } from './benchResult.js';

/**
 * Would undici's own reading of answers do? Small packed answers, ten at once: what the client reads them with, against undici's
 * `request` behind its `decompress` interceptor. CPU time of the process, with the server's, which is the same for both.
 */
export const name = 'client-reader';

const REQUESTS = 4_000;
const IN_FLIGHT = 10;
const ROUNDS = 3;
const NAMED = { method: 'GET', path: '/v2/thing' } as const;

export async function run(): Promise<BenchResult> {
  const body = gzipSync(JSON.stringify({ id: 'a', text: 'some words of text '.repeat(200) }));
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const agent = new Agent({ connections: IN_FLIGHT });
  const unpacking: Dispatcher = agent.compose(interceptors.decompress());
  const ours = async (): Promise<void> => {
    const asked = { name: NAMED, origin, method: 'GET', path: NAMED.path, body: undefined } as const;
    await exchange(agent, asked, ['accept-encoding', 'gzip'], defaultLimits, undefined);
  };
  const theirs = async (): Promise<void> => {
    const headers = { 'accept-encoding': 'gzip' };
    const { body: answer } = await request(`${origin}${NAMED.path}`, { dispatcher: unpacking, headers });
    await answer.text();
  };
  try {
    const best = { ours: Infinity, theirs: Infinity };
    for (let round = 0; round < ROUNDS; round += 1) {
      best.ours = Math.min(best.ours, await cpuOf(ours));
      best.theirs = Math.min(best.theirs, await cpuOf(theirs));
    }
    return {
      ours: { value: best.ours, unit: 'ms' },
      peer: { name: 'undici.request', value: best.theirs, unit: 'ms' },
    };
  } finally {
    await agent.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** The CPU time of all requests, in milliseconds. */
async function cpuOf(one: () => Promise<void>): Promise<number> {
  const begun = process.cpuUsage();
  let left = REQUESTS;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
}
