import { describe, expect, it } from 'vitest';
import { conditionOf, taskPhase, type ConditionKind } from '../../../src/resource/condition.js';
import { parseResource } from '../../../src/resource/envelope.js';
import { task } from './readings.js';

const STATUSES: readonly (readonly [string | undefined, ConditionKind])[] = [
  ['READY', 'done'],
  ['DISABLED', 'done'],
  ['ENABLED', 'done'],
  ['NOT_CONFIGURED', 'done'],
  ['NOT_INSTALLED', 'done'],
  ['REMOVED', 'done'],
  ['SUSPENDED', 'done'],
  [undefined, 'done'],
  ['CREATING', 'atWork'],
  ['UPDATING', 'atWork'],
  ['DELETING', 'atWork'],
  ['DELIVERING', 'atWork'],
  ['DISABLING', 'atWork'],
  ['REMOVING', 'atWork'],
  ['WAITING_USER_INPUT', 'waitingForYou'],
  ['ERROR', 'failed'],
  ['OUT_OF_SYNC', 'unsettled'],
  ['CREATION_PLANNED', 'unsettled'],
  ['PENDING', 'unsettled'],
  ['UNKNOWN', 'unsettled'],
  ['WARNING', 'unsettled'],
  ['FROBNICATING', 'unsettled'],
  ['', 'unsettled'],
  ['constructor', 'unsettled'],
];

/** A resource with a status and current tasks, as an API would send it. */
const resource = (resourceStatus: string | undefined, ...currentTasks: readonly unknown[]) =>
  parseResource({ id: 'a', resourceStatus, targetSpec: {}, currentState: null, currentTasks });

const isAtWorkOr = (kind: ConditionKind, otherwise: ConditionKind): ConditionKind =>
  kind === 'atWork' || kind === 'waitingForYou' ? kind : otherwise;

/** What a current task with a status makes of a resource that would be in a condition without it. */
const TASKS: readonly (readonly [string | undefined, (alone: ConditionKind) => ConditionKind])[] = [
  ['RUNNING', () => 'atWork'],
  ['PENDING', () => 'atWork'],
  ['Running', () => 'atWork'],
  [undefined, () => 'atWork'],
  ['WAITING_USER_INPUT', () => 'waitingForYou'],
  ['SCHEDULED', () => 'planned'],
  ['ERROR', (alone) => isAtWorkOr(alone, 'failed')],
  ['DONE', (alone) => alone],
  ['CANCELED', (alone) => alone],
  ['CANCELLED', (alone) => alone],
  ['BLOCKED', (alone) => (alone === 'done' ? 'unsettled' : alone)],
];

describe('the condition of a resource', () => {
  it.each(STATUSES)('is, with status %s and no task, %s', (status, kind) => {
    expect(conditionOf(resource(status))).toEqual({
      ...{ kind, status, word: status },
      ...{ task: undefined, reasons: [] },
    });
  });

  it.each(STATUSES.flatMap(([status, alone]) => TASKS.map(([own, of]) => [status, own, of(alone)] as const)))(
    'is, with status %s and a current task that is %s, %s',
    (status, own, kind) => {
      expect(conditionOf(resource(status, { id: 't', status: own })).kind).toBe(kind);
    },
  );

  it('is the same where the API sends null for the tasks', () => {
    const empty = parseResource({ resourceStatus: 'READY', currentState: null, currentTasks: null });
    expect(conditionOf(empty).kind).toBe('done');
  });

  it('reads the status of an envelope that calls it status, and of no other object', () => {
    expect(conditionOf(parseResource({ status: 'UPDATING', targetSpec: {} })).kind).toBe('atWork');
    expect(conditionOf(parseResource({ status: 'UPDATING' })).kind).toBe('done');
  });

  it('waits for a person although another task runs', () => {
    const both = resource(
      'UPDATING',
      { id: 'a', status: 'RUNNING' },
      { id: 'b', status: 'WAITING_USER_INPUT' },
    );
    expect(conditionOf(both)).toMatchObject({ kind: 'waitingForYou', task: { id: 'b' } });
  });

  it('waits for a person where only the list of tasks says so', () => {
    const waiting = task({ id: 'w', status: 'WAITING_USER_INPUT' });
    expect(conditionOf(resource('READY'), [waiting])).toMatchObject({
      kind: 'waitingForYou',
      task: { id: 'w' },
    });
    expect(conditionOf(resource('UPDATING', { id: 'w' }), [waiting]).kind).toBe('waitingForYou');
  });

  it('does not wait for a person once the task has ended, or the resource has moved on', () => {
    const ended = task({ id: 'w', status: 'WAITING_USER_INPUT', finishedAt: '2026-01-01T00:00:00Z' });
    expect(conditionOf(resource('READY'), [ended]).kind).toBe('done');
    const stale = task({ id: 'w', status: 'WAITING_USER_INPUT' });
    expect(conditionOf(resource('UPDATING', { id: 'w', status: 'RUNNING' }), [stale]).kind).toBe('atWork');
  });

  it('is done although the list of tasks holds what ended, or is planned for later', () => {
    const listed = [task({ id: 'a', status: 'SCHEDULED' }), task({ id: 'b', status: 'ERROR' })];
    expect(conditionOf(resource('READY'), listed)).toMatchObject({ kind: 'done', reasons: [] });
  });

  it('knows why a task failed from the resource alone', () => {
    const failed = resource('ERROR', { id: 't', status: 'ERROR', errors: [{ message: 'No quota left' }] });
    expect(conditionOf(failed)).toMatchObject({
      kind: 'failed',
      task: { id: 't' },
      reasons: ['No quota left'],
    });
  });

  it('knows why a task failed from the list of tasks where the resource does not say', () => {
    const failed = resource('ERROR', { id: 't', status: 'ERROR' });
    expect(conditionOf(failed, [task({ errors: [{ message: 'No room' }] })]).reasons).toEqual(['No room']);
    expect(conditionOf(failed, [task({ message: 'It broke' })]).reasons).toEqual(['It broke']);
  });

  it('takes the newest failed task of the list for the reason of an error that names none', () => {
    const old = task({ id: 'o', status: 'ERROR', finishedAt: '2026-01-01T00:00:00Z', errors: ['old'] });
    const late = task({ id: 'n', status: 'ERROR', finishedAt: '2026-01-02T00:00:00Z', errors: ['new'] });
    expect(conditionOf(resource('ERROR'), [old, late]).reasons).toEqual(['new']);
    expect(conditionOf(resource('ERROR'), [late, old]).reasons).toEqual(['new']);
  });

  it('keeps the reason of a failure while the cloud tries again', () => {
    const again = resource('UPDATING', { id: 't', status: 'ERROR', errors: [{ message: 'No room' }] });
    expect(conditionOf(again)).toMatchObject({ kind: 'atWork', reasons: ['No room'] });
  });
});

describe('a task’s status', () => {
  it('that is not known, or missing, is neither busy nor ended', () => {
    expect(['BLOCKED', 'WAITING', 'toString', undefined].map(taskPhase)).toEqual(Array(4).fill('unknown'));
  });
});
