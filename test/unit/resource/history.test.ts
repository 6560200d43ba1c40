import { describe, expect, it } from 'vitest';
import {
  afterRereading,
  eventKey,
  oldestOf,
  taskKey,
  withNextPage,
} from '../../../src/resource/historyList.js';
import { joinHistory, type PlacedEntry } from '../../../src/resource/history.js';
import { knownChanges, type KeptSpec } from '../../../src/resource/ownSaves.js';
import { foldTimeline } from '../../../src/resource/timeline.js';
import { event, task } from './readings.js';

const START = Date.parse('2026-03-01T10:00:00Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();
const saved = (seconds: number, size: number, tasks?: readonly string[]): KeptSpec => ({
  ...{ at: START + seconds * 1000, why: 'saved', text: JSON.stringify({ size }) },
  ...(tasks && { tasks }),
});
const seen = (seconds: number, size: number): KeptSpec => ({ ...saved(seconds, size), why: 'seen' });
const keys = (placed: readonly PlacedEntry[]): readonly string[] =>
  placed.map(({ entry, place }) => `${'  '.repeat(place === 0 ? 0 : 1)}${entry.kind} ${entry.at ?? ''}`);

describe('a history that is read again', () => {
  const list = [3, 2, 1].map((id) => task({ id: String(id), status: 'DONE' }));

  it('keeps what is older, and the identity of all that is the same', () => {
    const fresh = { items: [task({ id: '4' }), task({ id: '3', status: 'DONE' })], next: 'page 2' };
    const after = afterRereading({ items: list, next: 'deep' }, fresh, taskKey);
    expect(after.items.map(({ id }) => id)).toEqual(['4', '3', '2', '1']);
    expect(after.items.slice(1)).toEqual(list);
    expect(after.items[1]).toBe(list[0]);
    expect(after.next).toBe('deep');
  });

  it('is the very same when nothing is new', () => {
    const fresh = { items: [task({ id: '3', status: 'DONE' })], next: 'page 2' };
    expect(afterRereading({ items: list, next: undefined }, fresh, taskKey).items).toBe(list);
  });

  it('begins again where nothing joins it to what was known, and loses what the API forgot', () => {
    const apart = { items: [task({ id: '9' })], next: 'page 2' };
    expect(afterRereading({ items: list, next: 'deep' }, apart, taskKey)).toEqual(apart);
    const whole = { items: [task({ id: '3', status: 'DONE' })], next: undefined };
    expect(afterRereading({ items: list, next: undefined }, whole, taskKey).items).toEqual([list[0]]);
  });

  it('distinguishes equal events by their number', () => {
    const same = event({ type: 'TASK_START', createdAt: at(0) });
    const known = { items: [same, event({ type: 'TASK_START', createdAt: at(0) })], next: 'deep' };
    const fresh = { items: [event({ type: 'TASK_START', createdAt: at(0) })], next: 'page 2' };
    expect(afterRereading(known, fresh, eventKey).items).toBe(known.items);
  });

  it('takes from its next page only what it does not have', () => {
    const page = { items: [task({ id: '1' }), task({ id: '0' })], next: undefined };
    const after = withNextPage({ items: list, next: 'deep' }, page, taskKey);
    expect(after.items.map(({ id }) => id)).toEqual(['3', '2', '1', '0']);
    expect(after.next).toBeUndefined();
  });

  it('reaches back to its oldest entry, unless the newest is not the first', () => {
    const times = (...seconds: number[]): number | undefined => oldestOf(seconds.map(at), (time) => time);
    expect(times(5, 3, 1)).toBe(START + 1000);
    expect(times(1, 3)).toBeUndefined();
    expect(times()).toBeUndefined();
  });
});

describe('a history with what was done here', () => {
  const reboot = { method: 'POST', name: 'reboot', tasks: ['t'], isCertain: true };

  it('puts the task of an action under it, named by its response or created right after it', () => {
    const done = { status: 'DONE', createdAt: at(1), startedAt: at(2), finishedAt: at(9) };
    const timeline = foldTimeline([task({ id: 't', ...done })], []);
    for (const tasks of [['t'], []]) {
      const joined = joinHistory(timeline, [], [{ ...reboot, tasks, at: START }]);
      expect(keys(joined)).toEqual([`action ${at(0)}`, `  task ${at(2)}`]);
      expect(joined[0]?.entry).toMatchObject({ outcome: { kind: 'applied', afterMs: 9_000 } });
    }
  });

  it('takes no task for that of an answer: what is answered was there before', () => {
    const timeline = foldTimeline(
      [task({ id: 't', status: 'RUNNING', createdAt: at(2), startedAt: at(2) })],
      [],
    );
    const answer = { method: 'PUT', name: 'task/t', tasks: [], isCertain: true, at: START };
    expect(keys(joinHistory(timeline, [], [answer]))).toEqual([`task ${at(2)}`, `action ${at(0)}`]);
  });

  it('takes a task for that of the newest save or action before it', () => {
    const timeline = foldTimeline(
      [task({ id: 'x', status: 'RUNNING', createdAt: at(30), startedAt: at(30) })],
      [],
    );
    const changes = knownChanges([seen(-100, 3), saved(0, 5)]);
    const joined = joinHistory(timeline, changes, [{ ...reboot, tasks: [], at: START + 20_000 }]);
    expect(keys(joined)).toEqual([`action ${at(20)}`, `  task ${at(30)}`, `change ${at(0)}`]);
  });
});

describe('a history with what was saved here', () => {
  it('puts the event that says that the spec was updated under the save that did it, by their times', () => {
    const events = [at(1), at(60)].map((createdAt) => event({ type: 'TARGET_SPEC_UPDATE', createdAt }));
    const joined = joinHistory(foldTimeline([], events), knownChanges([seen(-100, 3), saved(0, 5)]));
    expect(keys(joined)).toEqual([`event ${at(60)}`, `change ${at(0)}`, `  event ${at(1)}`]);
  });

  it('is applied once the last of the tasks that carry it out has ended', () => {
    const ended = (id: string, seconds: number): ReturnType<typeof task> =>
      task({ id, status: 'DONE', createdAt: at(1), startedAt: at(1), finishedAt: at(seconds) });
    const changes = knownChanges([seen(-100, 3), saved(0, 5, ['a', 'b'])]);
    const [save] = joinHistory(foldTimeline([ended('a', 4), ended('b', 9)], []), changes);
    expect(save?.entry).toMatchObject({ outcome: { kind: 'applied', afterMs: 9_000 } });
  });

  it('puts the task of a save and the event that says why it failed under the save', () => {
    const tasks = [task({ id: 't', status: 'ERROR', createdAt: at(2), startedAt: at(3) })];
    const events = [event({ type: 'TASK_ERROR', createdAt: at(9), message: 'task t: no quota' })];
    const changes = knownChanges([seen(-100, 3), saved(0, 5, ['t'])]);
    const joined = joinHistory(foldTimeline(tasks, events), changes);
    expect(keys(joined)).toEqual([`change ${at(0)}`, `  task ${at(3)}`, `  event ${at(9)}`]);
    expect(new Set(joined.map(({ thread }) => thread)).size).toBe(1);
    expect(joined[0]?.entry).toMatchObject({
      change: { changes: [{ kind: 'changed', path: ['size'], before: 3, after: 5 }] },
      outcome: { kind: 'failed' },
    });
  });

  it('says how long after a save it was applied', () => {
    const done = { id: 't', status: 'DONE', createdAt: at(1), startedAt: at(2), finishedAt: at(240) };
    const changes = knownChanges([seen(-100, 3), saved(0, 5, ['t'])]);
    const [save] = joinHistory(foldTimeline([task(done)], []), changes);
    expect(save?.entry).toMatchObject({ outcome: { kind: 'applied', afterMs: 240_000 } });
  });

  it.each(['CANCELLED', 'CANCELED', 'ENDED'])('shows no save as running whose task is %s', (status) => {
    const changes = knownChanges([seen(-100, 3), saved(0, 5, ['t'])]);
    const [save] = joinHistory(foldTimeline([task({ id: 't', status, createdAt: at(1) })], []), changes);
    expect(save?.entry).toMatchObject({ outcome: { kind: 'unknown' } });
  });

  it('finds the task of a save by its time where the API named none, and never that of a later change', () => {
    const tasks = [
      task({ id: 'later', status: 'DONE', createdAt: at(600) }),
      task({ id: 'own', status: 'RUNNING', createdAt: at(1) }),
    ];
    const changes = knownChanges([seen(-100, 3), saved(0, 5)]);
    const joined = joinHistory(foldTimeline(tasks, []), changes);
    expect(keys(joined)).toEqual([`task ${at(600)}`, `change ${at(0)}`, `  task ${at(1)}`]);
    expect(joined[1]?.entry).toMatchObject({ outcome: { kind: 'underWay' } });
  });

  it('shows a save that only put members into another order, and not an order that the cloud has of its own', () => {
    const ordered = (seconds: number, why: KeptSpec['why'], ...names: readonly string[]): KeptSpec => ({
      ...{ at: START + seconds * 1000, why, text: JSON.stringify({ names }) },
    });
    const [first, others] = [
      knownChanges([ordered(0, 'seen', 'a', 'b'), ordered(5, 'saved', 'b', 'a')]),
      knownChanges([ordered(0, 'seen', 'a', 'b'), ordered(5, 'seen', 'b', 'a')]),
    ];
    expect(first).toMatchObject([
      { changes: [{ kind: 'changed', path: ['names'], before: ['a', 'b'], after: ['b', 'a'] }] },
    ]);
    expect(others).toEqual([]);
  });

  it('puts a task of another client under the event of the change', () => {
    const tasks = [task({ id: 't', status: 'DONE', createdAt: at(11), startedAt: at(12) })];
    const events = [event({ type: 'TargetSpecUpdate', createdAt: at(10) })];
    expect(keys(joinHistory(foldTimeline(tasks, events), []))).toEqual([
      `event ${at(10)}`,
      `  task ${at(12)}`,
    ]);
  });

  it('reports a spec that was found changed, and since when', () => {
    const [found] = knownChanges([seen(0, 3), seen(50, 3), seen(100, 4)]);
    expect(found).toMatchObject({ why: 'seen', since: START + 50_000, changes: [{ before: 3, after: 4 }] });
    expect(knownChanges([seen(0, 3)])).toEqual([]);
  });

  it('has all entries in the order of their threads, the newest first', () => {
    const events = Array.from({ length: 50 }, (_, index) =>
      event({ type: 'X', createdAt: at(-index * 7), message: String(index) }),
    );
    const joined = joinHistory(foldTimeline([], events), knownChanges([seen(-500, 1), saved(-30, 2)]));
    expect(joined).toHaveLength(51);
    const begins = joined.map(({ beganAt }) => beganAt);
    expect(begins).toEqual([...begins].sort((a, b) => b - a));
  });
});
