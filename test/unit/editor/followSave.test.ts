import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SaveFollower } from '../../../src/editor/documents/followSave.js';
import type { SpecBase } from '../../../src/resource/specBase.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import type { WatchListener } from '../../../src/resource/watch.js';
import { address, snapshot, task } from '../resource/readings.js';
import { clearScreen, screen } from './fakeVscode.js';
import { itemKind } from './items.js';

vi.mock('vscode', () => import('./fakeVscode.js'));

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

describe('what the cloud makes of a save', () => {
  let watches: { tell: (reading: ResourceSnapshot | Error) => void; isEnded: boolean }[];
  let opened: unknown[];
  let noted: unknown[];
  let follower: SaveFollower;

  beforeEach(() => {
    clearScreen();
    [watches, opened, noted] = [[], [], []];
    follower = new SaveFollower({
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
      note: (failure) => noted.push(failure),
    });
  });

  it('is told once it has come to rest', async () => {
    const followed = follower.follow(base);
    watches[0]?.tell(snapshot({ id: 'a', resourceStatus: 'UPDATING' }));
    expect(screen.messages).toEqual([]);
    watches[0]?.tell(snapshot({ id: 'a', resourceStatus: 'READY' }));
    await followed;
    expect(screen.messages.map(({ text }) => text)).toEqual(['$(check) web is as it was saved.']);
  });

  it('is told with the reason when it failed, and the way to the resource', async () => {
    screen.press = (_, [button]) => button;
    const followed = follower.follow(base);
    watches[0]?.tell(failing('old', 'new'));
    await followed;
    expect(screen.messages).toMatchObject([
      { severity: 'error', text: 'The cloud could not do what was saved for web: new: no room' },
    ]);
    expect(opened).toEqual([address]);
  });

  it('is not blamed for what had failed before', async () => {
    const followed = follower.follow(base);
    watches[0]?.tell(failing('old'));
    await followed;
    expect(screen.messages.map(({ severity }) => severity)).toEqual(['status']);
  });

  it('is followed once, however often it is saved', async () => {
    const first = follower.follow(base);
    void follower.follow(base);
    await first;
    expect(watches.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    follower.dispose();
    expect(screen.messages).toEqual([]);
  });

  it('of a resource without tasks is real at once', async () => {
    await follower.follow({ ...base, item: { ...base.item, isEnvelope: false } });
    expect(watches).toEqual([]);
  });
});
