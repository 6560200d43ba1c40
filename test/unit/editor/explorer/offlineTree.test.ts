import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connection } from '../../../../src/editor/connections/connections.js';
import { Reachability } from '../../../../src/editor/connections/reachability.js';
import { OfflineTree } from '../../../../src/editor/explorer/offlineTree.js';
import type { RootState } from '../../../../src/resource/tree/rootState.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { EventEmitter } from '../fakeVscode.js';

function setUp(answers: () => boolean) {
  const reachability = new Reachability();
  const api = fakeApi(() => {
    if (!answers()) return Promise.reject(new Error('nobody there'));
    reachability.noteRequest('me', { status: 200 });
    return { body: {} };
  });
  const visibility = new EventEmitter<{ visible: boolean }>();
  const view = { message: '', visible: true, onDidChangeVisibility: visibility.event as never };
  const root = new EventEmitter<RootState>();
  const tree = {
    rootState: 'ready' as RootState,
    onDidChangeRoot: root.event as never,
    readUnreached: vi.fn(),
  };
  const connection = { account: api.account, api } as unknown as Connection;
  const connections = {
    active: () => connection,
    onDidChangeAnswers: new EventEmitter<void>().event as never,
  };
  const offline = new OfflineTree({ connections, reachability, tree, view });
  const see = (visible: boolean): void => {
    view.visible = visible;
    visibility.fire({ visible });
  };
  const setRoot = (state: RootState): void => {
    tree.rootState = state;
    root.fire(state);
  };
  return { api, reachability, offline, tree, view, see, setRoot };
}

describe('a tree whose API can’t be reached', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says so, asks now and then, and is read again once there is an answer', async () => {
    let isThere = false;
    const { api, reachability, tree, view } = setUp(() => isThere);
    expect(view.message).toBe('');
    reachability.noteLost('me');
    expect(view.message).toContain('Can’t reach 127.0.0.1:1');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(api.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(api.asked).toHaveLength(2);
    expect(tree.readUnreached).not.toHaveBeenCalled();
    isThere = true;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(tree.readUnreached).toHaveBeenCalledOnce();
    expect(view.message).toBe('');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(api.asked).toHaveLength(3);
  });

  it('is not tried again while it is hidden, and at most once a minute after a while', async () => {
    const { api, reachability, see } = setUp(() => false);
    see(false);
    reachability.noteLost('me');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(api.asked).toEqual([]);
    see(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(api.asked.length).toBeLessThanOrEqual(14);
    const before = api.asked.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.asked).toHaveLength(before + 1);
  });

  it('has the welcome text instead of the sentence where there is nothing to show', () => {
    const { reachability, view, setRoot } = setUp(() => false);
    reachability.noteLost('me');
    setRoot('unreachable');
    expect(view.message).toBe('');
    setRoot('ready');
    expect(view.message).not.toBe('');
  });

  it('is left alone after the end', async () => {
    const { api, reachability, offline } = setUp(() => false);
    reachability.noteLost('me');
    offline.dispose();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(api.asked).toEqual([]);
  });
});
