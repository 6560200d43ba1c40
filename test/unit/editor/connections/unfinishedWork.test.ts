import { beforeEach, expect, test, vi } from 'vitest';
import { UnfinishedWork } from '../../../../src/editor/connections/unfinishedWork.js';
import { FakeMemento } from '../fakeContext.js';
import { clearScreen, screen } from '../fakeVscode.js';

vi.mock('vscode', () => import('../fakeVscode.js'));
beforeEach(clearScreen);

const put = { method: 'PUT', path: '/things/a%2Fb?force=1' } as const;

/** What the next window tells, which is made of what is stored now. */
function next(memento: FakeMemento): string | undefined {
  screen.messages = [];
  const copy = new FakeMemento();
  for (const [key, value] of memento.stored) copy.stored.set(key, value);
  const notes: unknown[] = [];
  new UnfinishedWork(copy, (failure) => notes.push(failure)).tellOfEarlier(
    ({ account, segments }) => `${account}:${segments.at(-1) ?? ''}`,
  );
  expect(notes).toEqual([]);
  // It is told once.
  expect(copy.stored.size).toBe(0);
  return screen.messages[0]?.text;
}

test('a request is known before it is sent, and until it is answered or fails', async () => {
  const memento = new FakeMemento();
  const work = new UnfinishedWork(memento, () => undefined);
  const told: (string | undefined)[] = [];
  const answer = await work.duringRequest('me', put, () => {
    told.push(next(memento));
    return Promise.resolve('answer');
  });
  expect(answer).toBe('answer');
  await expect(work.duringRequest('me', put, () => Promise.reject(new Error('refused')))).rejects.toThrow();
  expect(told).toEqual([
    'The extension stopped while changes were being sent, or another window is still sending them. May have been applied: me:a/b. Check before you send again.',
  ]);
  expect(next(memento)).toBeUndefined();
});

test('a request that only asks for headers changes nothing', async () => {
  const memento = new FakeMemento();
  const work = new UnfinishedWork(memento, () => undefined);
  await work.duringRequest('me', { ...put, method: 'HEAD' }, () => {
    expect(memento.stored.size).toBe(0);
    return Promise.resolve();
  });
});

test('several changes leave behind what they had not sent, ten by name, beside what was on its way', async () => {
  const memento = new FakeMemento();
  const work = new UnfinishedWork(memento, () => undefined);
  const run = work.begin();
  run.left(['b', 'c']);
  await work.duringRequest('me', put, () => {
    expect(next(memento)).toMatch(/May have been applied: me:a\/b\..* Not sent: b, c\.$/);
    return Promise.resolve();
  });
  expect(next(memento)).toBe(
    'The extension stopped while changes were being sent, or another window is still sending them. Not sent: b, c.',
  );
  run.left(Array.from({ length: 11 }, (_, index) => String(index)));
  expect(next(memento)).toContain('Not sent: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ….');
  run.left(Array.from({ length: 5_000 }, (_, index) => `resource ${String(index)}`));
  expect(JSON.stringify([...memento.stored]).length).toBeLessThan(500);
  run.end();
  expect(next(memento)).toBeUndefined();
});

test('a storage that fails keeps nothing from being sent', async () => {
  const memento = new FakeMemento();
  memento.update = () => Promise.reject(new Error('full'));
  const notes: unknown[] = [];
  const work = new UnfinishedWork(memento, (failure) => notes.push(failure));
  expect(await work.duringRequest('me', put, () => Promise.resolve('answer'))).toBe('answer');
  expect(notes).not.toEqual([]);
});
