import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseEvent,
  parseEvents,
  parseResource,
  parseTask,
  parseTasks,
} from '../../../src/resource/envelope.js';

describe('a resource', () => {
  it('is an envelope when it has a target or a state', () => {
    expect(parseResource({ id: 'a', targetSpec: null }).kind).toBe('envelope');
    expect(parseResource({ id: 'a', currentState: {} }).kind).toBe('envelope');
    expect(parseResource({ id: 'a', name: 'x' }).kind).toBe('plain');
  });

  it('has all that its envelope says', () => {
    const json = {
      id: 'a',
      checksum: 'c',
      resourceStatus: 'OUT_OF_SYNC',
      createdAt: '2024-01-01T00:00:00Z',
      targetSpec: { size: 1 },
      currentState: { size: 2 },
      currentTasks: [{ id: 't', type: 'Grow', link: '/v2/x', status: 'RUNNING' }, null, { type: 'no id' }],
      iam: { urn: 'urn:a', displayName: 'Mine', tags: { env: 'prod', odd: 3 } },
    };
    expect(parseResource(json)).toMatchObject({
      id: 'a',
      displayName: 'Mine',
      urn: 'urn:a',
      status: 'OUT_OF_SYNC',
      checksum: 'c',
      targetSpec: { size: 1 },
      currentState: { size: 2 },
      currentTasks: [{ id: 't', type: 'Grow', link: '/v2/x', status: 'RUNNING' }],
      createdAt: '2024-01-01T00:00:00Z',
      updatedAt: undefined,
      tags: { env: 'prod' },
      raw: json,
    });
  });

  it.each([
    [{ id: 'i', displayName: 'D', name: 'n' }, 'D'],
    [{ id: 'i', iam: { displayName: 'I' }, name: 'n' }, 'n'],
    [{ id: 'i', name: 'n', targetSpec: { name: 't' } }, 't'],
    [{ id: 'i', targetSpec: { name: 't' } }, 't'],
    [{ id: 'i', currentState: { name: 's' } }, 's'],
    [{ id: 'i', name: '' }, 'i'],
    [{ urn: 'u' }, 'u'],
    [{ id: 7 }, '7'],
    [{}, ''],
  ])('of %j is called %j', (json, name) => {
    expect(parseResource(json).displayName).toBe(name);
  });

  it('is called by its place when nothing in it names it', () => {
    expect(parseResource({ subscriptionId: 'x' }, 'x')).toMatchObject({ id: 'x', displayName: 'x' });
    expect(parseResource({ id: 'own' }, 'x').id).toBe('own');
  });

  it.each([
    [{ resourceStatus: 'READY', iam: { state: 'SUSPENDED' } }, 'SUSPENDED'],
    [{ iam: { state: 'EXPIRED' } }, 'EXPIRED'],
    [{ resourceStatus: 'ERROR', iam: { state: 'SUSPENDED' } }, 'ERROR'],
    [{ resourceStatus: 'READY', iam: { state: 'OK' } }, 'READY'],
    [{ iam: { state: 'IN_CREATION' } }, undefined],
  ])('of %j has the status %s', (json, status) => {
    expect(parseResource(json).status).toBe(status);
  });

  it('is read from anything', () => {
    const keys = [
      'id',
      'iam',
      'targetSpec',
      'currentState',
      'currentTasks',
      'resourceStatus',
      'tags',
      'name',
    ];
    const anyAnswer = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()));
    fc.assert(fc.property(anyAnswer, (json) => parseResource(json).raw === json));
  });
});

describe('a task', () => {
  it('keeps an unknown status, and leaves out empty steps and errors', () => {
    const made = parseTask({
      id: 't',
      status: 'PONDERING',
      progress: [{ name: 'one', status: 'DONE' }, { status: 'DONE' }, null],
      errors: [{ message: 'no space' }, 'bare', {}, 3],
    });
    expect(made).toMatchObject({
      status: 'PONDERING',
      progress: [{ name: 'one', status: 'DONE' }],
      errors: ['no space', 'bare', '3'],
    });
  });

  it('that is odd does not spoil the list', () => {
    expect(parseTasks([null, { id: 'a' }, 'x', { type: 'no id' }, { id: 'b' }]).map(({ id }) => id)).toEqual([
      'a',
      'b',
    ]);
    fc.assert(fc.property(fc.array(fc.jsonValue()), (items) => parseTasks(items).length <= items.length));
  });
});

describe('an event', () => {
  it.each([
    ['TaskStart', 'TASK_START'],
    ['TASK_START', 'TASK_START'],
    ['TargetSpecUpdate', 'TARGET_SPEC_UPDATE'],
    ['SOMETHING_NEW', 'SOMETHING_NEW'],
  ])('of type %s means %s, and keeps its spelling', (type, normalisedType) => {
    expect(parseEvent({ type })).toMatchObject({ type, normalisedType });
  });

  it('that is odd does not spoil the list', () => {
    expect(parseEvents([null, 3, { type: 'A' }, {}])).toHaveLength(2);
  });
});
