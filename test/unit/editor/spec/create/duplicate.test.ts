import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../../src/api/account.js';
import { readCopy } from '../../../../../src/editor/spec/create/duplicate.js';
import { TooLargeAtOnce } from '../../../../../src/resource/jsonTree.js';
import { findByPath } from '../../../../../src/schema/findByPath.js';
import { readCatalogue } from '../../../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../../../schema/documents.js';
import { fakeApi } from '../../../schema/fakeApi.js';

const text = { type: 'string' };
const thing = {
  type: 'object',
  properties: {
    id: { ...text, readOnly: true },
    createdAt: { ...text, readOnly: true },
    // Not marked as the API's own: only the path says that it identifies a thing.
    code: text,
    ...{ name: text, region: text, password: text, note: { ...text, nullable: true } },
    parts: {
      type: 'array',
      items: { type: 'object', properties: { token: text, size: { type: 'integer' } } },
    },
  },
};
const update = { type: 'object', properties: { name: text, note: text } };

async function copyOf(
  body: object,
  canCreate = true,
  guards: Pick<Account, 'safeguards'> = {},
): Promise<unknown> {
  const api = document({
    '/s/thing': {
      get: operation({ answer: listOf(thing) }),
      ...(canCreate && { post: operation({ body: thing }) }),
    },
    '/s/thing/{code}': { get: operation({ answer: thing }), put: operation({ body: update }) },
  });
  const catalogue = readCatalogue('/s', api);
  const cloud = fakeApi(() => ({ body }));
  const connection = {
    api: { ...cloud, account: { ...cloud.account, ...guards } },
    schemas: { forPath: (path: string) => Promise.resolve(findByPath(catalogue, path)) },
  };
  return readCopy(connection as never, { account: 'me', segments: ['s', 'thing', '1'] });
}

describe('a copy of a resource', () => {
  it('has what its creation takes, without identifiers, secrets and what only the API sets, and another name', async () => {
    const body = {
      ...{
        id: '1',
        code: 'T1',
        createdAt: 'today',
        name: 'web',
        region: 'GRA',
        password: 'canary',
        note: null,
      },
      parts: [{ token: 'canary', size: 3 }],
    };
    expect(await copyOf(body)).toEqual({
      collection: { account: 'me', segments: ['s', 'thing'] },
      known: { name: 'web-copy', region: 'GRA', parts: [{ size: 3 }] },
      renamed: ['name'],
    });
  });

  it('is refused where the draft would hold up everybody else', async () => {
    const body = { name: 'web', parts: Array.from({ length: 11_000 }, (_, size) => ({ size })) };
    await expect(copyOf(body)).rejects.toThrow(TooLargeAtOnce);
  });

  it('is refused for a read-only account before anything is read', async () => {
    await expect(copyOf({ id: '1' }, true, { safeguards: ['readOnly'] })).rejects.toThrow('read-only');
  });

  it('is refused where nothing can be created', async () => {
    await expect(copyOf({ id: '1' }, false)).rejects.toThrow('Resources can’t be created in /s/thing.');
  });
});
