import { afterEach, describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { LiveLists } from '../../../../src/editor/language/liveLists.js';
import { registerLiveValues } from '../../../../src/editor/language/liveValues.js';
import { readPartText } from '../../../../src/editor/language/partText.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { judgeBy } from '../../../../src/schema/schemaJudges.js';
import { document, listOf, operation } from '../../schema/documents.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { EventEmitter, Position, screen } from '../fakeVscode.js';

const text = { type: 'string' };
const thing = { type: 'object', properties: { id: text, name: text } };
const paths = {
  '/shop/server': { get: operation({ answer: listOf(thing) }), post: operation({ body: thing }) },
  '/shop/server/{serverId}': { get: operation({ answer: thing }), put: operation({ body: thing }) },
  '/shop/network': { get: operation({ answer: listOf(thing) }) },
  '/shop/network/{networkId}': { get: operation({ answer: thing }) },
  '/shop/reference/zone': { get: operation({ answer: listOf(thing) }) },
  '/shop/action': { get: operation({ answer: listOf(thing) }) },
};
const lists: Readonly<Record<string, readonly unknown[]>> = {
  '/shop/server': [
    { id: 's1', name: 'web', targetSpec: { region: 'GRA', disks: [{ location: 'rack 1' }] } },
    { id: 's2', name: 'db', currentState: { region: 'BHS', disks: [{ location: 'rack 1' }, {}] } },
    { id: 's3', region: 'GRA', targetSpec: { zone: 'seen', note: 'a note', secretZone: 'canary' } },
    ...[7, null],
  ],
  '/shop/network': [
    { id: '11111111-2222-3333-4444-555555555555', name: 'Back office' },
    { id: 'n2', name: 'n2' },
  ],
  '/shop/reference/zone': [{ name: 'zone-a' }],
  '/shop/action': [{ action: 'shop:server/get', name: 'Read a server' }],
};

const none = new EventEmitter<never>();
let opened: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of opened) one.dispose();
  opened = [];
});

/** What is proposed at the `|` of a JSON text, and which lists were read for it. */
async function proposed(withMark: string, segments: readonly string[] = ['shop', 'server', 's9']) {
  const api = fakeApi(({ path }) => ({ body: lists[path] ?? [] }));
  const live = new LiveLists({
    onDidChangeAccount: none.event as never,
    onDidChangeVersion: none.event as never,
    onDidWrite: none.event as never,
  });
  const [offset, content] = [withMark.indexOf('|'), withMark.replace('|', '')];
  const openApi = document(paths);
  const section = {
    section: '/shop',
    asked: '',
    document: openApi,
    catalogue: readCatalogue('/shop', openApi),
  };
  const part = {
    ...{ ...judgeBy({}), ...readPartText('a:/b', 'json', content, 1), format: 'json', offset: 0, faults: [] },
    subject: { connection: { api, account: api.account }, section, segments, specPath: [] },
  };
  opened = [
    live,
    registerLiveValues({
      judge: { parts: () => Promise.resolve([part]), selector: [] } as never,
      lists: live,
      note: (failure) => {
        throw failure;
      },
    }),
  ];
  const provider = screen.completions.at(-1) as vscode.CompletionItemProvider;
  const found = (await provider.provideCompletionItems(
    {
      offsetAt: ({ character }: Position) => character,
      positionAt: (at: number) => new Position(0, at),
    } as never,
    new Position(0, offset) as never,
    undefined as never,
    undefined as never,
  )) as readonly vscode.CompletionItem[];
  return { items: found, asked: api.asked.map(({ path }) => path) };
}

const labels = ({ items }: { readonly items: readonly vscode.CompletionItem[] }): readonly unknown[] =>
  items.map(({ label }) => label);

describe('the values that the API can list', () => {
  it('are those of the collection that the field names, by their names first, and no other list is read', async () => {
    const found = await proposed('{"networkId": "|"}');
    expect(labels(found)).toEqual([
      { label: 'Back office', description: '11111111-2222-3333-4444-555555555555' },
      { label: 'n2' },
    ]);
    expect(found.items[0]?.insertText).toBe('"11111111-2222-3333-4444-555555555555"');
    expect(found.asked).toEqual(['/shop/network']);
  });

  it('are, for an action of IAM, the API’s own list of actions', async () => {
    const found = await proposed('{"allow": [{"action": "|"}]}');
    expect(found.items.map(({ insertText }) => insertText)).toEqual(['"shop:server/get"']);
    expect(found.asked).toEqual(['/shop/action']);
  });

  it('stay away where no list is called like the field', async () => {
    const found = await proposed('{"note": "|"}');
    expect([labels(found), found.asked]).toEqual([[], []]);
  });
});

describe('a place that no list of the API has', () => {
  it('may be one that the resources beside this one have in the same field, each once', async () => {
    const found = await proposed('{"region": "|"}');
    expect(labels(found)).toEqual([{ label: 'BHS' }, { label: 'GRA' }]);
    expect(found.items[0]?.detail).toBe('from /shop/server');
    expect(found.asked).toEqual(['/shop/server']);
  });

  it('is also proposed in a draft, which is in its collection', async () => {
    const found = await proposed('{"region": "|"}', ['shop', 'server']);
    expect(labels(found)).toEqual([{ label: 'BHS' }, { label: 'GRA' }]);
    expect(found.asked).toEqual(['/shop/server']);
  });

  it('is looked for in all members of a list', async () => {
    expect(labels(await proposed('{"disks": [{}, {"location": "|"}]}'))).toEqual([{ label: 'rack 1' }]);
  });

  it('comes from the list of the API where there is one', async () => {
    const found = await proposed('{"zone": "|"}');
    expect(labels(found)).toEqual([{ label: 'zone-a' }]);
    expect(found.asked).toEqual(['/shop/reference/zone']);
  });

  it('is never taken from a secret field', async () => {
    expect(labels(await proposed('{"secretZone": "|"}'))).toEqual([]);
  });
});
