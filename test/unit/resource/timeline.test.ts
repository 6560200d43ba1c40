import { describe, expect, it } from 'vitest';
import { parseEvents, parseTasks } from '../../../src/resource/envelope.js';
import { foldTimeline } from '../../../src/resource/timeline.js';

const task = { id: 't1', type: 'ShopUpdate', status: 'DONE', startedAt: '2026-03-09T10:00:00Z' };

function keys(tasks: readonly unknown[], events: readonly unknown[]): readonly string[] {
  return foldTimeline(parseTasks(tasks), parseEvents(events)).map((entry) =>
    entry.kind === 'task' ? `task ${entry.task.id}` : `event ${entry.event.type ?? ''}`,
  );
}

describe('the timeline', () => {
  it('shows the newest first, tasks and events together', () => {
    const events = [
      { type: 'TARGET_SPEC_UPDATE', createdAt: '2026-03-09T09:59:00Z' },
      { type: 'MAINTENANCE', createdAt: '2026-03-09T11:00:00Z' },
    ];
    expect(keys([task], events)).toEqual(['event MAINTENANCE', 'task t1', 'event TARGET_SPEC_UPDATE']);
  });

  it('leaves out what only repeats a listed task, in both spellings', () => {
    const events = [
      { type: 'TASK_START', createdAt: '2026-03-09T10:00:00Z', message: 'Task t1 started' },
      { type: 'TaskSuccess', createdAt: '2026-03-09T10:01:00Z', link: '/v2/trade/shop/1/task/t1' },
    ];
    expect(keys([task], events)).toEqual(['task t1']);
  });

  it('keeps an event of a task that is not listed, and of a type that nobody knows', () => {
    const events = [
      { type: 'TaskError', createdAt: '2026-03-09T10:00:00Z', message: 'Task t2 failed' },
      { type: 'SOMETHING_NEW', createdAt: '2026-03-09T09:00:00Z' },
    ];
    expect(keys([], events)).toEqual(['event TaskError', 'event SOMETHING_NEW']);
  });

  it('loses nothing to an odd entry or a missing time', () => {
    expect(keys([task, null, { status: 'DONE' }], [7, { type: 'UNTIMED' }])).toEqual([
      'event UNTIMED',
      'task t1',
    ]);
  });

  it('gives every entry a key of its own, two equal events too', () => {
    const event = { type: 'MAINTENANCE', createdAt: '2026-03-09T11:00:00Z' };
    const entries = foldTimeline([], parseEvents([event, event]));
    expect(new Set(entries.map(({ key }) => key)).size).toBe(2);
  });
});
