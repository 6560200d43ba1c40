import { readFileSync } from 'node:fs';
import type { Agent } from 'node:http';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildTestSandbox } from '../scripts/bundles.js';
import { startSandboxProcess, type SandboxProcess } from '../scripts/sandboxProcess.js';
import { signatureOf } from '../src/sandbox/access/credentials.js';

/** A list of the sandbox's own documents, with resources that hold much. */
const LIST = '/managedPlatform/project';
export const MANY = 100_000;

/** The sandbox as it is shipped, with a list of 100,000, and how long it took until it listened. */
export async function startLoaded(): Promise<{ readonly sandbox: SandboxProcess; readonly startMs: number }> {
  await buildTestSandbox();
  const begun = performance.now();
  const sandbox = await startSandboxProcess(['--resources', String(MANY)]);
  return { sandbox, startMs: performance.now() - begun };
}

export interface Page {
  readonly text: string;
  readonly next: string | undefined;
}

/** One page of 100 of the list. */
export async function readPage(
  { api, credentials }: SandboxProcess,
  agent: Agent,
  cursor?: string,
): Promise<Page> {
  const url = `${api}${LIST}`;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  return read(url, agent, {
    'x-pagination-size': '100',
    ...(cursor === undefined ? {} : { 'x-pagination-cursor': cursor }),
    'x-ovh-application': credentials.applicationKey,
    'x-ovh-consumer': credentials.consumerKey,
    'x-ovh-timestamp': timestamp,
    'x-ovh-signature': signatureOf(credentials, { method: 'GET', url, body: '' }, timestamp),
  });
}

export function read(
  url: string,
  agent: Agent,
  headers: Readonly<Record<string, string>> = {},
): Promise<Page> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const next = response.headers['x-pagination-cursor-next'];
        const text = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode !== 200)
          reject(new Error(`${url} answered ${String(response.statusCode)}: ${text}`));
        else resolve({ text, next: typeof next === 'string' ? next : undefined });
      });
    }).on('error', reject);
  });
}

/** A server that does nothing but send a text. */
export async function serveText(text: string): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** The most memory that a process ever held, in megabytes, as Linux says it. */
export function peakMegabytes(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_024;
}
