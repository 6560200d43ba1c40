import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GoneNotices, reportEnd } from '../../../../src/editor/watched/watchedNotices.js';
import { MOST_WATCHED, WatchedResources } from '../../../../src/editor/watched/watchedResources.js';
import { WatchedStatus } from '../../../../src/editor/watched/watchedStatus.js';
import { WatchedView } from '../../../../src/editor/watched/watchedView.js';
import { ApiError, CredentialError } from '../../../../src/api/errors.js';
import { addressKey, type ResourceAddress } from '../../../../src/resource/address.js';
import { conditionOf } from '../../../../src/resource/condition.js';
import type { KnownResource } from '../../../../src/resource/knownResource.js';
import type { ResourceSnapshot } from '../../../../src/resource/snapshot.js';
import type { WatchListener, WatchOptions } from '../../../../src/resource/watch.js';
import { snapshot } from '../../resource/readings.js';
import { clearScreen, screen } from '../fakeVscode.js';

const request = { method: 'GET', path: '/s/thing/a' } as const;
const deleted = new ApiError(request, {
  ...{
    status: 404,
    class: undefined,
    message: 'no',
    details: {},
    queryId: undefined,
    retryAfterMs: undefined,
  },
});
const signedOut = new CredentialError(request, 'signedOut', 'the account is not signed in');

const thing = (id: string, account = 'me'): KnownResource => ({
  ...{ kind: 'item', address: { account, segments: ['s', 'thing', id] }, name: id, urn: undefined },
});
const reading = (id: string, json: object): ResourceSnapshot => ({
  ...snapshot({ id, name: `the ${id}`, targetSpec: {}, currentState: {}, ...json }),
  address: thing(id).address,
});
const ready = (id: string): ResourceSnapshot => reading(id, { resourceStatus: 'READY' });
const updating = (id: string): ResourceSnapshot =>
  reading(id, {
    resourceStatus: 'UPDATING',
    currentTasks: [
      {
        ...{ id: 't', type: 'resize', status: 'RUNNING', startedAt: '2001-02-03T04:05:06Z' },
        progress: [
          { name: 'Check quota', status: 'DONE' },
          { name: 'Add node', status: 'RUNNING' },
          { name: 'Move data', status: 'PENDING' },
        ],
      },
    ],
  });
const failed = (id: string): ResourceSnapshot =>
  reading(id, {
    resourceStatus: 'ERROR',
    currentTasks: [{ id: 't', status: 'ERROR', errors: [{ message: 'quota exceeded' }] }],
  });

interface Looker {
  readonly listener: WatchListener;
  readonly isBackground: boolean;
  refreshed: number;
}

/** A workspace with its kept state, whose windows are opened one after the other. */
function workspace() {
  const kept = new Map<string, unknown>();
  const lookers = new Map<string, Looker[]>();
  const ended: string[] = [];
  const state = {
    get: (name: string) => kept.get(name),
    update: async (name: string, value: unknown) => {
      // As in a file: nothing of it is shared with who wrote it.
      kept.set(name, JSON.parse(JSON.stringify(value)));
    },
  } as never;
  const watcher = {
    watch: (
      address: ResourceAddress,
      listener: WatchListener,
      { isBackground = false }: WatchOptions = {},
    ) => {
      const key = addressKey(address);
      const looker: Looker = { listener, isBackground, refreshed: 0 };
      lookers.set(key, [...(lookers.get(key) ?? []), looker]);
      return {
        setVisible: () => undefined,
        refresh: () => void (looker.refreshed += 1),
        dispose: () =>
          void lookers.set(
            key,
            (lookers.get(key) ?? []).filter((one) => one !== looker),
          ),
      };
    },
  };
  const open = (): WatchedResources =>
    new WatchedResources({
      ...{ state, watcher },
      describe: (failure) => `failed: ${String(failure)}`,
      onEnd: ({ name }, { kind }) => ended.push(`${name} ${kind}`),
      onGone: ({ name }) => ended.push(`${name} gone`),
    });
  const at = (id: string, account?: string): readonly Looker[] =>
    lookers.get(addressKey(thing(id, account).address)) ?? [];
  const read = (id: string, ...readings: readonly (ResourceSnapshot | Error)[]): void => {
    for (const one of readings) for (const { listener } of at(id)) listener(one);
  };
  return { open, at, read, ended, kept };
}

let space: ReturnType<typeof workspace>;
let watched: WatchedResources;

beforeEach(() => {
  clearScreen();
  space = workspace();
  watched = space.open();
});

describe('a watched resource', () => {
  it('is reported once when it is up to date, and once when it fails the next time', async () => {
    await watched.add([thing('a')]);
    space.read('a', ready('a'), updating('a'), updating('a'), ready('a'), ready('a'));
    expect(space.ended).toEqual(['the a done']);
    space.read('a', updating('a'), failed('a'), failed('a'));
    expect(space.ended).toEqual(['the a done', 'the a failed']);
  });

  it('is reported at its end, not when one of its tasks waits for an input in between', async () => {
    await watched.add([thing('a')]);
    const waiting = reading('a', { currentTasks: [{ id: 'w', status: 'WAITING_USER_INPUT' }] });
    space.read('a', updating('a'), waiting);
    expect(space.ended).toEqual([]);
    space.read('a', updating('a'), ready('a'));
    expect(space.ended).toEqual(['the a done']);
  });

  it('is reported once when it isn’t found, over a reload too, and again after it was found in between', async () => {
    await watched.add([thing('a')]);
    space.read('a', updating('a'), deleted, deleted);
    expect(space.ended).toEqual(['the a gone']);
    watched.dispose();
    watched = space.open();
    space.read('a', deleted);
    expect(space.ended).toEqual(['the a gone']);
    space.read('a', ready('a'), deleted);
    expect(space.ended).toEqual(['the a gone', 'the a gone']);
  });

  it('is reported after a reload when it was deleted in between', async () => {
    await watched.add([thing('a')]);
    watched.dispose();
    watched = space.open();
    space.read('a', deleted);
    expect(space.ended).toEqual(['a gone']);
  });

  it('isn’t reported when it was deleted here, which is reported by who did it', async () => {
    await watched.add([thing('a')]);
    space.read('a', ready('a'));
    watched.noteDeletion(thing('a').address);
    space.read('a', deleted);
    expect(space.ended).toEqual([]);
  });

  it('is watched again after a reload, with its name, and its end is reported though it came in between', async () => {
    await watched.add([thing('a'), thing('b', 'other')]);
    space.read('a', updating('a'));
    watched.dispose();
    watched = space.open();
    expect(watched.list().map(({ known }) => [known.name, known.address.account])).toEqual([
      ['the a', 'me'],
      ['b', 'other'],
    ]);
    space.read('a', ready('a'));
    expect(space.ended).toEqual(['the a done']);
    expect(JSON.stringify([...space.kept])).not.toContain('currentState');
  });

  it('is read in the background, and faster while its row can be seen', async () => {
    await watched.add([thing('a')]);
    expect(space.at('a').map(({ isBackground }) => isBackground)).toEqual([true]);
    watched.setSeen(true);
    await watched.add([thing('b')]);
    for (const id of ['a', 'b'])
      expect(space.at(id).map(({ isBackground }) => isBackground)).toEqual([true, false]);
    watched.setSeen(false);
    expect([...space.at('a'), ...space.at('b')].map(({ isBackground }) => isBackground)).toEqual([
      true,
      true,
    ]);
  });

  it('is left alone once it is no longer watched, and when its account never comes back', async () => {
    await watched.add([thing('a'), thing('b'), thing('c', 'other')]);
    space.read('a', updating('a'));
    await watched.remove([thing('a').address]);
    await watched.forget('other');
    expect([space.at('a'), space.at('c', 'other')]).toEqual([[], []]);
    expect(watched.list().map(({ known }) => known.name)).toEqual(['b']);
    watched.dispose();
    watched = space.open();
    await watched.add([thing('a')]);
    space.read('a', ready('a'));
    expect(space.ended).toEqual([]);
  });

  it('is read again when its account signs in', async () => {
    await watched.add([thing('a'), thing('c', 'other')]);
    space.read('a', signedOut);
    expect(watched.list()[0]?.state).toBe('signedOut');
    watched.readAgain('me');
    expect([space.at('a')[0]?.refreshed, space.at('c', 'other')[0]?.refreshed]).toEqual([1, 0]);
  });

  it('has no room beyond a number that the API can be polled for', async () => {
    const many = Array.from({ length: MOST_WATCHED + 2 }, (_, index) => thing(String(index)));
    const left = await watched.add(many);
    expect(left.map(({ name }) => name)).toEqual(['50', '51']);
    expect(watched.list()).toHaveLength(MOST_WATCHED);
  });
});

describe('the row of a watched resource', () => {
  const row = () => {
    const view = new WatchedView({
      watched,
      labelOf: (account) => `account ${account}`,
      activeAccount: () => 'me',
      onDidChangeAccounts: () => ({ dispose: () => undefined }),
    });
    const [node] = view.getChildren();
    const item = view.getTreeItem(node!);
    spoken = item.accessibilityInformation?.label ?? '';
    return [item.label, item.description, (item.iconPath as { id: string }).id, item.contextValue];
  };
  let spoken = '';

  it('names the running task and step, and since when', async () => {
    await watched.add([thing('a')]);
    space.read('a', updating('a'));
    const [label, description, icon] = row();
    expect([label, icon]).toEqual(['the a', 'loading~spin']);
    expect(description).toMatch(/^Add node \(2 of 3\) · since /);
    expect(spoken).toContain('the a, being updated, resize, Add node (2 of 3), since ');
  });

  it.each([
    ['the reason of a failure', failed('a'), ['the a', 'in error · quota exceeded', 'error', 'watched']],
    ['that it is ready', ready('a'), ['the a', 'ready', 'pass-filled', 'watched']],
    ['that it was not found', deleted, ['a', 'not found', 'trash', 'watched']],
    ['that its account is signed out', signedOut, ['a', 'signed out', 'sign-out', 'watched signedOut']],
    [
      'why it could not be read',
      new Error('no network'),
      ['a', 'couldn’t be refreshed · failed: Error: no network', 'cloud-download', 'watched'],
    ],
  ])('says %s', async (_, one, expected) => {
    await watched.add([thing('a')]);
    space.read('a', one);
    expect(row()).toEqual(expected);
  });

  it('names an account that is not the active one', async () => {
    await watched.add([thing('c', 'other')]);
    expect(row().slice(0, 2)).toEqual(['c', 'reading… · account other']);
  });
});

describe('the count of watched resources', () => {
  it('is of those that the cloud is working on, and hidden when it works on no watched resource', async () => {
    new WatchedStatus(watched);
    const item = screen.statusBar[0] as { isShown: boolean; text?: string; command: string };
    expect(item.isShown).toBe(false);
    await watched.add([thing('a'), thing('b'), thing('c')]);
    space.read('a', updating('a'));
    space.read('b', updating('b'));
    space.read('c', ready('c'));
    expect([item.isShown, item.text, item.command]).toEqual([
      true,
      '$(sync~spin) 2 converging',
      'ovhApi.watched.focus',
    ]);
    space.read('a', ready('a'));
    space.read('b', failed('b'));
    expect(item.isShown).toBe(false);
  });
});

describe('the notification that resources aren’t found', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is one for all that aren’t found at about the same time, and stops watching them on request', async () => {
    const stopped: unknown[] = [];
    screen.press = (_, [button]) => button;
    const notices = new GoneNotices(
      async (addresses) => void stopped.push(...addresses),
      (failure) => stopped.push(failure),
    );
    notices.add(thing('a'));
    notices.add(thing('b'));
    await vi.runAllTimersAsync();
    notices.dispose();
    expect(screen.messages).toMatchObject([
      {
        ...{ severity: 'warning', buttons: ['Stop Watching'] },
        text: 'Watched resources not found: a, b. They were deleted or aren’t in this schema version.',
      },
    ]);
    expect(stopped).toEqual([thing('a').address, thing('b').address]);
  });
});

describe('the notification of an end', () => {
  const end = async (one: ResourceSnapshot, isReported = false): Promise<readonly unknown[]> => {
    const opened: unknown[] = [];
    screen.press = (_, [button]) => button;
    await reportEnd(thing('a'), conditionOf(one.resource, one.tasks), {
      openPanel: (address) => opened.push(address),
      isReported: () => isReported,
    });
    return [...screen.messages.map(({ severity, text }) => [severity, text]), ...opened];
  };

  it('says that it is up to date, and shows the resource', async () => {
    expect(await end(ready('a'))).toEqual([['information', 'a is up to date.'], thing('a').address]);
  });

  it('says why it has failed', async () => {
    expect(await end(failed('a'))).toEqual([['error', 'a has failed: quota exceeded'], thing('a').address]);
  });

  it('is left out where the end is shown or reported elsewhere', async () => {
    expect(await end(failed('a'), true)).toEqual([]);
  });
});
