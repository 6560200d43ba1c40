import { describe, expect, it } from 'vitest';
import { ENDED, endedTask, failedTask, settledTask } from '../../../src/resource/endedTasks.js';
import type { Task } from '../../../src/resource/envelope.js';
import { event, task } from './readings.js';

const at = (second: number): string => `2024-01-01T00:00:${String(second).padStart(2, '0')}Z`;
const said = (type: string, second: number): ReturnType<typeof event> =>
  event({ type, createdAt: at(second), message: 'Task t' });
const current = (status: string): readonly Task[] => [task({ status })];
const running = task({
  status: 'RUNNING',
  progress: [
    { name: 'a', status: 'DONE' },
    { name: 'b', status: 'RUNNING' },
  ],
});

describe('a task that the list calls under way', () => {
  it('is under way when nothing speaks against it', () => {
    expect(settledTask(running, [said('TASK_START', 1)], [])).toBe(running);
  });

  it('is done when an event reports its success, and none of its steps runs', () => {
    expect(
      settledTask(running, [said('TASK_SUCCESS', 9), said('TASK_START', 1)], current('RUNNING')),
    ).toMatchObject({
      status: 'DONE',
      finishedAt: at(9),
      progress: [{ status: 'DONE' }, { name: 'b', status: undefined }],
    });
  });

  it('has failed when an event reports so', () => {
    expect(settledTask(running, [said('TaskError', 9)], current('ERROR')).status).toBe('ERROR');
  });

  it('is tried again when the resource says so, or a later event', () => {
    expect(settledTask(running, [said('TASK_ERROR', 9)], current('RUNNING'))).toBe(running);
    expect(settledTask(running, [said('TASK_START', 10), said('TASK_ERROR', 9)], [])).toBe(running);
  });

  it('that began and ended at the same moment has ended, in whatever order events come', () => {
    const events = [said('TASK_START', 1), said('TASK_SUCCESS', 1)];
    expect(settledTask(running, events, []).status).toBe('DONE');
    expect(settledTask(running, [...events].reverse(), []).status).toBe('DONE');
  });

  it('has ended when it says when', () => {
    expect(settledTask({ ...running, finishedAt: at(3) }, [], []).status).toBe(ENDED);
    expect(settledTask({ ...running, finishedAt: at(3), errors: ['no'] }, [], []).status).toBe('ERROR');
  });
});

describe('a task of a deleted resource', () => {
  it.each(['RUNNING', 'PENDING', 'SCHEDULED'])('that was %s has ended', (status) => {
    expect(endedTask(task({ status })).status).toBe(ENDED);
  });

  it.each(['DONE', 'ERROR', 'MOONLIT', undefined])('that was %s stays so', (status) => {
    expect(endedTask(task({ status })).status).toBe(status);
  });
});

describe('the failed task', () => {
  const failed = task({ id: 'f', status: 'ERROR' });
  const waits = [task({ id: 'f', status: 'ERROR' })];

  it('is the newest one when it failed, even if the resource does not name it', () => {
    expect(failedTask([failed, task({ status: 'DONE' })], [])?.id).toBe('f');
  });

  it('is no longer shown when a newer task succeeded, unless it still waits for the customer', () => {
    const tasks = [task({ status: 'DONE' }), failed];
    expect(failedTask(tasks, [])).toBeUndefined();
    expect(failedTask(tasks, waits)?.id).toBe('f');
  });

  it('is not shown while a newer task is running', () => {
    expect(failedTask([running, failed], waits)).toBeUndefined();
  });

  it('does not exist without tasks', () => {
    expect(failedTask([], [])).toBeUndefined();
  });
});
