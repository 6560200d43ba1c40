import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOpenApi, propertiesOf, resolveSchema } from '../../../src/schema/openapi.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { parseIndex } from '../../../src/schema/sections.js';
import { document, model } from './documents.js';

describe('reading a document', () => {
  it.each([[null], ['text'], [{}], [{ openapi: '3.0.0' }], [{ swagger: '2.0', paths: {} }], [[]]])(
    'refuses %j, which is not an API document',
    (json) => {
      expect(() => parseOpenApi(json)).toThrow(TypeError);
    },
  );

  it('never fails for odd parts of one', () => {
    const anyPart = fc.jsonValue({ maxDepth: 4 });
    const anyMethod = fc.constantFrom('get', 'post', 'put', 'parameters', 'x-odd');
    const anyPath = fc.constantFrom('/s', '/s/a', '/s/a/{id}', '/s/a/{id}/{b}', 's', '');
    const anyOperation = fc.oneof(
      anyPart,
      fc.record(
        {
          parameters: anyPart,
          requestBody: fc.oneof(anyPart, fc.record({ content: anyPart })),
          responses: fc.oneof(anyPart, fc.record({ 200: anyPart })),
          'x-badges': anyPart,
          'x-iam-actions': anyPart,
          'x-response-identifier': anyPart,
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(
        fc.dictionary(anyPath, fc.oneof(anyPart, fc.dictionary(anyMethod, anyOperation))),
        anyPart,
        anyPart,
        (paths, info, components) => {
          const read = parseOpenApi({ openapi: '3.0.3', paths, info, components });
          expect(readCatalogue('/s', read).operations).toHaveLength(read.operations.length);
        },
      ),
    );
  });

  it('joins parameters of a path into its operations, whose own go first', () => {
    const { operations } = document({
      '/s/{id}': {
        parameters: [
          { name: 'id', in: 'path', schema: { type: 'string' } },
          { name: 'q', in: 'query', required: true },
        ],
        get: { parameters: [{ name: 'q', in: 'query', description: 'own' }, { $ref: '#/nowhere' }] },
      },
    });
    expect(
      operations[0]?.parameters.map(({ name, required, description }) => [name, required, description]),
    ).toEqual([
      ['id', true, undefined],
      ['q', false, 'own'],
    ]);
  });
});

describe('following a reference', () => {
  const api = document(
    {},
    {
      'a.b/c~d': { type: 'string' },
      Circle: model('Round'),
      Round: { allOf: [model('Circle')] },
      Base: { properties: { a: { type: 'string' }, b: { type: 'string' } } },
      Whole: { allOf: [model('Base'), { properties: { b: { type: 'integer' } } }], properties: { c: {} } },
      Self: { allOf: [model('Self'), { properties: { x: {} } }] },
    },
  );

  it('reads names with dots, slashes and tildes', () => {
    expect(resolveSchema(api, { $ref: '#/components/schemas/a.b~1c~0d' })).toEqual({ type: 'string' });
  });

  it('ends when it goes round or nowhere', () => {
    expect(resolveSchema(api, model('Circle'))).toEqual({});
    expect(resolveSchema(api, model('missing'))).toEqual({});
    expect(resolveSchema(api, { $ref: '#/components/schemas/%' })).toEqual({});
    expect(resolveSchema(api, { $ref: '#/toString/constructor' })).toEqual({});
    expect(Object.keys(propertiesOf(api, model('Self')))).toEqual(['x']);
  });

  it('collects the properties of every part, the later one winning', () => {
    expect(propertiesOf(api, model('Whole'))).toEqual({
      a: { type: 'string' },
      b: { type: 'integer' },
      c: {},
    });
  });
});

describe('the index of sections', () => {
  it.each([
    [
      'objects under apis',
      { apis: [{ path: '/b/c', description: 'B', format: ['json', 'yaml'] }, { path: 'a' }] },
    ],
    ['bare objects', [{ path: '/b/c', description: 'B', formats: ['json', 'yaml'] }, { path: '/a/' }]],
  ])('is read from %s', (_, json) => {
    expect(parseIndex(json)).toEqual([
      { path: '/a', description: undefined, badges: [], formats: [] },
      { path: '/b/c', description: 'B', badges: [], formats: ['json', 'yaml'] },
    ]);
  });

  it('is read from bare paths, each once', () => {
    expect(parseIndex(['/b', 'a', '/b/', '', '/']).map(({ path }) => path)).toEqual(['/a', '/b']);
  });

  it('has the badges of its sections', () => {
    const [section] = parseIndex({
      apis: [{ path: '/a', 'x-badges': [{ label: 'Beta version', color: 'blue' }] }],
    });
    expect(section?.badges).toEqual([{ label: 'Beta version', color: 'blue' }]);
  });

  it('leaves out what is no section, and never fails', () => {
    expect(parseIndex({ apis: [null, 1, { path: 3 }, { path: '/a' }] }).map(({ path }) => path)).toEqual([
      '/a',
    ]);
    fc.assert(fc.property(fc.jsonValue(), (json) => Array.isArray(parseIndex(json))));
  });
});
