import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SpecOfPath } from '../../../../../src/resource/journal.js';
import type { Comparison } from '../../../../../src/schema/comparison/comparison.js';
import { BreakProblems } from '../../../../../src/editor/versions/usage/breakProblems.js';
import { brokenSentence, findUsers } from '../../../../../src/editor/versions/usage/findUsers.js';
import { compareDocuments } from '../../../../../src/schema/comparison/compareDocuments.js';
import { document, listOf, model, operation } from '../../../schema/documents.js';
import { changing, clearScreen, screen, Uri, workspace } from '../../fakeVscode.js';

/** `route` is one more path that changes keys. */
function shop(formats: readonly string[], route?: string): ReturnType<typeof document> {
  return document(
    {
      ...(route !== undefined && { [route]: { put: operation({ body: model('shop.Key') }) } }),
      '/shop/key': {
        get: operation({ answer: listOf(model('shop.Key')) }),
        post: operation({ body: model('shop.Key') }),
      },
    },
    { 'shop.Key': { type: 'object', properties: { format: { type: 'string', enum: formats } } } },
  );
}

function comparison(route?: string): Comparison {
  const [before, after] = [shop(['JWK', 'PEM'], route), shop(['JWK'], route)];
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

  const find = (problems: BreakProblems, kept: readonly SpecOfPath[] = [], of = comparison()) =>
    findUsers(of, new AbortController().signal, {
      problems,
      sessionCalls: () => [{ method: 'GET', path: '/v2/shop/key' }],
      keptSpecs: () => Promise.resolve(kept),
    });

  /** Who is concerned by the one change of a comparison. */
  async function users(of: Comparison, kept: readonly SpecOfPath[] = []): Promise<readonly string[]> {
    using problems = disposable(new BreakProblems());
    const { usersOf } = await find(problems.part, kept, of);
    const [change, ...others] = of.sections[0]?.changes ?? [];
    if (!change || others.length > 0) throw new Error('The documents differ in more or less than one place.');
    return usersOf(change);
  }

  it('are files that send what no longer fits, and this session’s requests by their operations', async () => {
    using problems = disposable(new BreakProblems());
    const { sentence } = await find(problems.part);
    expect(await users(comparison())).toEqual(['a.ovhapi.http', 'b.ovhapi.yaml', 'this session']);
    expect(sentence).toBe('Breaks with v2.0 in your workspace: 1 request, 1 manifest. See Problems.');
  });

  it('are files whose bodies can’t be read before they are sent', async () => {
    const files = [
      file('d.ovhapi.http', request('JWK')),
      file('e.ovhapi.http', request('PEM')),
      file('f.ovhapi.http', 'POST /v2/shop/key\n\n< ./key.json\n'),
    ];
    Object.assign(workspace, { findFiles: () => Promise.resolve(files) });
    expect(await users(comparison())).toEqual(['e.ovhapi.http', 'f.ovhapi.http', 'this session']);
  });

  it('are open specs and drafts that hold what no longer fits, which are marked and counted', async () => {
    const [bad, good, draft] = ['PEM', 'JWK', 'PEM'].map((value) => `{ "format": "${value}" }`);
    const documents = new Map([
      ['ovhapi:/a/shop/key/1.spec/one.json', bad],
      ['ovhapi:/a/shop/key/2.spec/two.json', good],
      ['ovhapi:/a/shop/key/1.current/one.json', bad],
      ['ovhapi-new:/a/shop/key/new-key.json', draft],
    ]);
    Object.assign(workspace, { findFiles: () => Promise.resolve([]) });
    for (const [uri, text] of documents) {
      screen.edited = [...screen.edited, Uri.parse(uri)];
      screen.documents.set(uri, text ?? '');
    }
    using problems = disposable(new BreakProblems());
    const { sentence } = await find(problems.part, [], comparison('/shop/key/{id}'));
    expect(sentence).toBe('Breaks with v2.0 in your workspace: 2 open specs. See Problems.');
    expect([...documents.keys()].map((uri) => screen.diagnostics.get(uri)?.length ?? 0)).toEqual([
      1, 0, 0, 1,
    ]);
    expect(await users(comparison('/shop/key/{id}'))).toEqual([
      'open spec 1',
      'open spec new-key',
      'this session',
    ]);
  });

  it('are resources whose kept spec holds what no longer fits', async () => {
    Object.assign(workspace, { findFiles: () => Promise.resolve([]) });
    const kept = (text: string): readonly SpecOfPath[] => [{ path: '/shop/key/a%2Fb', text }];
    const of = (text: string) => users(comparison('/shop/key/{id}'), kept(text));
    const found = ['specs that you opened or saved', 'this session'];
    expect(await of('{ "format": "PEM" }')).toEqual(found);
    expect(await of('{ "format": "JWK" }')).toEqual(['this session']);
    // Nothing is known of it but the resource.
    expect(await of(`{ "format": "JWK", "list": [${'1,'.repeat(11_000)}1] }`)).toEqual(found);
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
    screen.documents.set(uri.toString(), mended);
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
    expect(brokenSentence({ request: 3, manifest: 0, spec: 0 }, 'v2.0')).toContain(
      'v2.0 in your workspace: 3 requests.',
    );
    expect(brokenSentence({ request: 0, manifest: 0, spec: 0 }, 'v2.0')).toBeUndefined();
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
