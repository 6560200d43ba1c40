import { describe, expect, it } from 'vitest';
import {
  brokenCalls,
  changesByCall,
  type BrokenCall,
  type ChangesOfCall,
} from '../../../../src/scratchpad/usage/brokenCalls.js';
import { sidesOf } from '../../../../src/scratchpad/usage/callUse.js';
import { usedCalls } from '../../../../src/scratchpad/usage/usedCalls.js';
import { compareDocuments } from '../../../../src/schema/comparison/compareDocuments.js';
import type { JsonObject, OpenApiDocument } from '../../../../src/schema/openapi.js';
import { document, listOf, model, operation } from '../../schema/documents.js';

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

function breakingOnes(documents: readonly [OpenApiDocument, OpenApiDocument]): ChangesOfCall {
  return changesByCall(compareDocuments(...documents).filter(({ severity }) => severity === 'breaking'));
}

async function broken(
  name: string,
  text: string,
  [before, after]: readonly [OpenApiDocument, OpenApiDocument],
): Promise<readonly { kind: string; at: string; fixes: readonly string[] }[]> {
  const found = brokenCalls(
    text,
    await usedCalls(name, text),
    breakingOnes([before, after]),
    sidesOf(before.raw, after.raw),
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

describe('a field that a change breaks', () => {
  const rule = (...parts: readonly JsonObject[]): JsonObject => Object.assign({}, ...parts) as JsonObject;
  const text = { type: 'string' };

  function api(parts: {
    readonly spec?: JsonObject;
    readonly rule?: JsonObject;
    readonly models?: Readonly<Record<string, JsonObject>>;
    readonly parameters?: readonly unknown[];
    readonly answer?: JsonObject;
  }): OpenApiDocument {
    const { parameters = [] } = parts;
    const body = model('shop.Body');
    return document(
      {
        '/shop/disk': {
          get: operation({ answer: listOf(model('shop.Disk')), parameters }),
          post: operation({ body, parameters }),
        },
        '/shop/disk/{id}': {
          get: operation({ answer: model('shop.Disk') }),
          put: operation({ body, parameters }),
        },
      },
      {
        'shop.Body': {
          type: 'object',
          properties: { targetSpec: { allOf: [model('shop.Spec')], description: 'What is asked for' } },
        },
        'shop.Disk': { type: 'object', properties: parts.answer ?? { id: text } },
        'shop.Spec': rule(
          {
            type: 'object',
            properties: {
              name: text,
              rules: listOf(model('shop.Rule')),
              labels: { additionalProperties: model('shop.Label') },
            },
          },
          parts.spec ?? {},
        ),
        'shop.Rule': rule({ type: 'object', properties: { name: text, port: text } }, parts.rule ?? {}),
        'shop.Label': { type: 'object', properties: { name: text } },
        ...parts.models,
      },
    );
  }

  const put = (spec: unknown): string =>
    `PUT /v2/shop/disk/a\nContent-Type: application/json\n\n${JSON.stringify({ targetSpec: spec }, null, 2)}\n`;
  /** The lines of the places, from 1. */
  async function lines(
    name: string,
    written: string,
    documents: readonly [OpenApiDocument, OpenApiDocument],
  ): Promise<readonly string[]> {
    const found = brokenCalls(
      written,
      await usedCalls(name, written),
      breakingOnes(documents),
      sidesOf(documents[0].raw, documents[1].raw),
    );
    return found.map(
      ({ span, change }) =>
        `${change.kind} ${String(written.slice(0, span.start).split('\n').length)} ${written.slice(span.start, span.end)}`,
    );
  }

  const withoutRuleName = [api({}), api({ rule: { properties: { port: text } } })] as const;

  it('is marked wherever the model that has it is sent, and not where another model has a field of that name', async () => {
    const spec = {
      name: 'a',
      labels: { x: { name: 'l' } },
      rules: [{ port: '1' }, { name: 'r' }, { name: 's' }],
    };
    expect(await lines('a.ovhapi.http', put(spec), withoutRuleName)).toEqual([
      'field-removed 17 name',
      'field-removed 20 name',
    ]);
    expect(
      await lines('a.ovhapi.http', put({ name: 'name: x', rules: [{ port: 'name' }] }), withoutRuleName),
    ).toEqual([]);
  });

  it('is marked in YAML and JSON manifests of several specs, and in a body with comments and variables', async () => {
    const yaml =
      'kind: /shop/disk\nspec:\n  name: a\n---\nkind: /shop/disk\nid: b\nspec:\n  rules:\n    - { name: r }\n';
    expect(await lines('a.ovhapi.yaml', yaml, withoutRuleName)).toEqual(['field-removed 9 name']);
    const json = '[{ "kind": "/shop/disk", "spec": {\n"rules": [{ "name": "r" }] } }]';
    expect(await lines('a.ovhapi.json', json, withoutRuleName)).toEqual(['field-removed 2 name']);
    const body = `\uFEFF@rule = r\r\n\r\nPUT /v2/shop/disk/{{id}}\r\n\r\n{ "targetSpec": {\r\n  // "name": 1\r\n  "rules": [{ "name": {{rule}} }]\r\n} }\r\n`;
    expect(await lines('a.ovhapi.http', body, withoutRuleName)).toEqual(['field-removed 7 name']);
  });

  it('is one that a part of several has, which the value is meant for', async () => {
    const parts = (fields: JsonObject): OpenApiDocument =>
      api({
        spec: {
          properties: {
            volume: {
              oneOf: [model('shop.Fast'), model('shop.Slow')],
              discriminator: { propertyName: 'kind', mapping: { fast: '#/components/schemas/shop.Fast' } },
            },
          },
        },
        models: {
          'shop.Fast': { type: 'object', properties: { kind: text, ...fields } },
          'shop.Slow': { type: 'object', properties: { kind: text, size: text } },
        },
      });
    const documents = [parts({ size: text }), parts({})] as const;
    expect(
      await lines('a.ovhapi.http', put({ volume: { kind: 'fast', size: '1' } }), documents),
    ).toHaveLength(1);
    expect(
      await lines('a.ovhapi.http', put({ volume: { kind: 'shop.Slow', size: '1' } }), documents),
    ).toEqual([]);
  });

  it('is missing in each object that lacks it, but not in what a manifest leaves as it is', async () => {
    const documents = [api({}), api({ rule: { required: ['port'] } })] as const;
    const spec = { rules: [{ name: 'r' }, { name: 's', port: '1' }] };
    expect(await lines('a.ovhapi.http', put(spec), documents)).toEqual(['field-became-required 7 {']);
    expect(await lines('a.ovhapi.http', put({ name: 'port: 1' }), documents)).toEqual([]);
    const required = [api({}), api({ spec: { required: ['name'] } })] as const;
    const manifest = (id: string): string => `kind: /shop/disk\n${id}spec:\n  labels: {}\n`;
    expect(await lines('a.ovhapi.yaml', manifest(''), required)).toEqual([
      'field-became-required 1 /shop/disk',
    ]);
    expect(await lines('a.ovhapi.yaml', manifest('id: a\n'), required)).toEqual([]);
  });

  it('is one whose value no longer fits, and not one whose value still does', async () => {
    const limited = [
      api({}),
      api({ rule: { properties: { name: { ...text, maxLength: 3 }, port: text } } }),
    ] as const;
    expect(
      await lines('a.ovhapi.http', put({ rules: [{ name: 'abc' }, { name: 'abcd' }] }), limited),
    ).toEqual(['max-length-added 11 name']);
    const typed = [
      api({}),
      api({ rule: { properties: { name: text, port: { type: 'integer' } } } }),
    ] as const;
    expect(await lines('a.ovhapi.http', put({ rules: [{ port: 1 }] }), typed)).toEqual([]);
    expect(await lines('a.ovhapi.http', put({ rules: [{ port: '1' }] }), typed)).toEqual([
      'type-changed 8 port',
    ]);
  });

  it('is no parameter of the same name, nor the other way round', async () => {
    const name = { name: 'name', in: 'query', schema: text };
    const version = { name: 'X-Edition', in: 'header', schema: text };
    const documents = [api({ parameters: [name, version] }), api({})] as const;
    expect(await lines('a.ovhapi.http', put({ name: 'a', rules: [{ name: 'b' }] }), documents)).toEqual([]);
    expect(
      await lines('a.ovhapi.http', 'GET /v2/shop/disk\n  ?a=1\n  &name=b\nx-edition: 1\n', documents),
    ).toEqual(['parameter-removed 3 name', 'parameter-removed 4 x-edition']);
  });

  it('is one of a response that an expectation or a reference reads', async () => {
    const documents = [api({ answer: { id: text, zone: text } }), api({ answer: { id: text } })] as const;
    const written = [
      '# @name disks',
      '# @expect $[0].zone == a',
      'GET /v2/shop/disk',
      '###',
      'GET /v2/shop/disk/{{disks[0].id}}?zone={{disks.response.body.$[1].zone}}',
      '',
    ].join('\n');
    expect(await lines('a.ovhapi.http', written, documents)).toEqual([
      'field-removed 2 zone',
      'field-removed 5 zone',
    ]);
    expect(await lines('a.ovhapi.http', 'GET /v2/shop/disk\n', documents)).toEqual([]);
  });

  it('is found at once in a model that holds itself', async () => {
    const loop = (fields: JsonObject): OpenApiDocument =>
      api({
        rule: { properties: { ...fields, rules: listOf(model('shop.Rule')) }, allOf: [model('shop.Rule')] },
      });
    const documents = [loop({ name: text }), loop({})] as const;
    const spec = { rules: [{ rules: [{ name: 'r' }] }] };
    expect(await lines('a.ovhapi.http', put(spec), documents)).toHaveLength(1);
  });
});
