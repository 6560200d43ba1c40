import { beforeEach, describe, expect, test } from 'vitest';
import { KeptBodies } from '../../../../../src/scratchpad/keptBodies.js';
import { RequestHistory } from '../../../../../src/editor/scratchpad/history/requestHistory.js';
import type { Run } from '../../../../../src/editor/scratchpad/runs/run.js';
import { judgeRequest } from '../../../../../src/scratchpad/judgeRequest.js';
import { parseRequestFile } from '../../../../../src/scratchpad/parseRequestFile.js';
import { runRequest } from '../../../../../src/scratchpad/run.js';
import { secretFieldsOf } from '../../../../../src/resource/secretFields.js';
import { MemoryFiles } from '../../../../support/saves/memoryFiles.js';
import { fakeApi } from '../../../schema/fakeApi.js';
import { FakeMemento } from '../../fakeContext.js';
import { clearScreen, Uri } from '../../fakeVscode.js';

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

/** A window's history, with what is kept on disk where a setting says so. */
function openHistory(
  memento = new FakeMemento(),
  { files = new MemoryFiles(), isOn = false, isDescribed = true } = {},
): RequestHistory {
  const bodies = new KeptBodies({
    ...{ files, isOn: () => isOn, isKnownSecret: (text: string) => text === 'known canary' },
    secretsOf: () =>
      Promise.resolve(
        isDescribed ? secretFieldsOf({ isMarkedSecret: (path) => path.at(-1) === 'marked' }) : undefined,
      ),
  });
  return new RequestHistory(memento as never, bodies);
}

describe('the history of requests', () => {
  test('keeps on disk that a request was sent, and nothing that it held or that came back', async () => {
    const memento = new FakeMemento();
    const history = openHistory(memento);
    await history.take(await runOf('GET /v2/a?token=canary', { password: 'canary' }));
    const kept = JSON.stringify(memento.get('ovhApi.scratchpad.history'));
    expect(kept).toContain('GET /v2/a?token=•••');
    expect(kept).not.toContain('canary');
    const later = openHistory(memento);
    const [entry] = later.entries();
    expect(entry).toMatchObject({
      mark: 'passed',
      text: '200 · 0 ms',
      key: 'list',
      account: 'me',
      at: 1_000,
    });
    expect(entry && later.has(entry)).toBe(false);
    expect(entry && (await later.run(entry))).toBeUndefined();
    const [own] = history.entries();
    expect(own && (await history.run(own))?.outcome).toMatchObject({
      result: { text: '{"password":"canary"}' },
    });
  });

  test('has the newest first, 200 at most, and leaves out those on their way', async () => {
    const history = openHistory();
    const run = await runOf('GET /v2/a', []);
    for (let index = 0; index < 205; index += 1) await history.take({ ...run, title: String(index) });
    await history.take({ ...run, title: 'on its way', outcome: undefined });
    expect(history.entries()).toHaveLength(200);
    expect(history.entries()[0]?.title).toBe('204');
  });

  test('gives up the bodies of the oldest where all together are too large', async () => {
    const history = openHistory();
    const run = await runOf('GET /v2/a', 'x'.repeat(25_000_000));
    for (const title of ['oldest', 'older', 'newest']) await history.take({ ...run, title });
    expect(history.entries().map((entry) => [entry.title, history.has(entry)])).toEqual([
      ['newest', true],
      ['older', true],
      ['oldest', false],
    ]);
  });

  test('forgets an account that signed out, and what is removed', async () => {
    const history = openHistory();
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
    expect(openHistory(memento).entries()).toEqual([]);
  });
});

describe('the responses of the history, where they are kept on disk', () => {
  const isOn = true;
  const body = {
    ...{ id: 'a', password: 'canary', marked: 'canary', other: 'known canary' },
    link: 'https://me:canary@there.example',
  };

  test('are there in the next window, without any secret', async () => {
    const [memento, files] = [new FakeMemento(), new MemoryFiles()];
    const history = openHistory(memento, { files, isOn });
    await history.take(await runOf('GET /v2/a', body));
    expect(JSON.stringify([...files.texts.values(), ...memento.stored.values()])).not.toContain('canary');
    const later = openHistory(memento, { files, isOn });
    const [entry] = later.entries();
    if (!entry) throw new Error('no entry');
    expect([later.has(entry), later.isFromDisk(entry)]).toEqual([true, true]);
    const run = await later.run(entry);
    expect(run).toMatchObject({ account: 'me', request: { key: 'list' } });
    if (run?.outcome?.kind !== 'answered') throw new Error('no response');
    const { response, text } = run.outcome.result;
    expect(JSON.parse(text)).toEqual({
      ...{ id: 'a', password: '•••', marked: '•••', other: '•••', link: '•••' },
    });
    expect(response.json()).toEqual(JSON.parse(text));
    expect(response).toMatchObject({ method: 'GET', status: 200, headers: { 'set-cookie': '•••' } });
  });

  test.each([
    ['of what no API document describes', body, { isDescribed: false }],
    ['that are no JSON', 'text'.repeat(2), {}],
    ['that are longer than what is looked through', ['x'.repeat(500_000)], {}],
    ['while the setting says memory', body, { isOn: false }],
  ])('leave out those %s', async (_, one, more) => {
    const files = new MemoryFiles();
    const history = openHistory(new FakeMemento(), { files, isOn, ...more });
    const run = await runOf('GET /v2/a', one);
    if (run.outcome?.kind !== 'answered') throw new Error('no response');
    const text = typeof one === 'string' ? one : run.outcome.result.text;
    const result = { ...run.outcome.result, text };
    await history.take({ ...run, outcome: { ...run.outcome, result } });
    expect([...files.texts]).toEqual([]);
    expect(history.entries()).toHaveLength(1);
  });

  test('go with their entry: removed, of an account that signed out, one too many, or one too large', async () => {
    const [memento, files] = [new FakeMemento(), new MemoryFiles()];
    const history = openHistory(memento, { files, isOn });
    const [mine, other] = [await runOf('mine', body), await runOf('other', body, { account: 'other' })];
    await history.take(mine);
    await history.take(other);
    expect(files.texts.size).toBe(2);
    await history.forget('other');
    expect(files.texts.size).toBe(1);
    await history.remove(history.entries());
    expect(files.texts.size).toBe(0);
    for (let index = 0; index < 203; index += 1) await history.take(mine);
    expect(files.texts.size).toBe(200);
    const large = await runOf('large', ['x'.repeat(499_000)]);
    for (let index = 0; index < 45; index += 1) await history.take(large);
    expect(files.texts.size).toBe(40);
    expect(history.entries()).toHaveLength(200);
    await history.forgetBodies();
    expect(files.texts.size).toBe(0);
  });

  test('without an entry are removed, and entries whose file is missing say so', async () => {
    const [memento, files] = [new FakeMemento(), new MemoryFiles()];
    await openHistory(memento, { files, isOn }).take(await runOf('GET /v2/a', body));
    await files.write('responses', 'stray.json', '{}');
    const later = openHistory(memento, { files, isOn });
    await later.tidy();
    expect(files.texts.size).toBe(1);
    const [entry] = later.entries();
    for (const text of ['{', '{"text": 1}']) {
      await files.write('responses', `${entry?.id ?? ''}.json`, text);
      expect(entry && (await later.run(entry))).toBeUndefined();
    }
    await files.remove('responses');
    expect(entry && (await later.run(entry))).toBeUndefined();
  });
});
