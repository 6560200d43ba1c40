import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Api } from '../../../src/api/api.js';
import { RequestError } from '../../../src/api/errors.js';
import { toApiPath } from '../../../src/resource/address.js';
import { readSnapshot } from '../../../src/resource/snapshot.js';
import { document, listOf, operation } from '../schema/documents.js';
import { connect, json, serve, signature } from '../api/loopback.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { outcome, told } from './wire.js';

/** A thing that keeps tasks and events. */
const things = readCatalogue(
  '/thing',
  document(
    Object.fromEntries(
      ['/thing', '/thing/{id}', '/thing/{id}/task', '/thing/{id}/event'].map((path) => [
        path,
        { get: operation({ answer: listOf({ type: 'object' }) }) },
      ]),
    ),
  ),
);

const secrets = /applicationSecret|consumerKey/;

describe('an answer that leads to another host', () => {
  test.each([301, 302, 303, 307, 308])('by status %d is not followed, in any method', async (status) => {
    const elsewhere = await serve((_, response) => json(response, 200, {}));
    const home = await serve((_, response) => {
      response.writeHead(status, { location: `${elsewhere.origin}/v2/thing` }).end();
    });
    const { client } = connect(home.origin, { as: signature });
    for (const method of ['GET', 'PUT', 'POST', 'DELETE'] as const) {
      const failure = await outcome(client.request({ method, path: '/thing' }));
      expect(failure).toMatchObject({ reason: 'redirect' });
      const { sentence, details } = told(failure);
      expect(sentence).toMatch(/redirects to another address and wasn’t followed\. Check the endpoint/);
      expect(details).not.toMatch(secrets);
    }
    expect(elsewhere.arrived).toEqual([]);
  });

  test('by a link in a resource, a task or an event is not followed', async () => {
    const elsewhere = await serve((_, response) => json(response, 200, {}));
    const link = `${elsewhere.origin}/v2/thing/a/task/t`;
    const home = await serve(({ url }, response) => {
      const entry = { id: 't', link, status: 'RUNNING', type: 'X' };
      if (/\/(?:task|event)$/.test(url)) json(response, 200, [entry]);
      else json(response, 200, { id: 'a', link, currentTasks: [entry], currentState: {}, targetSpec: {} });
    });
    const { client } = connect(home.origin, { as: signature });
    const snapshot = await readSnapshot(client, things.collections[0]?.item, {
      account: 'me',
      segments: ['thing', 'a'],
    });
    expect(snapshot.tasks).toHaveLength(1);
    expect(snapshot.resource.currentTasks).toHaveLength(1);
    expect(elsewhere.arrived).toEqual([]);
  });
});

describe('an identifier', () => {
  const hostile = [
    'a/b',
    'urn:v1:eu:x',
    'a%b',
    'a%2Fb',
    'a#b',
    'a?b=c',
    '.',
    '..',
    '...',
    'a b',
    '\\',
    '\r\nX-Evil: 1',
    '__proto__',
    '\u202Egnp',
    '😀',
  ];

  test.each(hostile)('%j is one segment on the wire, and reads back as it was', async (id) => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { client } = connect(server.origin, { as: signature });
    await client.request({
      method: 'DELETE',
      path: toApiPath({ account: 'me', segments: ['thing', id, 'sub'] }),
    });
    const { url = '', headers = {} } = server.arrived.at(-1) ?? {};
    const segments = url.split('/');
    expect([segments.length, decodeURIComponent(segments[3] ?? ''), segments[4]]).toEqual([5, id, 'sub']);
    expect(headers).not.toHaveProperty('x-evil');
  });
});

describe('a header', () => {
  const unsendable = fc.constantFrom(
    '\r\nX-Evil: 1',
    '\n',
    '\r',
    '\0',
    'a\u2028',
    '1.0\r\n\r\nGET /x HTTP/1.1',
  );

  test('is never begun by a schema version, a cursor or a header of one’s own', async () => {
    const server = await serve((_, response) => json(response, 200, []));
    await fc.assert(
      fc.asyncProperty(unsendable, async (text) => {
        const { client } = connect(server.origin, { schemaVersion: () => `1.0${text}` });
        const picked = await outcome(client.request({ method: 'GET', path: '/thing' }));
        const plain: Api = connect(server.origin).client;
        const failures = [
          picked,
          await outcome(plain.page({ path: '/thing', cursor: `c${text}` })),
          await outcome(plain.request({ method: 'GET', path: '/thing', schemaVersion: `1${text}` })),
          await outcome(plain.request({ method: 'GET', path: '/thing', headers: { 'x-own': text } })),
        ];
        for (const failure of failures) {
          expect(failure).toBeInstanceOf(RequestError);
          expect(told(failure).sentence).toMatch(/^The request can’t be sent: /);
        }
      }),
      { numRuns: 20 },
    );
    expect(server.arrived).toEqual([]);
  });
});
