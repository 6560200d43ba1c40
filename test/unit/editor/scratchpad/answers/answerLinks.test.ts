import { expect, test, vi } from 'vitest';
import { registerAnswerLinks } from '../../../../../src/editor/scratchpad/answers/answerLinks.js';
import { addressOf } from '../../../../../src/resource/address.js';
import * as fake from '../../fakeVscode.js';

interface DocumentLink {
  readonly range: fake.Range;
  readonly target: fake.Uri;
}

interface Provider {
  provideDocumentLinks(document: object, token: object): Promise<readonly DocumentLink[]>;
}

const made = vi.hoisted((): { provider: Provider | undefined } => ({ provider: undefined }));
vi.mock('vscode', async () => {
  const module = await import('../../fakeVscode.js');
  const languages = {
    ...module.languages,
    registerDocumentLinkProvider: (_: object, provider: Provider): object => {
      made.provider = provider;
      return { dispose: () => undefined };
    },
  };
  const DocumentLink = class {
    constructor(
      readonly range: object,
      readonly target: object,
    ) {}
  };
  return { ...module, languages, DocumentLink };
});

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
  const item = (path: string, urn?: string) => ({ address: addressOf('me', path), urn });
  registerAnswerLinks({
    responses: {
      run: () => ({ account: 'me', outcome: { kind: 'answered', result: { text, response } } }),
    } as never,
    origin: () => 'https://api.example.org',
    seen: () => [
      item('/shop/other/seen', 'urn:v1:eu:resource:thing:seen'),
      item('/shop/a/same'),
      item('/shop/b/same'),
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
  const document = {
    uri: {},
    getText: () => text,
    positionAt: (offset: number) => new fake.Position(0, offset),
  };
  const links = await made.provider?.provideDocumentLinks(document, { isCancellationRequested: false });
  const told = links?.map(({ range, target }) => [
    text.slice(range.start.character, range.end.character),
    target.toString().replace(/\.spec\/.*$/, ''),
  ]);
  expect(told).toEqual([
    ['own', 'ovhapi:/me/shop/thing/own'],
    ['/v2/shop/thing/own/part/p', 'ovhapi:/me/shop/thing/own/part/p'],
    ['urn:v1:eu:resource:thing:seen', 'ovhapi:/me/shop/other/seen'],
    ['own2', 'ovhapi:/me/shop/thing/own2'],
    ['seen', 'ovhapi:/me/shop/other/seen'],
  ]);
});
