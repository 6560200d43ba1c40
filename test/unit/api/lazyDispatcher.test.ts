import type { Dispatcher } from 'undici';
import { describe, expect, test, vi } from 'vitest';
import { LazyDispatcher } from '../../../src/api/lazyDispatcher.js';
import { connect, failureOf, json, serve } from './loopback.js';

const undici = vi.hoisted(() => ({ isRead: false }));
vi.mock('undici', async (original) => {
  undici.isRead = true;
  return await original<object>();
});

const request = { method: 'GET', path: '/a' } as const;

// What was read stays read, so the first test has to be the first.
describe('the way to the wire', { shuffle: false }, () => {
  test('costs nothing before the first request: undici is not even read', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { client } = connect(server.origin);
    expect(undici.isRead).toBe(false);
    await client.request(request);
    expect(undici.isRead).toBe(true);
  });

  test('is opened once, for requests that begin at once too', async () => {
    const open = vi.fn(() => Promise.resolve({} as unknown as Dispatcher));
    const late = new LazyDispatcher(open);
    expect(open).not.toHaveBeenCalled();
    expect(await late.get()).toBe(await late.get());
    expect(open).toHaveBeenCalledOnce();
  });

  test('that was closed before it was opened refuses what comes after', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { client } = connect(server.origin, { limits: { attempts: 1 } });
    await client.close();
    expect(await failureOf(client.request(request))).toMatchObject({
      kind: 'network',
      reason: 'interrupted',
    });
    expect(server.arrived).toEqual([]);
  });

  test('that cannot be opened fails the request and leaves nothing to close', async () => {
    const failure = new Error('no such certificate');
    const { client } = connect('https://api.example', { dispatcher: () => Promise.reject(failure) });
    expect(await failureOf(client.request(request))).toBe(failure);
    await client.close();
  });
});
