import { describe, expect, it } from 'vitest';
import { specView } from '../../../src/editor/panel/specView.js';
import { afterReading, unread } from '../../../src/editor/panel/watchedState.js';
import { parseEvents, parseResource, parseTasks } from '../../../src/resource/envelope.js';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import { english } from '../../support/panelHarness/english.js';

const snapshot = (
  body: unknown,
  lists: { readonly tasks?: readonly unknown[]; readonly events?: readonly unknown[] } = {},
): ResourceSnapshot => ({
  address: { account: 'home', segments: ['a', 'c1'] },
  resource: parseResource(body),
  text: JSON.stringify(body),
  tasks: lists.tasks && parseTasks(lists.tasks),
  events: lists.events && parseEvents(lists.events),
  kept: 'both' as const,
  fixed: [],
  isSecret: secretFieldsOf(undefined),
  readAt: 1000,
});

const describeFailure = (failure: Error): { message: string; actions: readonly 'retry'[] } => ({
  message: failure.message,
  actions: ['retry'],
});
const after = (reading: ResourceSnapshot | Error, state = unread, now = 0): typeof unread =>
  afterReading(state, reading, describeFailure, now);

describe('what is known after a reading', () => {
  it('a field that only the current state has is set by the cloud, not removed', () => {
    const { reading } = after(
      snapshot({ targetSpec: { size: 2 }, currentState: { size: 1, address: '192.0.2.1' } }),
    );
    expect(reading?.comparison.pending).toEqual([{ kind: 'changed', path: ['size'], before: 1, after: 2 }]);
    expect(reading?.comparison.cloudSet.map(({ path }) => path)).toEqual([['address']]);
  });

  it('of a resource too large to be shown whole, what differs is shown and counted, without secrets', () => {
    const spec = (value: string): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: 25_000 }, (_, at) => [`f${String(at)}`, at < 1_500 ? value : 'same']),
      );
    const { reading } = after(
      snapshot({
        targetSpec: { ...spec('new'), password: 'of the new' },
        currentState: { ...spec('old'), password: 'of the old' },
      }),
    );
    expect(reading?.pendingCounts).toEqual({ added: 0, removed: 0, changed: 1_501 });
    expect(reading?.comparison.pending).toHaveLength(1_000);
    expect(reading).toMatchObject({ targetSpec: {}, currentState: {} });
    expect(JSON.stringify(reading)).not.toContain('of the');
    const circumstances = { isLive: false, isGone: false, locale: 'en' };
    const view = reading && specView(reading, english, circumstances);
    expect(view).toMatchObject({
      kind: 'pending',
      title: '1501 pending changes',
      counts: { changed: 1_501 },
    });
    expect(view?.summary).toContain('too large to show whole');
    expect(view?.groups.flatMap(({ rows }) => rows)).toHaveLength(1_000);
  });

  it('no history has gaps: what is older than the end of a list that continues is left out until that was read', () => {
    const body = { targetSpec: {}, currentState: {} };
    const day = (number: number): string => `2026-03-0${String(number)}T10:00:00Z`;
    const tasks = [4, 2].map((number) => ({ id: String(number), status: 'DONE', createdAt: day(number) }));
    const events = [{ type: 'x', createdAt: day(3) }];
    const history = (older: ResourceSnapshot['older']): readonly unknown[] | undefined =>
      after({ ...snapshot(body, { tasks, events }), ...(older && { older }) }).reading?.history?.map(
        (entry) => entry.at,
      );
    expect(history({ events: 'next' })).toEqual([day(4), day(3)]);
    expect(history(undefined)).toEqual([day(4), day(3), day(2)]);
  });

  it('a member that a list has lost is to be removed', () => {
    const { reading } = after(
      snapshot({ targetSpec: { pools: [] }, currentState: { pools: [{ name: 'batch' }] } }),
    );
    expect(reading?.comparison.pending).toMatchObject([{ kind: 'removed', path: ['pools', 0] }]);
  });

  it('while it is being created everything is still to come', () => {
    const { reading, isLive } = after(
      snapshot({ resourceStatus: 'CREATING', targetSpec: { size: 2 }, currentState: null }),
    );
    expect(reading?.comparison.pending).toMatchObject([{ kind: 'added', path: ['size'] }]);
    expect(isLive).toBe(true);
  });

  it('a resource without envelope has fields and no history', () => {
    const { reading } = after({ ...snapshot({ name: 'p' }), kept: 'none' });
    expect(reading).toMatchObject({ targetSpec: undefined, currentState: { name: 'p' }, history: undefined });
  });

  it('without a list of tasks, those that the resource names are shown', () => {
    const { reading } = after(
      snapshot({
        targetSpec: {},
        currentState: {},
        currentTasks: [{ id: 't1', type: 'grow', status: 'RUNNING' }],
      }),
    );
    expect(reading?.history).toMatchObject([{ kind: 'task', task: { id: 't1', status: 'RUNNING' } }]);
  });

  it('is live while a listed task is under way, even when the resource does not speak of it', () => {
    const body = { resourceStatus: 'READY', targetSpec: {}, currentState: {}, currentTasks: [] };
    const running = { id: 't1', type: 'networkDelete', status: 'RUNNING' };
    expect(after(snapshot(body, { tasks: [running] })).isLive).toBe(true);
    expect(after(snapshot(body, { tasks: [{ ...running, status: 'DONE' }] })).isLive).toBe(false);
    expect(
      after(snapshot(body, { tasks: [{ ...running, finishedAt: '2024-01-01T00:00:00Z' }] })).isLive,
    ).toBe(false);
  });

  it('knows which task failed', () => {
    const body = { resourceStatus: 'READY', targetSpec: {}, currentState: {} };
    const failed = { id: 't1', type: 'networkDelete', status: 'ERROR', createdAt: '2024-01-01T00:00:00Z' };
    const later = { id: 't2', status: 'DONE', createdAt: '2024-01-02T00:00:00Z' };
    expect(after(snapshot(body, { tasks: [failed] })).reading?.failedTask?.id).toBe('t1');
    expect(after(snapshot(body, { tasks: [failed, later] })).reading?.failedTask).toBeUndefined();
    const waiting = { ...body, currentTasks: [failed] };
    expect(after(snapshot(waiting)).reading?.failedTask?.id).toBe('t1');
    expect(after(snapshot(waiting, { tasks: [failed, later] })).reading?.failedTask?.id).toBe('t1');
  });

  it('a failure keeps what was read, and the time of the first in a row', () => {
    const read = after(snapshot({ name: 'p' }));
    const failedOnce = after(new Error('no network'), read, 5000);
    const failedTwice = after(new Error('still none'), failedOnce, 9000);
    expect(failedTwice.reading).toBe(read.reading);
    expect(failedTwice.failure).toEqual({
      message: 'still none',
      actions: ['retry'],
      isGone: false,
      since: 5000,
    });
  });

  it('an envelope without a spec shows its state alone, and its fields are not set by the cloud', () => {
    const { reading } = after(
      snapshot({ currentState: { host: 'x' }, resourceStatus: 'READY', currentTasks: [] }),
    );
    expect(reading).toMatchObject({
      isStateOnly: true,
      targetSpec: undefined,
      currentState: { host: 'x' },
      comparison: { pending: [], different: [], unreported: [], cloudSet: [] },
      status: 'READY',
    });
  });

  it('a resource whose history the API does not keep has one only while it names tasks itself', () => {
    const body = { targetSpec: {}, currentState: {} };
    const keepless = (json: unknown): ResourceSnapshot => ({ ...snapshot(json), kept: 'none' });
    expect(after(keepless(body)).reading?.history).toBeUndefined();
    const busy = { ...body, currentTasks: [{ id: 't', type: 'resize', status: 'RUNNING' }] };
    expect(after(keepless(busy)).reading?.history).toHaveLength(1);
  });

  it('a success forgets the failure', () => {
    expect(after(snapshot({ name: 'p' }), after(new Error('x'))).failure).toBeUndefined();
  });
});
