import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { Agent } from 'undici';
import type { BenchResult } from './benchResult.js';

/**
 * Would HTTP/2 pay? Small reads as the client sends them, ten at once, over TLS: HTTP/1.1 on ten connections against HTTP/2 on
 * one, through the same library to the same server.
 */
export const name = 'client-http2';

const REQUESTS = 3_000;
const IN_FLIGHT = 10;
const ROUNDS = 3;

export async function run(): Promise<BenchResult> {
  const subject = [{ name: 'commonName', value: '127.0.0.1' }];
  const { private: key, cert } = await generate(subject, {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const body = JSON.stringify({ id: 'a', text: 'x'.repeat(900) });
  const server = createSecureServer({ key, cert, allowHTTP1: true }, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const connect = { ca: cert };
  const one = new Agent({ connect, connections: IN_FLIGHT });
  const two = new Agent({ connect, connections: 1, allowH2: true, pipelining: IN_FLIGHT });
  try {
    const times = { one: Infinity, two: Infinity };
    for (let round = 0; round < ROUNDS; round += 1) {
      times.one = Math.min(times.one, await timeOf(one, origin));
      times.two = Math.min(times.two, await timeOf(two, origin));
    }
    return {
      ours: { value: times.one, unit: 'ms' },
      peer: { name: 'HTTP/2', value: times.two, unit: 'ms' },
    };
  } finally {
    await Promise.all([one.destroy(), two.destroy()]);
    await new Promise((resolve) => server.close(resolve));
  }
}

/** How long all requests take, in milliseconds. */
async function timeOf(agent: Agent, origin: string): Promise<number> {
  const begun = performance.now();
  let left = REQUESTS;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const { body } = await agent.request({ origin, path: '/v2/thing', method: 'GET' });
      await body.text();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return performance.now() - begun;
}
