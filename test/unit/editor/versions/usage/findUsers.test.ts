import type { Change } from '../../../../../src/schema/comparison/judge.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Comparison } from '../../../../../src/schema/comparison/comparison.js';
import { BreakProblems } from '../../../../../src/editor/versions/usage/breakProblems.js';
import { brokenSentence, findUsers } from '../../../../../src/editor/versions/usage/findUsers.js';
import { compareDocuments } from '../../../../../src/schema/comparison/compareDocuments.js';
import { document, listOf, model, operation } from '../../../schema/documents.js';
import { changing, clearScreen, screen, Uri, workspace } from '../../fakeVscode.js';

vi.mock('vscode', () => import('../../fakeVscode.js'));

function shop(...formats: readonly string[]): ReturnType<typeof document> {
  return document(
    {
      '/shop/key': {
        get: operation({ answer: listOf(model('shop.Key')) }),
        post: operation({ body: model('shop.Key') }),
      },
    },
    { 'shop.Key': { type: 'object', properties: { format: { type: 'string', enum: formats } } } },
  );
}

function comparison(): Comparison {
  const [before, after] = [shop('JWK', 'PEM'), shop('JWK')];
  const side = (one: typeof before) => ({ document: one, uri: 'shop.json' });
  return {
    ...{ title: 'v1.0 → v2.0', names: ['v1.0', 'v2.0'], notes: [] },
    sections: [
      { name: '/shop', before: side(before), after: side(after), changes: compareDocuments(before, after) },
    ],
  };
}

const request = (format: string): string =>
  `POST /v2/shop/key\nContent-Type: application/json\n\n{ "format": "${format}" }\n`;

function file(name: string, text: string): Uri {
  const uri = Uri.from({ scheme: 'file', path: `/${name}` });
  screen.edited = [...screen.edited, uri];
  screen.documents.set(uri.toString(), text);
  return uri;
}

function changed(operation: string): Change {
  const change = comparison().sections[0]?.changes[0];
  if (!change) throw new Error('The two documents are alike.');
  return { ...change, operations: [operation] };
}

describe('what of the user’s a comparison concerns', () => {
  beforeEach(() => {
    clearScreen();
    const files = [
      file('a.ovhapi.http', `${request('PEM')}\n###\n${request('JWK')}`),
      file('b.ovhapi.yaml', 'kind: /shop/key\nspec:\n  format: PEM\n'),
      file('c.ovhapi.http', 'GET /v2/other\n'),
    ];
    Object.assign(workspace, { findFiles: () => Promise.resolve(files) });
  });

  const find = (problems: BreakProblems, kept: readonly string[] = [], of = comparison()) =>
    findUsers(of, new AbortController().signal, {
      problems,
      sessionCalls: () => [{ method: 'GET', path: '/v2/shop/key' }],
      keptPaths: () => Promise.resolve(kept),
    });

  it('are files that call an operation, and this session’s requests', async () => {
    using problems = disposable(new BreakProblems());
    const { usersOf, sentence } = await find(problems.part);
    expect(usersOf(changed('POST /shop/key'))).toEqual(['a.ovhapi.http', 'b.ovhapi.yaml']);
    expect(usersOf(changed('GET /shop/key'))).toEqual(['b.ovhapi.yaml', 'this session']);
    expect(sentence).toBe('Breaks with v2.0 in your workspace: 1 request, 1 manifest. See Problems.');
  });

  it('are the resources whose specs were opened or saved, without their fields', async () => {
    using problems = disposable(new BreakProblems());
    const { usersOf } = await find(problems.part, ['/shop/key', '/other/a%2Fb']);
    expect(usersOf(changed('POST /shop/key'))).toContain('specs that you opened or saved');
    expect(usersOf(changed('DELETE /shop/key'))).toEqual([]);
  });

  it('are not files that don’t send the value that no longer fits', async () => {
    const own = comparison();
    const onlySent = own.sections.map((section) => ({
      ...section,
      changes: section.changes.map((change): Change => ({ ...change, direction: 'request' })),
    }));
    const files = [
      file('d.ovhapi.http', request('JWK')),
      file('e.ovhapi.http', request('PEM')),
      file('f.ovhapi.http', 'POST /v2/shop/key\n\n< ./key.json\n'),
    ];
    Object.assign(workspace, { findFiles: () => Promise.resolve(files) });
    using problems = disposable(new BreakProblems());
    const [change] = onlySent[0]?.changes ?? [];
    const { usersOf } = await find(problems.part, [], { ...own, sections: onlySent });
    expect(change && usersOf(change)).toEqual(['this session', 'e.ovhapi.http', 'f.ovhapi.http']);
  });

  it('is marked where it breaks, and no longer once it is fixed', async () => {
    using problems = disposable(new BreakProblems());
    await find(problems.part);
    const marks = (name: string): readonly string[] =>
      (screen.diagnostics.get(`file:/${name}`) ?? []).map(({ message }) => message);
    expect(marks('a.ovhapi.http')).toEqual([
      'In v2.0: Enum value removed (shop.Key.format). Requests that were accepted before may be rejected. ' +
        'Change the requests that no longer fit before you switch versions.',
    ]);
    expect(marks('b.ovhapi.yaml')).toHaveLength(1);
    expect(marks('c.ovhapi.http')).toEqual([]);
    vi.useFakeTimers();
    const uri = Uri.from({ scheme: 'file', path: '/b.ovhapi.yaml' });
    const mended = 'kind: /shop/key\nspec:\n  format: JWK\n';
    changing.fire({ document: { uri, version: 2, getText: () => mended }, contentChanges: [] });
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(marks('b.ovhapi.yaml')).toEqual([]));
  });

  it('is forgotten with the comparison', async () => {
    using problems = disposable(new BreakProblems());
    await find(problems.part);
    problems.part.clear({ title: 'another' });
    expect(screen.diagnostics.size).toBe(2);
    problems.part.clear(comparison());
    expect(screen.diagnostics.size).toBe(0);
  });

  it('is said in one sentence, and nothing where nothing breaks', () => {
    expect(brokenSentence({ request: 3, manifest: 0 }, 'v2.0')).toContain(
      'v2.0 in your workspace: 3 requests.',
    );
    expect(brokenSentence({ request: 0, manifest: 0 }, 'v2.0')).toBeUndefined();
  });
});

function disposable<T extends { dispose(): void }>(part: T) {
  return {
    part,
    [Symbol.dispose]: () => {
      part.dispose();
    },
  };
}
