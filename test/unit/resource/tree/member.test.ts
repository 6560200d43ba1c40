import { describe, expect, it } from 'vitest';
import { readMember } from '../../../../src/resource/tree/member.js';

const resource = (raw: unknown, identifier = 'id') => readMember(raw, { kind: 'resource', identifier });

describe('a member of a list', () => {
  it.each([
    [{ id: '1', name: 'plain', iam: { displayName: 'shown' }, targetSpec: { name: 'asked' } }, 'asked'],
    [{ id: '1', name: 'plain', iam: { displayName: 'shown' } }, 'plain'],
    [{ id: '1', targetSpec: { name: 'asked' }, currentState: { name: 'real' } }, 'asked'],
    [{ id: '1', currentState: { name: 'real' } }, 'real'],
    [{ id: '1', description: 'what it is for' }, 'what it is for'],
    [{ id: '1' }, '1'],
    ['bare', 'bare'],
  ])('%j is called by the best name that it has', (raw, label) => {
    expect(resource(raw).label).toBe(label);
  });

  it('without a name or an identifier is called by its first text, not by its description', () => {
    expect(resource({ action: 'thing:get', description: 'Read a thing' }).label).toBe('thing:get');
    expect(resource({ size: 3 }).label).toBe('{"size":3}');
  });

  it('has a name that stays on one line and hides nothing', () => {
    expect(resource({ id: '1', name: 'two\nlines \u202egnp.exe' }).label).toBe('two lines \\u202egnp.exe');
  });

  it('is busy while its status or a task says so', () => {
    expect(resource({ id: '1', resourceStatus: 'UPDATING' }).isBusy).toBe(true);
    expect(resource({ id: '1', resourceStatus: 'READY' }).isBusy).toBe(false);
    const tasks = [{ id: 't', status: 'RUNNING' }];
    expect(resource({ id: '1', resourceStatus: 'READY', currentTasks: tasks }).isBusy).toBe(true);
  });

  it('of a reference list says beside its name what can be had of it', () => {
    expect(resource({ name: 'OVHCLOUD_EDITION', status: 'AVAILABLE' })).toMatchObject({
      label: 'OVHCLOUD_EDITION',
      detail: 'AVAILABLE',
    });
  });
});

describe('a task of a list', () => {
  const task = (raw: object) => readMember(raw, { kind: 'task', identifier: 'id' });

  it('is called by its type, and has its status, its message and when it began', () => {
    const raw = {
      id: 't',
      type: 'thingUpdate',
      status: 'RUNNING',
      message: 'Moving',
      createdAt: '2026-01-02T03:04:05Z',
    };
    expect(task(raw)).toMatchObject({
      id: 't',
      label: 'thingUpdate',
      status: 'RUNNING',
      isBusy: true,
      detail: 'Moving',
      at: '2026-01-02T03:04:05Z',
    });
  });

  it('without a type is called by its message, and by its identifier only without both', () => {
    expect(task({ id: 't', message: 'Moving' })).toMatchObject({ label: 'Moving', detail: undefined });
    expect(task({ id: 't', message: '' }).label).toBe('t');
  });

  it('that is done, failed or planned for later is not busy', () => {
    for (const status of ['DONE', 'ERROR', 'SCHEDULED', undefined])
      expect(task({ id: 't', status }).isBusy).toBe(false);
  });
});

it('an event of a list is called by its message, with its type as it came and its time', () => {
  const raw = { type: 'TASK_START', kind: 'thing', message: 'It begins', createdAt: '2026-01-02T03:04:05Z' };
  expect(readMember(raw, { kind: 'event', identifier: undefined })).toMatchObject({
    label: 'It begins',
    detail: 'TASK_START',
    at: '2026-01-02T03:04:05Z',
  });
});
