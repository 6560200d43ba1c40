import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { TextDocument } from 'vscode-json-languageservice';
import type * as vscode from 'vscode';
import { LiveLists } from '../../../../src/editor/language/liveLists.js';
import { registerLiveValues } from '../../../../src/editor/language/liveValues.js';
import { SpecLanguage } from '../../../../src/editor/language/specLanguage.js';
import { readPartText } from '../../../../src/editor/language/partText.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { keywords } from '../../../../src/schema/schemaKeywords.js';
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
const actions = [{ action: 'shop:server/get', name: 'Read a server' }];
const lists: Record<string, readonly unknown[] | undefined> = {
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
  '/shop/action': actions,
};

const none = new EventEmitter<never>();
let opened: { dispose(): void }[] = [];
afterEach(() => {
  for (const one of opened) one.dispose();
  opened = [];
});

/** What is proposed at the `|` of a JSON text, and which lists were read for it. */
async function proposed(withMark: string, segments: readonly string[] = ['shop', 'server', 's9']) {
  const { api } = stageOf(withMark, { segments });
  const provider = screen.completions.at(-1) as vscode.CompletionItemProvider;
  return { items: await complete(provider, withMark), asked: api.asked.map(({ path }) => path) };
}

/** A document with the help of the lists, and with that of a schema. */
function stageOf(
  withMark: string,
  {
    segments = ['shop', 'server', 's9'],
    format = 'json',
    schema = {},
  }: { segments?: readonly string[]; format?: 'json' | 'yaml'; schema?: Readonly<Record<string, unknown>> },
) {
  const api = fakeApi(({ path }) =>
    path in lists && lists[path] === undefined
      ? { status: 403, body: { message: 'no right' } }
      : { body: lists[path] ?? [] },
  );
  const live = new LiveLists({
    onDidChangeAccount: none.event as never,
    onDidChangeVersion: none.event as never,
    onDidWrite: none.event as never,
  });
  const content = withMark.replace('|', '');
  const openApi = document(paths);
  const section = {
    section: '/shop',
    asked: '',
    document: openApi,
    catalogue: readCatalogue('/shop', openApi),
  };
  const part = {
    ...{ ...judgeBy(schema), ...readPartText('a:/b', format, content, 1), format, offset: 0, faults: [] },
    subject: { connection: { api, account: api.account }, section, segments, specPath: [] },
  };
  const judge = {
    ...{ parts: () => Promise.resolve([part]), selector: [], handles: () => false },
    onDidChange: none.event,
  } as never;
  const note = (failure: unknown): never => {
    throw failure as Error;
  };
  const own = new SpecLanguage({ judge, lists: live, name: 'test' });
  const language = screen.completions.at(-1) as vscode.CompletionItemProvider;
  opened = [live, own, registerLiveValues({ judge, lists: live, note })];
  return { api, language };
}

async function complete(
  provider: vscode.CompletionItemProvider,
  withMark: string,
): Promise<readonly vscode.CompletionItem[]> {
  const lines = withMark.slice(0, withMark.indexOf('|')).split('\n');
  const at = new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  const text = TextDocument.create('a:/b', 'json', 1, withMark.replace('|', ''));
  const shown = {
    offsetAt: (position: Position) => text.offsetAt(position),
    positionAt: (offset: number) => {
      const { line, character } = text.positionAt(offset);
      return new Position(line, character);
    },
    lineAt: () => ({ firstNonWhitespaceCharacterIndex: 0 }),
  };
  const found = await provider.provideCompletionItems(
    ...([shown, at, undefined, undefined] as unknown as Parameters<typeof provider.provideCompletionItems>),
  );
  return (found ?? []) as readonly vscode.CompletionItem[];
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

describe('the examples of the API document', () => {
  const example = { type: 'string', example: 'ship' };
  const schema = {
    type: 'object',
    properties: {
      ...{ allow: listOf({ type: 'object', properties: { action: keywords(example) } }) },
      ...{
        note: keywords(example),
        networkId: { type: 'string', enum: ['n1', 'n2'], examples: ['n1', 'n3'] },
      },
    },
  };
  /** What the schema proposes at the `|` beside the lists. */
  const ofSchema = async (withMark: string, format: 'json' | 'yaml'): Promise<readonly unknown[]> => {
    const { language } = stageOf(withMark, { format, schema });
    const found = await complete(language, withMark);
    return found.map(({ insertText }) => (typeof insertText === 'object' ? insertText.value : insertText));
  };

  it.each([
    ['json', '{"allow": [{"action": |}]}', '{"note": |}', '{"networkId": |}', '"'],
    ['json', '{"allow": [{"action": "|"}]}', '{"note": "|"}', '{"networkId": "|"}', '"'],
    ['yaml', 'allow:\n  - action: |', 'note: |', 'networkId: |', ''],
  ] as const)(
    'are proposed in %s only where the API has no list of the values: %s',
    async (format, listed, unlisted, allowed, quote) => {
      expect(await ofSchema(listed, format)).not.toContain(`${quote}ship${quote}`);
      expect(await ofSchema(unlisted, format)).toContain(`${quote}ship${quote}`);
      const values = await ofSchema(allowed, format);
      expect(values).toEqual(expect.arrayContaining([`${quote}n1${quote}`, `${quote}n2${quote}`]));
      expect(values).not.toContain(`${quote}n3${quote}`);
    },
  );

  it('are proposed where the list can’t be read', async () => {
    lists['/shop/action'] = undefined;
    onTestFinished(() => void (lists['/shop/action'] = actions));
    expect(await ofSchema('{"allow": [{"action": "|"}]}', 'json')).toContain('"ship"');
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
