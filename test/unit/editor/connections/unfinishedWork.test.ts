import { beforeEach, expect, test } from 'vitest';
import { UnfinishedWork } from '../../../../src/editor/connections/unfinishedWork.js';
import { clearScreen, screen } from '../fakeVscode.js';

beforeEach(clearScreen);

const put = { method: 'PUT', path: '/things/a%2Fb?force=1' } as const;

/** What a process keeps, as if it had ended. */
class FakeFile {
  kept: unknown;
  keep(value: unknown): Promise<void> {
    this.kept = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
    return Promise.resolve();
  }
  takeLeft(): Promise<readonly unknown[]> {
    return Promise.resolve(this.kept === undefined ? [] : [this.kept]);
  }
}

/** What the next window tells, which is made of what is kept now. */
async function next(file: FakeFile): Promise<string | undefined> {
  screen.messages = [];
  const notes: unknown[] = [];
  await new UnfinishedWork(file, (failure) => notes.push(failure)).reportEarlier(
    ({ account, segments }) => `${account}:${segments.at(-1) ?? ''}`,
  );
  expect(notes).toEqual([]);
  return screen.messages[0]?.text;
}

test('a request is known before it is sent, and until it is answered or fails', async () => {
  const file = new FakeFile();
  const work = new UnfinishedWork(file, () => undefined);
  const told: (string | undefined)[] = [];
  const answer = await work.duringRequest('me', put, async () => {
    told.push(await next(file));
    return 'answer';
  });
  expect(answer).toBe('answer');
  await expect(work.duringRequest('me', put, () => Promise.reject(new Error('refused')))).rejects.toThrow();
  expect(told).toEqual([
    'The extension stopped while changes were being sent. May have been applied: me:a/b. Check before you send again.',
  ]);
  expect(await next(file)).toBeUndefined();
});

test('a request that only asks for headers changes nothing', async () => {
  const file = new FakeFile();
  const work = new UnfinishedWork(file, () => undefined);
  await work.duringRequest('me', { ...put, method: 'HEAD' }, () => {
    expect(file.kept).toBeUndefined();
    return Promise.resolve();
  });
});

test('several changes leave behind what they had not sent, ten by name, beside what was on its way', async () => {
  const file = new FakeFile();
  const work = new UnfinishedWork(file, () => undefined);
  const run = work.begin();
  run.left(['b', 'c']);
  await work.duringRequest('me', put, async () => {
    expect(await next(file)).toMatch(/May have been applied: me:a\/b\..* Not sent: b, c\.$/);
  });
  expect(await next(file)).toBe('The extension stopped while changes were being sent. Not sent: b, c.');
  run.left(Array.from({ length: 11 }, (_, index) => String(index)));
  expect(await next(file)).toContain('Not sent: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ….');
  run.left(Array.from({ length: 5_000 }, (_, index) => `resource ${String(index)}`));
  expect(JSON.stringify(file.kept).length).toBeLessThan(500);
  run.end();
  expect(await next(file)).toBeUndefined();
});

test('a storage that fails keeps nothing from being sent', async () => {
  const file = new FakeFile();
  file.keep = () => Promise.reject(new Error('full'));
  const notes: unknown[] = [];
  const work = new UnfinishedWork(file, (failure) => notes.push(failure));
  expect(await work.duringRequest('me', put, () => Promise.resolve('answer'))).toBe('answer');
  expect(notes).not.toEqual([]);
});
