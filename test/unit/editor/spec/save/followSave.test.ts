import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SaveFollower } from '../../../../../src/editor/spec/save/followSave.js';
import type { SpecBase } from '../../../../../src/resource/specBase.js';
import type { ResourceSnapshot } from '../../../../../src/resource/snapshot.js';
import type { WatchListener } from '../../../../../src/resource/watch.js';
import { address, snapshot, task } from '../../../resource/readings.js';
import { clearScreen, EventEmitter, screen } from '../../fakeVscode.js';
import { itemKind } from '../../explorer/items.js';

const base: SpecBase = {
  address,
  item: itemKind({ path: '/s/thing/{id}', name: 'thing', parameter: 'id' }),
  text: '{}',
  checksum: 'c',
  schemaVersion: undefined,
  displayName: 'web',
  status: 'UPDATING',
  failedTasks: ['old'],
};
const failing = (...ids: readonly string[]) =>
  snapshot(
    {
      id: 'a',
      resourceStatus: 'ERROR',
      currentTasks: ids.map((id) => ({ id, type: 'resize', status: 'ERROR' })),
    },
    { tasks: ids.map((id) => task({ id, errors: [{ message: `${id}: no room` }] })) },
  );

/** What the status bar says. */
const foot = (): readonly string[] =>
  (screen.statusBar as readonly { readonly isShown: boolean; readonly text: string }[])
    .filter(({ isShown }) => isShown)
    .map(({ text }) => text);

describe('what the cloud makes of a save', () => {
  let watches: { tell: (reading: ResourceSnapshot | Error) => void; isEnded: boolean }[];
  let opened: unknown[];
  let noted: unknown[];
  let follower: SaveFollower;
  let time: number;
  let name: string;

  beforeEach(() => {
    clearScreen();
    [watches, opened, noted] = [[], [], []];
    [time, name] = [0, ''];
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    follower = new SaveFollower({
      connections: { get: () => undefined, onDidWrite: new EventEmitter<never>().event as never },
      nameOf: () => name,
      watcher: {
        watch: (_, listener: WatchListener) => {
          const watch = { tell: listener, isEnded: false };
          watches.push(watch);
          return {
            refresh: () => undefined,
            setVisible: () => undefined,
            dispose: () => (watch.isEnded = true),
          };
        },
      },
      openPanel: (at) => opened.push(at),
      note: (failure) => String(noted.push(failure)),
      now: () => time,
    });
  });

  afterEach(() => {
    follower.dispose();
    vi.useRealTimers();
  });

  it('is reported once the resource has settled', async () => {
    const followed = follower.follow(base);
    watches[0]?.tell(snapshot({ id: 'a', resourceStatus: 'UPDATING' }));
    expect(foot()).toEqual([]);
    watches[0]?.tell(snapshot({ id: 'a', resourceStatus: 'READY' }));
    await followed;
    expect(screen.messages).toEqual([]);
    expect(foot()).toEqual(['$(check) web is up to date.']);
  });

  it('is reported under the name that it gave to the resource', async () => {
    const followed = follower.follow(base);
    name = 'shop';
    watches[0]?.tell(snapshot({ id: 'a', resourceStatus: 'READY' }));
    await followed;
    expect(foot()).toEqual(['$(check) shop is up to date.']);
  });

  it('is reported with the reason when it failed, and with a button to the resource', async () => {
    screen.press = (_, [button]) => button;
    const followed = follower.follow(base);
    watches[0]?.tell(failing('old', 'new'));
    await followed;
    expect(screen.messages).toMatchObject([
      { severity: 'error', text: 'Couldn’t apply changes to web: new: no room' },
    ]);
    expect(opened).toEqual([address]);
  });

  it('is neither failed by an earlier failure, nor done while that keeps the resource in error', async () => {
    const followed = follower.follow(base);
    watches[0]?.tell(failing('old'));
    await followed;
    expect(screen.messages).toMatchObject([
      { severity: 'error', text: 'web is still in error: old: no room' },
    ]);
  });

  it('is done although the resource still lists what had failed before', async () => {
    const followed = follower.follow(base);
    watches[0]?.tell(snapshot({ resourceStatus: 'READY', currentTasks: [{ id: 'old', status: 'ERROR' }] }));
    await followed;
    expect(foot()).toEqual(['$(check) web is up to date.']);
  });

  it('is reported with a reason that only the resource itself has', async () => {
    const followed = follower.follow(base);
    const errors = [{ message: 'No quota left' }, { message: 'Ask for more' }];
    watches[0]?.tell(
      snapshot({ resourceStatus: 'ERROR', currentTasks: [{ id: 'new', status: 'ERROR', errors }] }),
    );
    await followed;
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'Couldn’t apply changes to web: No quota left Ask for more',
    ]);
  });

  it.each(['OUT_OF_SYNC', 'CREATION_PLANNED', 'PENDING', 'UNKNOWN', 'WARMING'])(
    'is not done at %s: the status is shown, and it is followed for an hour',
    async (resourceStatus) => {
      const followed = follower.follow(base);
      const word = resourceStatus === 'OUT_OF_SYNC' ? 'out of sync' : resourceStatus;
      watches[0]?.tell(snapshot({ resourceStatus }));
      watches[0]?.tell(snapshot({ resourceStatus }));
      expect(foot()).toEqual([`$(watch) web: ${word}`]);
      time = 3_600_000;
      watches[0]?.tell(snapshot({ resourceStatus }));
      await followed;
      expect(screen.messages).toMatchObject([
        { severity: 'warning', text: expect.stringContaining(`after an hour: ${word}.`) as string },
      ]);
      expect(watches.map(({ isEnded }) => isEnded)).toEqual([true]);
    },
  );

  it('names the state in which a resource settles', async () => {
    const followed = follower.follow(base);
    watches[0]?.tell(snapshot({ resourceStatus: 'SUSPENDED' }));
    await followed;
    expect(foot()).toEqual(['$(check) web is up to date (suspended).']);
  });

  it('ends where the cloud waits for a person, which is not done', async () => {
    const followed = follower.follow(base);
    const currentTasks = [{ id: 'new', status: 'WAITING_USER_INPUT' }];
    watches[0]?.tell(snapshot({ resourceStatus: 'UPDATING', currentTasks }));
    await followed;
    expect(foot()).toEqual(['$(bell-dot) web: waiting for your input']);
  });

  it('says when a scheduled task begins', async () => {
    const followed = follower.follow(base);
    const currentTasks = [{ id: 'new', status: 'SCHEDULED', startedAt: '2999-05-01T12:00:00Z' }];
    watches[0]?.tell(snapshot({ resourceStatus: 'READY', currentTasks }));
    expect(foot()).toEqual([expect.stringMatching(/^\$\(watch\) web: scheduled for .*99/)]);
    follower.dispose();
    await followed;
  });

  it('is followed once, however often it is saved', async () => {
    const first = follower.follow(base);
    void follower.follow(base);
    await first;
    expect(watches.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    follower.dispose();
    expect(screen.messages).toEqual([]);
  });

  it('leaves the status bar some seconds after its end', async () => {
    const followed = follower.follow(base);
    watches[0]?.tell(snapshot({ resourceStatus: 'READY' }));
    await followed;
    vi.advanceTimersByTime(7_999);
    expect(foot()).toEqual(['$(check) web is up to date.']);
    vi.advanceTimersByTime(1);
    expect(foot()).toEqual([]);
  });

  it('is in the status bar beside what becomes of other resources, and beside VS Code’s messages', async () => {
    const other: SpecBase = { ...base, address: { ...address, segments: ['b'] }, displayName: 'db' };
    const followed = [follower.follow(base), follower.follow(other)];
    watches[1]?.tell(snapshot({ resourceStatus: 'OUT_OF_SYNC' }));
    watches[0]?.tell(snapshot({ resourceStatus: 'READY' }));
    await followed[0];
    expect(foot()).toEqual(['$(watch) db: out of sync  $(check) web is up to date.']);
    expect(screen.messages).toEqual([]);
    vi.advanceTimersByTime(8_000);
    expect(foot()).toEqual(['$(watch) db: out of sync']);
  });

  describe('after a later save of the resource was refused', () => {
    it('is no news, so it contradicts nothing that is said of the refusal', async () => {
      const followed = follower.follow(base);
      watches[0]?.tell(snapshot({ resourceStatus: 'OUT_OF_SYNC' }));
      follower.refused(address);
      expect(foot()).toEqual([]);
      watches[0]?.tell(snapshot({ resourceStatus: 'READY' }));
      await followed;
      expect(foot()).toEqual([]);
    });

    it('is taken out of the status bar where it is there already', async () => {
      const followed = follower.follow(base);
      watches[0]?.tell(snapshot({ resourceStatus: 'READY' }));
      await followed;
      follower.refused(address);
      expect(foot()).toEqual([]);
    });

    it('is reported when it failed', async () => {
      const followed = follower.follow(base);
      follower.refused(address);
      watches[0]?.tell(failing('new'));
      await followed;
      expect(screen.messages).toMatchObject([
        { severity: 'error', text: 'Couldn’t apply changes to web: new: no room' },
      ]);
    });

    it('is reported again of the next save that is sent', async () => {
      const first = follower.follow(base);
      follower.refused(address);
      const second = follower.follow(base);
      watches[1]?.tell(snapshot({ resourceStatus: 'READY' }));
      await Promise.all([first, second]);
      expect(foot()).toEqual(['$(check) web is up to date.']);
    });
  });

  it('of a resource without tasks is applied at once', async () => {
    await follower.follow({ ...base, item: { ...base.item, isEnvelope: false } });
    expect(watches).toEqual([]);
  });
});
