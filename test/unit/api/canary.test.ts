import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Credential } from '../../../src/api/account.js';
import type { RequestLine, RequestTrace } from '../../../src/api/apiClient.js';
import { detailsForCopy } from '../../../src/api/failureDetails.js';
import { connect, json, serve, type Answer } from './loopback.js';

/** One canary for each place where a secret can be. None may come out of the client but over the wire. */
const canary = (place: string): string => `CANARY${place}YRANAC`;
const credentials: readonly Exclude<Credential, { kind: 'none' }>[] = [
  {
    kind: 'signature',
    applicationKey: 'public-key',
    applicationSecret: canary('applicationSecret'),
    consumerKey: canary('consumerKey'),
  },
  { kind: 'serviceAccount', clientId: 'public-client', clientSecret: canary('clientSecret') },
  { kind: 'token', accessToken: canary('token') },
];

const server500: Answer = (_, response) => json(response, 500, { message: 'broken' });
const ways: readonly (readonly [string, Answer])[] = [
  ['all goes well', (_, response) => json(response, 200, [{ adminPassword: canary('answer') }])],
  [
    'the credential is refused',
    (_, response) => json(response, 401, { message: 'This credential is not valid' }),
  ],
  ['the API is broken', server500],
  [
    'the time is wrong',
    (_, response) => json(response, 400, { class: 'QUERY_TIME_OUT', message: 'timestamp' }),
  ],
  ['the connection breaks off', (_, response) => response.destroy()],
  ['HTML comes', (_, response) => response.writeHead(200).end('<html>')],
  [
    'the answer leads elsewhere',
    (_, response) => json(response, 302, {}, { location: 'https://elsewhere.example/' }),
  ],
  ['the answer is too large', (_, response) => response.writeHead(200).end('x'.repeat(2_000))],
  ['the answer is not HTTP', (_, response) => response.socket?.end('SSH-2.0-OpenSSH\r\n')],
];

describe.each(credentials.map((credential) => [credential.kind, credential] as const))(
  'no secret of a %s comes out when',
  (_, credential) => {
    test.each(ways)('%s', async (__, answer) => {
      const server = await serve((request, response, count) => {
        const { url } = request;
        if (url === '/1.0/auth/time') json(response, 200, 1_700_000_000);
        else if (url === '/auth/oauth2/token') {
          json(response, 200, { access_token: canary('renewed'), expires_in: 60 });
        } else answer(request, response, count);
      });
      const traces: RequestTrace[] = [];
      const lines: RequestLine[] = [];
      const { client } = connect(server.origin, {
        as: credential,
        limits: { bodyBytes: 1_000 },
        log: {
          request: (line) => lines.push(line),
          isTracing: () => true,
          trace: (trace) => traces.push(trace),
        },
      });
      const failures: unknown[] = [];
      const seen = (failure: unknown): void => void failures.push(failure, detailsForCopy(failure));
      const query = { token: canary('query') };
      await client.request({ method: 'GET', path: '/a', query }).catch(seen);
      await client.page({ path: '/a', query }).catch(seen);
      await client
        .request({ method: 'POST', path: '/a', body: JSON.stringify({ password: canary('body') }) })
        .catch(seen);
      const out = inspect([lines, traces, failures, client], { depth: 20, showHidden: false });
      expect(out).not.toContain('YRANAC');
      expect(lines.filter(({ path }) => path === '/a')).toHaveLength(3);
      // It was there to be found.
      expect(JSON.stringify(server.arrived)).toContain('CANARY');
    });
  },
);
