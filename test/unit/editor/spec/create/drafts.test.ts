import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ApiError,
  CancelledError,
  CredentialError,
  NetworkError,
  ProtocolError,
  RequestError,
} from '../../../../../src/api/errors.js';
import type { Account } from '../../../../../src/api/account.js';
import { addressOf } from '../../../../../src/resource/address.js';
import { Drafts } from '../../../../../src/editor/spec/create/drafts.js';
import { readCatalogue } from '../../../../../src/schema/readCatalogue.js';
import { document, envelopeModels, listOf, model, operation } from '../../../schema/documents.js';
import { account } from '../../../schema/fakeApi.js';
import { clearScreen, screen, Uri } from '../../fakeVscode.js';

beforeEach(clearScreen);

const thing = operation({ answer: model('thing.Thing') });
const api = document(
  {
    '/s/thing': {
      get: operation({ answer: listOf(model('thing.Thing')) }),
      post: operation({ body: model('thing.Update'), answer: model('thing.Thing') }),
    },
    '/s/thing/{id}': { get: thing },
  },
  envelopeModels,
);
const catalogue = readCatalogue('/s', api);
const draft = Uri.from({ scheme: 'ovhapi-new', path: '/me/s/thing/new-thing.json' });
const post = { method: 'POST', path: '/s/thing' } as const;

function draftsOf(failure: Error, guards: Pick<Account, 'safeguards'> = {}): Drafts {
  const connection = {
    api: { account: { ...account, ...guards }, request: () => Promise.reject(failure) },
    schemas: {
      forPath: () => Promise.resolve({ collection: catalogue.collections[0], section: { document: api } }),
    },
  };
  return new Drafts({
    connections: { get: () => connection } as never,
    describe: String,
    note: String,
    problems: () => Promise.resolve([]),
    onCreated: () => undefined,
  });
}

/** Saves a draft whose creation fails so, and once more. Resolves to what the second save asks. */
async function askedAfter(failure: Error): Promise<readonly string[]> {
  screen.settings.set('ovhApi.confirmSave', 'never');
  const drafts = draftsOf(failure);
  const save = async (): Promise<readonly string[]> => {
    screen.messages.length = 0;
    await expect(drafts.writeFile(draft as never, new TextEncoder().encode('{}'))).rejects.toThrow();
    return screen.messages.map(({ detail }) => detail ?? '');
  };
  expect(await save()).toEqual([]);
  const asked = await save();
  drafts.dispose();
  return asked;
}

describe('a draft of a read-only account', () => {
  const drafts = draftsOf(new CancelledError(post), { safeguards: ['readOnly'] });
  afterAll(() => {
    drafts.dispose();
  });

  test('isn’t opened, for it would be filled in in vain', async () => {
    await expect(drafts.open(addressOf('me', '/s/thing'), 'json')).rejects.toThrow('read-only');
  });

  test('that is there already is refused with what helps, and without a question', async () => {
    const saved = drafts.send(draft as never, '{}').catch((failure: unknown) => failure);
    expect(await saved).toMatchObject({
      remedy: { label: 'Account Safeguards…', command: 'ovhApi.accounts.safeguards', argument: 'me' },
    });
    expect(screen.messages).toEqual([]);
  });
});

describe('a draft that is saved again', () => {
  test.each([
    ['a refusal', new ApiError(post, { status: 400 } as never)],
    ['a request that never left the machine', new NetworkError(post, 'unreachable', 'host')],
    ['a request that can’t be sent', new RequestError(post, 'header', 'no')],
    ['a credential that is no longer valid', new CredentialError(post, 'expired', 'no')],
  ])('after %s asks nothing', async (_, failure) => {
    expect(await askedAfter(failure)).toEqual([]);
  });

  test.each([
    ['an error of the server', new ApiError(post, { status: 502 } as never)],
    ['a response that was lost', new NetworkError(post, 'interrupted', 'host')],
    ['a response that is not the resource', new ProtocolError(post, 'wrongShape', 'no')],
    ['a request that was canceled', new CancelledError(post)],
  ])('after %s asks first, for there may be a resource', async (_, failure) => {
    expect(await askedAfter(failure)).toEqual([expect.stringContaining('may already have been created')]);
  });
});
