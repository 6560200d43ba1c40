import { describe, expect, it } from 'vitest';
import { tasksForPerson } from '../../../src/resource/tasksForPerson.js';
import { task } from './readings.js';

const needing = (
  tasks: readonly ReturnType<typeof task>[],
  over: Partial<Parameters<typeof tasksForPerson>[1]> = {},
): readonly (readonly string[])[] =>
  tasksForPerson(tasks, { currentTasks: [], failed: undefined, targetSpec: undefined, ...over }).map(
    (one) => [one.kind, one.task.id, ...(one.field === undefined ? [] : [one.field])],
  );

describe('the tasks that need a person', () => {
  it('are those that wait, then those that failed and are still the resource’s', () => {
    const old = task({ id: 'old', status: 'ERROR' });
    const failed = task({ id: 'f', status: 'ERROR' });
    const waits = task({ id: 'w', status: 'WAITING_USER_INPUT' });
    const done = task({ id: 'd', status: 'DONE' });
    expect(needing([done, failed, waits, old], { currentTasks: [failed] })).toEqual([
      ['waiting', 'w'],
      ['failed', 'f'],
    ]);
    expect(needing([old, done], { failed: old })).toEqual([['failed', 'old']]);
    expect(needing([done, old])).toEqual([]);
  });

  it('speak of a field where the spec has one that their reason names', () => {
    const failed = task({
      id: 'f',
      errors: ['The value of "nodePools[0].flavor" is not available, ask "support".'],
    });
    const targetSpec = { nodePools: [{ flavor: 'b3-16' }] };
    expect(needing([failed], { failed, targetSpec })).toEqual([['failed', 'f', 'nodePools[0].flavor']]);
    expect(needing([failed], { failed, targetSpec: { name: 'x' } })).toEqual([['failed', 'f']]);
  });
});
