import type { Dispatcher } from 'undici';
import { expect, it } from 'vitest';
import { defaultLimits } from '../../../src/api/clientLimits.js';
import { exchange } from '../../../src/api/exchange.js';

const ANSWERS = 4_000;
const BYTES = 50_000;

/** Answers each request with a body of its own, in the next turn. */
const dispatcher = {
  dispatch: (_request: unknown, reader: Dispatcher.DispatchHandler) => {
    const controller = {} as Dispatcher.DispatchController;
    setImmediate(() => {
      reader.onRequestStart?.(controller, {});
      reader.onResponseStart?.(controller, 200, { 'content-type': 'application/json' }, 'OK');
      reader.onResponseData?.(controller, Buffer.alloc(BYTES, ' '));
      reader.onResponseEnd?.(controller, {});
    });
    return true;
  },
} as unknown as Dispatcher;

/** The most bytes of answers that are kept at once while many are read one after the other. */
async function mostKept(signal: () => AbortSignal | undefined): Promise<number> {
  const name = { method: 'GET', path: '/list' } as const;
  const request = { name, origin: 'http://127.0.0.1', ...name, body: undefined };
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let count = 0; count < ANSWERS; count += 1) {
    await exchange(dispatcher, request, [], defaultLimits, signal());
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  return most;
}

it('keeps no more of the answers that are read with a signal than without one', async () => {
  const without = await mostKept(() => undefined);
  expect(await mostKept(() => new AbortController().signal)).toBeLessThan(2 * without);
});
