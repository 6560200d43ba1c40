import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Comparison } from '../../../../../src/schema/comparison/comparison.js';
import { compareApiDocuments } from '../../../../../src/editor/versions/report/compareApiDocuments.js';
import { SchemaSource } from '../../../../../src/schema/schemaSource.js';
import { listOf, model, openApi, operation } from '../../../schema/documents.js';
import { fakeApi } from '../../../schema/fakeApi.js';
import { clearScreen, screen, Uri, window } from '../../fakeVscode.js';

interface Item {
  readonly label: string;
}

function shop(...formats: readonly string[]): object {
  const key = { type: 'object', properties: { format: { type: 'string', enum: formats } } };
  return openApi(
    { '/shop/key': { get: operation({ answer: listOf(model('shop.Key')) }) } },
    { 'shop.Key': key },
  );
}

/** Chooses the first row of each list that has this in its label, in turn. */
function choose(...labels: readonly string[]): void {
  const wanted = [...labels];
  vi.spyOn(window, 'showQuickPick').mockImplementation((async (
    items: readonly Item[] | Promise<readonly Item[]>,
  ) => {
    const next = wanted.shift();
    return (await items).find(({ label }) => next !== undefined && label.includes(next));
  }) as never);
}

/** What is shown for two accounts, whose documents list different formats. */
async function compare(): Promise<readonly Comparison[]> {
  const accounts = (['Production', 'Canada'] as const).map((label) => {
    const formats = label === 'Production' ? ['JWK', 'DER'] : ['JWK'];
    const api = fakeApi(({ path }) => ({
      body: path === '' ? { apis: [{ path: '/shop' }, { path: '/other' }] } : shop(...formats),
    }));
    const account = { ...api.account, id: label };
    const schemas = new SchemaSource({ api, version: () => undefined });
    return { label, connection: { account, api, schemas } };
  });
  const shown: Comparison[] = [];
  await compareApiDocuments(
    {
      accounts: accounts.map(({ label, connection: { account } }) => ({
        ...{ ...account, label, identity: undefined, source: 'stored' },
      })),
      connections: {
        get: (id) => accounts.find(({ label }) => label === id)?.connection,
      },
    },
    { show: (comparison) => shown.push(comparison) },
  );
  return shown;
}

function openEditor(name: string, text: string): void {
  const uri = Uri.from({ scheme: 'file', path: `/w/api/${name}` });
  screen.edited = [...screen.edited, uri];
  screen.documents.set(uri.toString(), text);
}

describe('comparing API documents', () => {
  beforeEach(() => {
    clearScreen();
    openEditor('old.json', JSON.stringify(shop('JWK', 'PEM'), null, 2));
    openEditor('new.yaml', `openapi: 3.0.0\npaths: {}\n`);
    openEditor('notes.json', '{ "openapi": "3.0.0" }');
    openEditor('other.json', '{}');
  });

  it('takes two open editors, and knows their lines', async () => {
    choose('old.json', 'new.yaml');
    const [shown] = await compare();
    expect(shown?.title).toBe('old.json → new.yaml');
    const [section] = shown?.sections ?? [];
    expect(section?.changes.map(({ kind }) => kind)).toContain('operation-removed');
    expect(section?.before?.lineOf?.('/paths/~1shop~1key/get')).toBe(9);
    expect(section?.after?.lineOf?.('/paths')).toBe(2);
  });

  it('takes an editor and a section of an account', async () => {
    choose('old.json', 'Production', '/shop');
    const [shown] = await compare();
    expect([shown?.title, shown?.sections[0]?.name]).toEqual(['old.json → Production', '/shop']);
    expect(shown?.sections[0]?.changes.map(({ kind, place }) => [kind, place])).toEqual([
      ['enum-value-added', 'shop.Key.format'],
      ['enum-value-removed', 'shop.Key.format'],
    ]);
  });

  it('takes a section of two accounts, such as those of two regions', async () => {
    choose('Production', '/shop', 'Canada', '/shop');
    const [shown] = await compare();
    expect([shown?.title, shown?.sections[0]?.name]).toEqual(['Production → Canada', '/shop']);
    expect(shown?.sections[0]?.changes.map(({ kind, before }) => [kind, before])).toEqual([
      ['enum-value-removed', 'DER'],
    ]);
  });

  it('says which file isn’t an API document, and opens nothing', async () => {
    choose('old.json', 'notes.json');
    expect(await compare()).toEqual([]);
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'notes.json isn’t an OpenAPI 3 document in JSON or YAML.',
    ]);
  });

  it('doesn’t offer an editor to be compared with itself', async () => {
    choose('old.json', 'old.json');
    expect(await compare()).toEqual([]);
  });

  it('opens nothing when no document was chosen', async () => {
    choose('old.json');
    expect(await compare()).toEqual([]);
  });
});
