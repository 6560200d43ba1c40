import { expect, test, vi } from 'vitest';
import { registerResourceLinks } from '../../../../../src/editor/scratchpad/answers/resourceLinks.js';
import { documentUri } from '../../../../../src/editor/shell/documentUri.js';
import { addressKey, addressOf } from '../../../../../src/resource/address.js';
import * as fake from '../../fakeVscode.js';

interface DocumentLink {
  readonly range: fake.Range;
  readonly target?: fake.Uri;
}

interface Hint {
  readonly position: fake.Position;
  readonly label: string;
}

interface Links {
  provideDocumentLinks(document: object, token: object): Promise<readonly DocumentLink[]>;
  resolveDocumentLink(link: DocumentLink): Promise<DocumentLink>;
}

interface Hints {
  provideInlayHints(document: object, visible: object, token: object): Promise<readonly Hint[]>;
}

const made = vi.hoisted((): { links: Links | undefined; hints: Hints | undefined } => ({
  links: undefined,
  hints: undefined,
}));
const token = { isCancellationRequested: false };
const everything = { contains: () => true };
vi.mock('vscode', async () => {
  const module = await import('../../fakeVscode.js');
  const languages = {
    ...module.languages,
    registerDocumentLinkProvider: (_: object, provider: Links): object => {
      made.links = provider;
      return { dispose: () => undefined };
    },
    registerInlayHintsProvider: (_: object, provider: Hints): object => {
      made.hints = provider;
      return { dispose: () => undefined };
    },
  };
  const DocumentLink = class {
    target: object | undefined;
    constructor(readonly range: object) {}
  };
  const InlayHint = class {
    constructor(
      readonly position: object,
      readonly label: string,
    ) {}
  };
  return { ...module, languages, DocumentLink, InlayHint };
});

const item = (path: string, name: string, urn?: string) => ({ address: addressOf('me', path), name, urn });

function documentOf(uri: object, text: string): object {
  return {
    uri,
    getText: (range?: fake.Range) => (range ? text.slice(range.start.character, range.end.character) : text),
    positionAt: (offset: number) => new fake.Position(0, offset),
  };
}

test('a response leads to its own items, to what was seen, and to paths that the API has, and to nothing else', async () => {
  const list = [
    {
      id: 'own',
      link: '/v2/shop/thing/own/part/p',
      gone: '/v2/shop/nothing',
      urn: 'urn:v1:eu:resource:thing:seen',
    },
    { id: 'own2', other: 'seen', twice: 'same', text: 'unknown' },
  ];
  const text = JSON.stringify(list, undefined, 2);
  const response = { path: '/v2/shop/thing?x=1', method: 'GET', status: 200 };
  registerResourceLinks({
    responses: {
      run: () => ({ account: 'me', outcome: { kind: 'answered', result: { text, response } } }),
    } as never,
    origin: () => 'https://api.example.org',
    onDidChange: () => ({ dispose: () => undefined }),
    documentOf: (address) => Promise.resolve(fake.Uri.parse(`ovhapi:/${addressKey(address)}`) as never),
    seen: () => [
      item('/shop/other/seen', 'The seen one', 'urn:v1:eu:resource:thing:seen'),
      item('/shop/a/same', 'same'),
      item('/shop/b/same', 'same'),
    ],
    at: (_, path) =>
      Promise.resolve(
        (path === '/shop/thing'
          ? { collection: { identifier: 'id', item: {} } }
          : path.endsWith('/part/p')
            ? { item: {} }
            : {}) as never,
      ),
  });
  const document = documentOf({}, text);
  const links = await made.links?.provideDocumentLinks(document, token);
  expect(links?.map(({ target }) => target).filter(Boolean)).toEqual([]);
  const followed = await Promise.all(links?.map((link) => made.links!.resolveDocumentLink(link)) ?? []);
  const led = followed.map(({ range, target }) => [
    text.slice(range.start.character, range.end.character),
    String(target),
  ]);
  expect(led).toEqual([
    ['own', 'ovhapi:/me/shop/thing/own'],
    ['/v2/shop/thing/own/part/p', 'ovhapi:/me/shop/thing/own/part/p'],
    ['urn:v1:eu:resource:thing:seen', 'ovhapi:/me/shop/other/seen'],
    ['own2', 'ovhapi:/me/shop/thing/own2'],
    ['seen', 'ovhapi:/me/shop/other/seen'],
  ]);
  const hints = await made.hints?.provideInlayHints(document, everything, token);
  expect(hints?.map(({ label }) => label)).toEqual(['The seen one', 'The seen one']);
});

test('a spec leads to the other resources that it names, and says what they are called', async () => {
  const text = '{"id": "me-myself", "network": "n-1", "plain": "n-2"}';
  registerResourceLinks({
    responses: { run: () => undefined } as never,
    origin: () => 'https://api.example.org',
    onDidChange: () => ({ dispose: () => undefined }),
    documentOf: (address) => Promise.resolve(fake.Uri.parse(`ovhapi:/${addressKey(address)}`) as never),
    seen: () => [
      item('/shop/thing/me-myself', 'Myself'),
      item('/shop/net/n-1', 'Back office'),
      item('/shop/net/n-2', 'n-2'),
    ],
    at: () => Promise.resolve({} as never),
  });
  const uri = documentUri(addressOf('me', '/shop/thing/me-myself'), 'spec');
  const document = documentOf(uri, text);
  const links = await made.links?.provideDocumentLinks(document, token);
  expect(links?.map(({ range }) => text.slice(range.start.character, range.end.character))).toEqual([
    'n-1',
    'n-2',
  ]);
  const hints = await made.hints?.provideInlayHints(document, everything, token);
  // Behind the quote.
  expect(hints).toEqual([
    expect.objectContaining({
      position: new fake.Position(0, text.indexOf('n-1') + 4),
      label: 'Back office',
    }),
  ]);
});
