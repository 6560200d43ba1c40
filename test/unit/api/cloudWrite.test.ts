import { describe, expect, test } from 'vitest';
import type { CloudWrite } from '../../../src/api/cloudWrite.js';
import { connect, json, serve } from './loopback.js';

/** A client over a server, and what it tells of its writes. */
async function open(answer: Parameters<typeof serve>[0]) {
  const server = await serve(answer);
  const writes: CloudWrite[] = [];
  const bodies: string[] = [];
  const { client } = connect(server.origin, {
    onDidWrite: (write) => writes.push(write),
    onBody: (_, body) => bodies.push(body),
  });
  return { server, client, writes, bodies };
}
const put = { method: 'PUT', path: '/a?x=1', body: '{"a":1}' } as const;

describe('a write', () => {
  test('that was accepted raises one event, before its sender gets the response', async () => {
    const { client, writes, bodies } = await open((_, response) => json(response, 200, { id: 1 }));
    const told = client.send({ ...put, before: { displayName: 'one' } }).then(() => [...writes]);
    expect(await told).toMatchObject([
      { account: client.account.id, method: 'PUT', path: '/a', status: 200, before: { displayName: 'one' } },
    ]);
    expect(writes[0]?.response?.json()).toEqual({ id: 1 });
    expect(bodies).toEqual(['{"a":1}']);
  });

  test.each([
    [201, true],
    [400, false],
    [403, false],
    [404, false],
    [409, false],
    [412, false],
    [429, false],
    [500, true],
    [502, true],
  ])('that was answered with %i may have been accepted: %s', async (status, isReported) => {
    const { client, writes } = await open((_, response) => json(response, status, {}));
    await client.send(put);
    expect(writes.map((write) => write.status)).toEqual(isReported ? [status] : []);
    expect(writes.every(({ response }) => (response !== undefined) === status < 300)).toBe(true);
  });

  test('whose response was lost raises an event, since it may have been accepted', async () => {
    const { client, writes } = await open((_, response) => response.destroy());
    await expect(client.send(put)).rejects.toMatchObject({ kind: 'network' });
    expect(writes).toMatchObject([{ path: '/a', status: undefined, response: undefined }]);
  });

  test('that was canceled on its way raises an event, one that was never sent does not', async () => {
    const abort = new AbortController();
    const { client, writes } = await open(() => {
      abort.abort();
    });
    await expect(client.send({ ...put, signal: abort.signal })).rejects.toMatchObject({ kind: 'cancelled' });
    expect(writes).toHaveLength(1);
    await expect(client.send({ ...put, signal: abort.signal })).rejects.toMatchObject({ kind: 'cancelled' });
    expect(writes).toHaveLength(1);
  });

  test('that reached no server raises no event', async () => {
    const { client, writes } = await open((_, response) => json(response, 200, {}));
    const { client: lost } = connect('http://127.0.0.1:1', { onDidWrite: (write) => writes.push(write) });
    await expect(lost.send(put)).rejects.toMatchObject({ kind: 'network', reason: 'unreachable' });
    await client.send({ method: 'GET', path: '/a' });
    await client.send({ method: 'HEAD', path: '/a' });
    expect(writes).toEqual([]);
  });
});
