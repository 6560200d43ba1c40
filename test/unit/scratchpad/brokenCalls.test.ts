import { describe, expect, it } from 'vitest';
import { breakingChanges, brokenCalls, type BrokenCall } from '../../../src/scratchpad/brokenCalls.js';
import { usedCalls } from '../../../src/scratchpad/usedCalls.js';
import { compareDocuments } from '../../../src/schema/comparison/compareDocuments.js';
import type { JsonObject, OpenApiDocument } from '../../../src/schema/openapi.js';
import { document, listOf, model, operation } from '../schema/documents.js';

function shop(
  key: JsonObject,
  parts: { route?: string; parameters?: readonly unknown[] } = {},
): OpenApiDocument {
  const { route = '/shop/key/{id}', parameters = [] } = parts;
  const put = operation({
    body: model('shop.Key'),
    parameters,
    description: 'Changes a key',
    ...(route.includes('secret') ? {} : { 'x-replacement-route': '/shop/secret/{id}' }),
  });
  return document(
    {
      '/shop/key': {
        get: operation({ answer: listOf(model('shop.Key')), parameters }),
        post: operation({ body: model('shop.Key') }),
      },
      [route]: { put },
    },
    { 'shop.Key': { type: 'object', ...key } },
  );
}

const format = (...values: readonly string[]): JsonObject => ({
  properties: { format: { type: 'string', enum: values }, name: { type: 'string' } },
});

async function broken(
  name: string,
  text: string,
  [before, after]: readonly [OpenApiDocument, OpenApiDocument],
): Promise<readonly { kind: string; at: string; fixes: readonly string[] }[]> {
  const found = brokenCalls(
    text,
    await usedCalls(name, text),
    breakingChanges(compareDocuments(before, after)),
    () => ['JWK'],
  );
  return found.map(({ change, span, fixes }: BrokenCall) => ({
    kind: change.kind,
    at: text.slice(span.start, span.end),
    fixes: fixes.map((fix) => text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end)),
  }));
}

const requests = (body: string): string =>
  `### One\nPUT /v2/shop/key/a\nContent-Type: application/json\n\n${body}\n`;

describe('a call that a change breaks', () => {
  const fewer = [shop(format('JWK', 'PEM')), shop(format('JWK'))] as const;

  it('is one that holds a value that is removed, and is fixed by one that is left', async () => {
    expect(await broken('a.ovhapi.http', requests('{ "name": "PEM", "format": "PEM" }'), fewer)).toEqual([
      {
        kind: 'enum-value-removed',
        at: 'PEM',
        fixes: [requests('{ "name": "PEM", "format": "JWK" }')],
      },
    ]);
  });

  it('is not one with another value, or without a value', async () => {
    expect(await broken('a.ovhapi.http', requests('{ "format": "JWK" }'), fewer)).toEqual([]);
    expect(await broken('a.ovhapi.http', requests('{ "name": "PEM" }'), fewer)).toEqual([]);
    expect(await broken('a.ovhapi.http', 'GET /v2/shop/key\n', fewer)).toEqual([]);
  });

  it('is a manifest that holds it, in YAML or JSON', async () => {
    const yaml = 'kind: /shop/key\nid: a\nspec:\n  format: PEM\n';
    const [found] = await broken('a.ovhapi.yaml', yaml, fewer);
    expect(found?.fixes).toEqual([yaml.replace('PEM', 'JWK')]);
    const json = '{ "kind": "/shop/key", "spec": { "format": "PEM" } }';
    expect((await broken('a.ovhapi.json', json, fewer)).map(({ at }) => at)).toEqual(['PEM']);
  });

  it('is one that sends a field that has another name now, and is fixed by that name', async () => {
    const named = (name: string): JsonObject => ({
      properties: { [name]: { type: 'string', description: 'The size in bits' } },
    });
    expect(
      await broken('a.ovhapi.http', requests('{ "size": "1" }'), [shop(named('size')), shop(named('bits'))]),
    ).toEqual([{ kind: 'field-renamed', at: 'size', fixes: [requests('{ "bits": "1" }')] }]);
  });

  it('is one that lacks a field that is required now', async () => {
    const documents = [shop(format('JWK')), shop({ ...format('JWK'), required: ['name'] })] as const;
    expect(await broken('a.ovhapi.http', requests('{ "format": "JWK" }'), documents)).toMatchObject([
      { kind: 'field-became-required', at: '/v2/shop/key/a' },
    ]);
    expect(await broken('a.ovhapi.http', requests('{ "name": "a" }'), documents)).toEqual([]);
  });

  it('is one whose operation moved, and is fixed by the new path with its values', async () => {
    const documents = [shop(format('JWK')), shop(format('JWK'), { route: '/shop/secret/{id}' })] as const;
    expect(await broken('a.ovhapi.http', requests('{}'), documents)).toEqual([
      {
        kind: 'operation-moved',
        at: '/v2/shop/key/a',
        fixes: [requests('{}').replace('/shop/key/a', '/shop/secret/a')],
      },
    ]);
  });

  it('is one that sends a parameter that was removed', async () => {
    const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } };
    const documents = [shop(format('JWK'), { parameters: [limit] }), shop(format('JWK'))] as const;
    expect(await broken('a.ovhapi.http', 'GET /v2/shop/key?limit=3\n', documents)).toMatchObject([
      { kind: 'parameter-removed', at: 'limit' },
    ]);
    expect(await broken('a.ovhapi.http', 'GET /v2/shop/key\n', documents)).toEqual([]);
  });
});
