import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { signatureOf } from '../../../src/sandbox/access/credentials.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';

/** An answer as it came over the line. */
export interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body read as JSON. */
  json(): unknown;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Seconds; now when absent. */
  readonly timestamp?: number;
  readonly consumerKey?: string;
  readonly applicationSecret?: string;
}

/** Sends one request as it is, by a connection of its own. */
export function send(url: string, { method = 'GET', headers = {}, body = '' }: Asked = {}): Promise<Told> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString('utf8');
        const json = (): unknown => JSON.parse(text);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text, json });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends one signed request; `path` is below the branch, or begins with `/1.0`. */
export function signed(sandbox: Sandbox, path: string, asked: Asked = {}): Promise<Told> {
  const { method = 'GET', body = '', timestamp = Math.floor(Date.now() / 1000) } = asked;
  const consumerKey = asked.consumerKey ?? sandbox.credentials.consumerKey;
  const applicationSecret = asked.applicationSecret ?? sandbox.credentials.applicationSecret;
  const url = path.startsWith('/1.0') ? new URL(path, sandbox.api).href : `${sandbox.api}${path}`;
  const signature = signatureOf({ applicationSecret, consumerKey }, { method, url, body }, String(timestamp));
  return send(url, {
    ...asked,
    headers: {
      'x-ovh-application': sandbox.credentials.applicationKey,
      'x-ovh-consumer': consumerKey,
      'x-ovh-timestamp': String(timestamp),
      'x-ovh-signature': signature,
      ...asked.headers,
    },
  });
}
