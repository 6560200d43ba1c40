import { beforeEach, describe, expect, test, vi } from 'vitest';
import { RequestHistory } from '../../../../../src/editor/scratchpad/history/requestHistory.js';
import type { Run } from '../../../../../src/editor/scratchpad/runs/run.js';
import { judgeRequest } from '../../../../../src/scratchpad/judgeRequest.js';
import { parseRequestFile } from '../../../../../src/scratchpad/parseRequestFile.js';
import { runRequest } from '../../../../../src/scratchpad/run.js';
import { fakeApi } from '../../../schema/fakeApi.js';
import { FakeMemento } from '../../fakeContext.js';
import { clearScreen, Uri } from '../../fakeVscode.js';

vi.mock('vscode', () => import('../../fakeVscode.js'));
beforeEach(clearScreen);

const [request] = parseRequestFile('### list\nGET /v2/a\n').requests;
if (!request) throw new Error('no request');

async function runOf(title: string, body: unknown, { account = 'me', status = 200 } = {}): Promise<Run> {
  const api = fakeApi(() => ({ status, body, headers: { 'set-cookie': 'canary' } }));
  const result = await runRequest(api, { method: 'GET', path: '/a' }, { limit: undefined });
  const verdict = judgeRequest(request as never, result.response);
  return {
    ...{ source: Uri.parse('file:/a.ovhapi.http') as never, request: request as never, written: 'canary' },
    ...{ account, at: 1_000, title, outcome: { kind: 'answered', result, verdict, isRaw: false } },
  };
}

describe('the history of requests', () => {
  test('keeps on disk that a request was sent, and nothing that it held or that came back', async () => {
    const memento = new FakeMemento();
    const history = new RequestHistory(memento as never);
    await history.take(await runOf('GET /v2/a?token=canary', { password: 'canary' }));
    const kept = JSON.stringify(memento.get('ovhApi.scratchpad.history'));
    expect(kept).toContain('GET /v2/a?token=•••');
    expect(kept).not.toContain('canary');
    const later = new RequestHistory(memento as never);
    const [entry] = later.entries();
    expect(entry).toMatchObject({
      mark: 'passed',
      text: '200 · 0 ms',
      key: 'list',
      account: 'me',
      at: 1_000,
    });
    expect(entry && later.run(entry)).toBeUndefined();
    const [own] = history.entries();
    expect(own && history.run(own)?.outcome).toMatchObject({ result: { text: '{"password":"canary"}' } });
  });

  test('has the newest first, 200 at most, and leaves out those on their way', async () => {
    const history = new RequestHistory(new FakeMemento() as never);
    const run = await runOf('GET /v2/a', []);
    for (let index = 0; index < 205; index += 1) await history.take({ ...run, title: String(index) });
    await history.take({ ...run, title: 'on its way', outcome: undefined });
    expect(history.entries()).toHaveLength(200);
    expect(history.entries()[0]?.title).toBe('204');
  });

  test('gives up the bodies of the oldest where all together are too large', async () => {
    const history = new RequestHistory(new FakeMemento() as never);
    const run = await runOf('GET /v2/a', 'x'.repeat(25_000_000));
    for (const title of ['oldest', 'older', 'newest']) await history.take({ ...run, title });
    expect(history.entries().map((entry) => [entry.title, history.run(entry) !== undefined])).toEqual([
      ['newest', true],
      ['older', true],
      ['oldest', false],
    ]);
  });

  test('forgets an account that signed out, and what is removed', async () => {
    const history = new RequestHistory(new FakeMemento() as never);
    await history.take(await runOf('mine', []));
    await history.take(await runOf('other', [], { account: 'other', status: 404 }));
    expect(history.entries().map(({ mark }) => mark)).toEqual(['failed', 'passed']);
    await history.forget('other');
    expect(history.entries().map(({ title }) => title)).toEqual(['mine']);
    await history.remove(history.entries());
    expect(history.entries()).toEqual([]);
  });

  test('reads nothing of what it can’t have kept', () => {
    const memento = new FakeMemento();
    void memento.update('ovhApi.scratchpad.history', [{ id: 1 }, 'x', null]);
    expect(new RequestHistory(memento as never).entries()).toEqual([]);
  });
});
