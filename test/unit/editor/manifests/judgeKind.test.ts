import { describe, expect, it, vi } from 'vitest';
import { judgeKind } from '../../../../src/editor/manifests/judgeKind.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { document, envelopeModels, listOf, model, operation } from '../../schema/documents.js';

const ending = { deprecated: true, 'x-deletion-date': '2027-03-01T00:00:00Z' } as const;
const spec = { type: 'object', properties: { targetSpec: model('thing.Spec') } } as const;

/** What is told of a manifest of a thing, of whose operations some are going to end. */
async function noticeOf(id: string | undefined, deprecated: Readonly<Record<string, object>>) {
  const at = (name: string): object => deprecated[name] ?? {};
  const thing = model('thing.Thing');
  const api = document(
    {
      '/shop/thing': {
        get: operation({ answer: listOf(thing), ...at('list') }),
        post: operation({ body: spec, answer: thing, ...at('create') }),
      },
      '/shop/thing/{thingId}': {
        get: operation({ answer: thing, ...at('read') }),
        put: operation({ body: spec, answer: thing, ...at('update') }),
      },
    },
    { ...envelopeModels },
  );
  const section = {
    section: '/shop',
    asked: 'default',
    document: api,
    catalogue: readCatalogue('/shop', api),
  };
  const judge = {};
  const found = await judgeKind({ kind: '/shop/thing', id, version: undefined, endpoint: undefined }, {
    connection: { account: { id: 'me' }, schemas: { forPath: () => Promise.resolve({ section }) } },
    judges: { get: () => judge },
    plain: {},
  } as never);
  expect(found.judge).toBe(judge);
  expect(found.fault).toBeUndefined();
  return found.notice;
}

describe('a kind that is right', () => {
  it('is nothing as long as nothing ends, and of what the manifest has no use for', async () => {
    expect(await noticeOf(undefined, {})).toBeUndefined();
    expect(await noticeOf(undefined, { update: ending, list: ending })).toBeUndefined();
    expect(await noticeOf('a', { create: ending })).toBeUndefined();
  });

  it('is which operation will be removed, when, and what replaces it', async () => {
    vi.useFakeTimers({ now: Date.parse('2027-02-17T12:00:00Z') });
    try {
      expect(await noticeOf(undefined, { create: ending })).toBe(
        'POST /shop/thing is deprecated. It will be removed on Mar 1, 2027 (in 12 days).',
      );
      const replaced = { ...ending, 'x-replacement-route': '/v2/shop/article/{articleId}' };
      expect(await noticeOf('a', { update: replaced, read: ending })).toBe(
        'PUT /shop/thing/{thingId} is deprecated. It is replaced by /v2/shop/article/{articleId}. ' +
          'It will be removed on Mar 1, 2027 (in 12 days).',
      );
      expect(await noticeOf('a', { read: { deprecated: true } })).toBe(
        'GET /shop/thing/{thingId} is deprecated.',
      );
    } finally {
      vi.useRealTimers();
    }
  });
});
