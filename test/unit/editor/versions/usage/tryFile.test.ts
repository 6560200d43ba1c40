import { beforeEach, describe, expect, it } from 'vitest';
import { BreakProblems } from '../../../../../src/editor/versions/usage/breakProblems.js';
import { tryFile } from '../../../../../src/editor/versions/usage/tryFile.js';
import { readCatalogue } from '../../../../../src/schema/readCatalogue.js';
import { document, listOf, model, operation } from '../../../schema/documents.js';
import { clearScreen, screen, Uri, window } from '../../fakeVscode.js';

/** The section at a version: the second major one has lost a format. */
function sectionAt(asked: string) {
  const formats = asked === '2.0' ? ['JWK'] : ['JWK', 'PEM'];
  const api = document(
    {
      '/shop/key': {
        get: operation({ answer: listOf(model('shop.Key')) }),
        post: operation({ body: model('shop.Key') }),
      },
    },
    { 'shop.Key': { type: 'object', properties: { format: { type: 'string', enum: formats } } } },
  );
  return { section: '/shop', asked, document: api, catalogue: readCatalogue('/shop', api) };
}

const request = (format: string): string =>
  `POST /v2/shop/key\nContent-Type: application/json\n\n{ "format": "${format}" }\n`;

let read: string[];
let shown: string[];
let problems: BreakProblems;
let offered: readonly { readonly label: string; readonly version: string | undefined }[];

beforeEach(() => {
  clearScreen();
  [read, shown, offered] = [[], [], []];
  problems = new BreakProblems();
  Object.assign(window, {
    showQuickPick: async (items: Promise<typeof offered>) => {
      offered = await items;
      return offered.find(({ version }) => version === '2.0');
    },
  });
});

/** Tries a file, or the one in front, with version 1.0 picked and 2.0 known. */
async function tried(uri: Uri | undefined): Promise<void> {
  const connection = {
    account: { id: 'me' },
    schemas: {
      sectionsAt: () => Promise.resolve([{ path: '/shop' }, { path: '/other' }]),
      sectionAt: (section: string, version: string) => {
        read.push(`${section} ${version}`);
        return Promise.resolve(sectionAt(version));
      },
    },
  };
  const known = ['2.0', '1.0'].map((version) => ({ version, sources: [] }));
  const versions = {
    picked: () => '1.0',
    known: () => known,
    namedBy: () => ({ probe: () => Promise.resolve() }),
  };
  const reports = { show: ({ title }: { title: string }) => shown.push(title) };
  await tryFile(connection as never, uri as never, { versions, reports, problems } as never);
}

function file(name: string, text: string): Uri {
  const uri = Uri.from({ scheme: 'file', path: `/${name}` });
  screen.edited = [...screen.edited, uri];
  screen.documents.set(uri.toString(), text);
  return uri;
}
const told = (): readonly string[] => screen.messages.map(({ text }) => text);

describe('a file that is tried at another schema version', () => {
  it('has what breaks there in Problems, and leads to the report', async () => {
    screen.press = (_, buttons) => buttons[0];
    const uri = file('a.ovhapi.http', `${request('PEM')}\n###\n${request('JWK')}`);
    await tried(uri);
    expect(told()).toEqual(['1 problem of a.ovhapi.http in v2.0. See Problems.']);
    expect(screen.diagnostics.get(uri.toString())?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^In v2\.0: Enum value removed \(shop\.Key\.format\)/),
    ]);
    expect(shown).toEqual(['v1.0 → v2.0']);
  });

  it('is offered the versions that are known, but for the one that is picked, and reads its own sections only', async () => {
    await tried(file('a.ovhapi.http', request('PEM')));
    expect(offered.map(({ version }) => version)).toEqual([undefined, '2.0']);
    expect(read.toSorted()).toEqual(['/shop 1.0', '/shop 2.0']);
  });

  it('that fits gets a message, and nothing in Problems', async () => {
    const uri = file('b.ovhapi.yaml', 'kind: /shop/key\nspec:\n  format: JWK\n');
    await tried(uri);
    expect(told()).toEqual(['No problems found: b.ovhapi.yaml works with v2.0.']);
    expect(screen.diagnostics.get(uri.toString()) ?? []).toEqual([]);
    expect(shown).toEqual([]);
  });

  it('is a request file or a manifest: of anything else nothing is read', async () => {
    await tried(file('notes.txt', request('PEM')));
    await tried(undefined);
    expect(told()).toEqual(
      Array(2).fill('Open a request file or a manifest, then try it at another schema version.'),
    );
    expect(read).toEqual([]);
  });
});
