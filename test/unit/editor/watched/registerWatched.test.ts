import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../../src/api/errors.js';
import { registerWatched } from '../../../../src/editor/watched/registerWatched.js';
import { MOST_WATCHED } from '../../../../src/editor/watched/watchedResources.js';
import { addressKey, type ResourceAddress } from '../../../../src/resource/address.js';
import type { KnownResource } from '../../../../src/resource/knownResource.js';
import type { WatchListener } from '../../../../src/resource/watch.js';
import { snapshot } from '../../resource/readings.js';
import { changeTabs, clearScreen, EventEmitter, screen } from '../fakeVscode.js';

const at = (id: string, account = 'me'): ResourceAddress => ({ account, segments: ['s', 'thing', id] });
const known = (id: string): KnownResource => ({
  ...{ kind: 'item', address: at(id), name: `the ${id}`, urn: undefined },
});
const request = { method: 'GET', path: '/s/thing/a' } as const;
const notFound = new ApiError(request, {
  ...{
    status: 404,
    class: undefined,
    message: 'no',
    details: {},
    queryId: undefined,
    retryAfterMs: undefined,
  },
});

function setUp() {
  const listeners = new Map<string, WatchListener>();
  const refreshed: string[] = [];
  const written = new EventEmitter<object>();
  const changed = new EventEmitter<object>();
  const signedOut = new EventEmitter<object>();
  const accounts = new EventEmitter<void>();
  const front: { address: ResourceAddress | undefined } = { address: undefined };
  const failures: unknown[] = [];
  const opened: ResourceAddress[] = [];
  const { watched } = registerWatched({
    workspaceState: { get: () => undefined, update: async () => undefined } as never,
    watcher: {
      watch: (address: ResourceAddress, listener: WatchListener) => {
        const key = addressKey(address);
        listeners.set(key, listener);
        return {
          setVisible: () => undefined,
          refresh: () => void refreshed.push(key),
          dispose: () => void listeners.delete(key),
        };
      },
    } as never,
    accounts: {
      active: () => ({ id: 'me' }),
      ...{ onDidChange: accounts.event, onDidSignOut: signedOut.event },
    } as never,
    connections: {
      labelOf: (account: string) => account,
      ...{ onDidWrite: written.event, onDidChangeAccount: changed.event },
    } as never,
    known: { at: (address) => (address.segments.at(-1) === 'a' ? known('a') : undefined) },
    shown: () => front.address,
    openPanel: (address) => void opened.push(address),
    isReported: () => false,
    describe: String,
    reportFailure: (failure) => void failures.push(failure),
    note: (failure) => String(failures.push(failure)),
  });
  const run = async (name: string, ...args: readonly unknown[]): Promise<unknown> =>
    screen.commands.get(`ovhApi.watched.${name}`)?.(...args);
  const read = (id: string, reading: object | Error): void => {
    const one =
      reading instanceof Error
        ? reading
        : { ...snapshot({ id, targetSpec: {}, currentState: {}, ...reading }), address: at(id) };
    listeners.get(addressKey(at(id)))?.(one);
  };
  const names = (): readonly string[] => watched.list().map((one) => one.known.name);
  return { watched, run, read, names, front, written, changed, signedOut, refreshed, failures, opened };
}

let parts: ReturnType<typeof setUp>;
beforeEach(() => {
  vi.useFakeTimers();
  clearScreen();
  parts = setUp();
});
afterEach(() => void vi.useRealTimers());

describe('the commands for watching', () => {
  it('watch the resource in front where no row was chosen, by the name that is known of it, and stop', async () => {
    parts.front.address = at('a');
    await parts.run('add');
    expect(parts.names()).toEqual(['the a']);
    parts.front.address = at('b');
    await parts.run('add');
    expect(parts.names()).toEqual(['the a', 'b']);
    await parts.run('remove');
    expect(parts.names()).toEqual(['the a']);
    expect(parts.failures).toEqual([]);
  });

  it('do nothing where no resource is in front', async () => {
    await parts.run('add');
    expect(parts.names()).toEqual([]);
  });

  it('say how many can be watched when there is no room', async () => {
    await parts.watched.add(Array.from({ length: MOST_WATCHED }, (_, index) => known(String(index))));
    parts.front.address = at('a');
    await parts.run('add');
    expect(screen.messages.map(({ severity }) => severity)).toEqual(['warning']);
    expect(parts.names()).toHaveLength(MOST_WATCHED);
  });

  it('are offered by whether the resource in front is watched', async () => {
    parts.front.address = at('a');
    changeTabs();
    expect(screen.contexts.get('ovhApi.shownIsWatched')).toBe(false);
    await parts.run('add');
    expect(screen.contexts.get('ovhApi.shownIsWatched')).toBe(true);
    parts.front.address = undefined;
    changeTabs();
    expect(screen.contexts.get('ovhApi.shownIsWatched')).toBe(false);
  });
});

describe('what is watched', () => {
  it('is read again when its account can be used again, and forgotten when the account is removed', async () => {
    await parts.watched.add([known('a')]);
    parts.changed.fire({ account: 'other' });
    expect(parts.refreshed).toEqual([]);
    parts.changed.fire({ account: 'me' });
    expect(parts.refreshed).toEqual([addressKey(at('a'))]);
    parts.signedOut.fire({ id: 'me', isFinal: false });
    expect(parts.names()).toHaveLength(1);
    parts.signedOut.fire({ id: 'me', isFinal: true });
    expect(parts.names()).toEqual([]);
  });

  it('is reported with a way to its panel when the work on it has ended', async () => {
    await parts.watched.add([known('a')]);
    screen.press = (_, [button]) => button;
    parts.read('a', { resourceStatus: 'UPDATING' });
    parts.read('a', { resourceStatus: 'READY' });
    await vi.runAllTimersAsync();
    expect(screen.messages.map(({ severity }) => severity)).toEqual(['information']);
    expect(parts.opened).toEqual([at('a')]);
  });

  it('is reported when it is not found, and not watched any more on request', async () => {
    await parts.watched.add([known('a')]);
    screen.press = (_, [button]) => button;
    parts.read('a', notFound);
    await vi.runAllTimersAsync();
    expect(screen.messages).toMatchObject([{ severity: 'warning', buttons: ['Stop Watching'] }]);
    expect(parts.names()).toEqual([]);
  });

  it('is not reported as not found when it was deleted here', async () => {
    await parts.watched.add([known('a')]);
    parts.written.fire({ kind: 'updated', resources: [at('b')] });
    parts.written.fire({ kind: 'deleted', resources: [at('a')] });
    parts.read('a', notFound);
    await vi.runAllTimersAsync();
    expect(screen.messages).toEqual([]);
  });
});
