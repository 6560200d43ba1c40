import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldTimeline, type TimelineEntry } from '../../../src/resource/timeline.js';
import { quick } from '../hostile/bounds.js';
import { event, task } from './readings.js';

const keys = (entries: readonly TimelineEntry[]): readonly string[] => entries.map(({ key }) => key);
const at = (hour: number): string => `2024-01-01T${String(hour).padStart(2, '0')}:00:00Z`;

describe('the timeline', () => {
  it('puts tasks and events in one order, the newest first', () => {
    const entries = foldTimeline(
      [task({ id: 'a', startedAt: at(1) }), task({ id: 'b', createdAt: at(5) })],
      [event({ type: 'TargetSpecUpdate', createdAt: at(3) })],
    );
    expect(entries.map((entry) => (entry.kind === 'task' ? entry.task.id : entry.event.type))).toEqual([
      'b',
      'TargetSpecUpdate',
      'a',
    ]);
  });

  it.each(['TaskStart', 'TASK_START', 'TaskSuccess', 'TASK_SUCCESS'])(
    'folds %s into the task that it speaks of',
    (type) => {
      const said = event({ type, message: 'Task "t-1" went on.' });
      const linked = event({ type, link: '/v2/s/thing/a/task/t-1' });
      const entries = foldTimeline([task({ id: 't-1' }), task({ id: 't-2' })], [said, linked]);
      expect(keys(entries)).toEqual(['task t-1', 'task t-2']);
      expect(entries[0]).toMatchObject({ events: [said, linked] });
    },
  );

  it('folds 100,000 events of one task in a moment', () => {
    const said = event({ type: 'TASK_START', message: 'Task t went on' });
    const events = Array.from({ length: 100_000 }, () => ({ ...said }));
    const [entry, ...others] = quick(() => foldTimeline([task({ id: 't' })], events));
    expect(others).toEqual([]);
    expect(entry?.kind === 'task' && entry.events).toHaveLength(100_000);
  });

  it('does not take a part of a word for an identifier', () => {
    const entries = foldTimeline(
      [task({ id: '1' })],
      [event({ type: 'TASK_START', message: 'Task 12 started', link: '/v2/s/1x' })],
    );
    expect(entries).toHaveLength(2);
  });

  it('keeps events of tasks that are not listed, and of unknown types', () => {
    const entries = foldTimeline(
      [task({ id: 'a' })],
      [
        event({ type: 'TASK_START', message: 'Task b started' }),
        event({ type: 'MOON_RISE', message: 'Task a glows' }),
      ],
    );
    expect(entries).toHaveLength(3);
  });

  it('keeps an error that the task itself doesn’t report', () => {
    const said = event({ type: 'TASK_ERROR', message: 'Task a: no space left' });
    expect(foldTimeline([task({ id: 'a' })], [said])).toHaveLength(2);
    expect(foldTimeline([task({ id: 'a', errors: [{ message: 'no space left' }] })], [said])).toHaveLength(1);
  });

  it('does not show a task as running that an event calls done', () => {
    const listed = task({ id: 'a', status: 'RUNNING' });
    const done = event({ type: 'TASK_SUCCESS', message: 'Task a is done', createdAt: at(2) });
    expect(foldTimeline([listed], [done])).toMatchObject([{ task: { status: 'DONE', finishedAt: at(2) } }]);
  });

  it('adds current tasks that the list does not have yet, once', () => {
    const reference = task({ id: 'new', type: 'Grow', status: 'RUNNING' });
    const entries = foldTimeline(
      [task({ id: 'old', createdAt: at(1) })],
      [],
      [reference, { ...reference, id: 'old' }],
    );
    expect(keys(entries)).toEqual(['task new', 'task old']);
    expect(entries[0]).toMatchObject({ task: { status: 'RUNNING' } });
  });

  it('keeps why a task failed where only the resource itself says so', () => {
    const errors = [{ message: 'No quota left' }];
    const reference = task({ id: 'a', status: 'ERROR', errors });
    const said = { task: { status: 'ERROR', errors: ['No quota left'] } };
    expect(foldTimeline([], [], [reference])).toMatchObject([said]);
    expect(foldTimeline([task({ id: 'a', status: 'ERROR' })], [], [reference])).toMatchObject([said]);
  });

  it('shows a task once that two pages list', () => {
    expect(foldTimeline([task({ id: 'a' }), task({ id: 'a' })], [])).toHaveLength(1);
  });

  it('gives every entry a key of its own, whatever comes', () => {
    const anyWord = fc.constantFrom('a', 'b', 'TASK_START', '/task/a', at(1), 'soon');
    const anyParts = fc.dictionary(fc.constantFrom('id', 'type', 'message', 'link', 'createdAt'), anyWord);
    fc.assert(
      fc.property(fc.array(anyParts), fc.array(anyParts), (tasks, events) => {
        const entries = foldTimeline(tasks.map(task), events.map(event));
        expect(new Set(keys(entries)).size).toBe(entries.length);
      }),
    );
  });

  it('keeps the keys of what was there when something new comes', () => {
    const events = [event({ type: 'A', createdAt: at(2) }), event({ type: 'A', createdAt: at(1) })];
    const newer = [event({ type: 'B', createdAt: at(3) }), ...events];
    expect(keys(foldTimeline([], newer)).slice(1)).toEqual(keys(foldTimeline([], events)));
  });
});
