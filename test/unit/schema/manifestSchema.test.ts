import { describe, expect, it } from 'vitest';
import { getLanguageService, TextDocument } from 'vscode-json-languageservice';
import { manifestSchema } from '../../../src/schema/manifestSchema.js';
import type { JsonObject } from '../../../src/schema/openapi.js';

const texts = {
  kind: 'the kind',
  id: 'the id',
  version: 'the version',
  endpoint: 'the endpoint',
  spec: 'the spec',
};
const spec: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['region', 'window'],
  additionalProperties: false,
  properties: {
    region: { type: 'string' },
    window: { $ref: '#/definitions/a.b~1Window%25' },
    windows: { type: 'array', items: { $ref: '#/definitions/a.b~1Window%25' } },
    byName: { type: 'object', additionalProperties: { $ref: '#/definitions/a.b~1Window%25' } },
  },
  definitions: {
    'a.b/Window%': {
      type: 'object',
      required: ['day'],
      properties: { day: { type: 'string' }, within: { $ref: '#/definitions/a.b~1Window%25' } },
      additionalProperties: false,
    },
  },
};

async function problems(schema: JsonObject, value: unknown): Promise<readonly string[]> {
  const service = getLanguageService({});
  service.configure({ validate: true, schemas: [{ uri: 'test:/s', fileMatch: ['*'], schema }] });
  const text = TextDocument.create('test:/d.json', 'json', 1, JSON.stringify(value));
  const found = await service.doValidation(text, service.parseJSONDocument(text));
  return found.map(({ message }) => (typeof message === 'string' ? message : message.value));
}

describe('the schema of a manifest', () => {
  it('asks for a kind and a spec, and takes an identifier, a version and an endpoint besides', async () => {
    const schema = (): JsonObject => manifestSchema({ spec: undefined, isPartial: false, texts });
    expect(await problems(schema(), { kind: '/a', spec: { anything: 1 } })).toEqual([]);
    expect(
      await problems(schema(), { kind: '/a', id: 12, version: 1.5, endpoint: 'ovh-eu', spec: {} }),
    ).toEqual([]);
    expect(await problems(schema(), {})).toEqual(['Missing property "kind".', 'Missing property "spec".']);
    expect(await problems(schema(), { kind: '/a', spec: {}, version: 'newest', colour: 1 })).toHaveLength(2);
  });

  it('asks of a new resource for all that its spec has to have', async () => {
    const schema = manifestSchema({ spec: structuredClone(spec), isPartial: false, texts });
    expect(await problems(schema, { kind: '/a', spec: { window: {} } })).toEqual([
      'Missing property "region".',
      'Missing property "day".',
    ]);
  });

  it('lets objects of a resource that is there leave fields out, at any depth, but not members of lists', async () => {
    const schema = (): JsonObject => manifestSchema({ spec: structuredClone(spec), isPartial: true, texts });
    expect(await problems(schema(), { kind: '/a', id: 'x', spec: {} })).toEqual([]);
    const deep = { window: { within: { within: {} } }, byName: { a: {} } };
    expect(await problems(schema(), { kind: '/a', id: 'x', spec: deep })).toEqual([]);
    expect(await problems(schema(), { kind: '/a', id: 'x', spec: { windows: [{}] } })).toEqual([
      'Missing property "day".',
    ]);
    expect(await problems(schema(), { kind: '/a', id: 'x', spec: { window: { dy: 1 } } })).toEqual([
      'Property dy is not allowed.',
    ]);
  });
});
