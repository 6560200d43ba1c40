import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { createTemplate, templateFrom } from '../../../src/schema/template.js';
import { document, envelopeModels, listOf, model, operation } from './documents.js';

const made = (...parts: Parameters<typeof templateFrom>): unknown => JSON.parse(templateFrom(...parts));

describe('a template of a new resource', () => {
  it('has what is required first, then what the API would take by default', () => {
    const text = templateFrom({
      type: 'object',
      properties: {
        note: { type: 'string' },
        size: { type: 'integer', default: 3 },
        name: { type: 'string' },
        kind: { type: 'string', enum: ['small'] },
      },
      required: ['name', 'kind'],
    });
    expect(text).toBe('{\n  "name": "",\n  "kind": "small",\n  "size": 3\n}\n');
  });

  it('holds no example and none of several allowed values, because the user chose none', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: 'string', examples: ['x'] },
        b: { type: 'integer', minimum: 2, examples: [7] },
        c: { type: 'string', enum: ['DELETE', 'KEEP'] },
      },
      required: ['a', 'b', 'c'],
    };
    expect(made(schema)).toEqual({ a: '', b: 2, c: '' });
  });

  it('goes into required objects and lists, and ends with a model that holds itself', () => {
    const schema = {
      properties: {
        node: { $ref: '#/definitions/a.Node' },
        list: { type: 'array', minItems: 1, items: { type: 'null' } },
      },
      required: ['node', 'list'],
      definitions: {
        'a.Node': {
          type: 'object',
          properties: { next: { $ref: '#/definitions/a.Node' } },
          required: ['next'],
        },
      },
    };
    expect(made(schema)).toMatchObject({ node: { next: { next: {} } }, list: [null] });
  });

  it('leaves null where null is allowed', () => {
    const properties = {
      a: { type: ['string', 'null'] },
      b: { anyOf: [{ type: 'object' }, { type: 'null' }] },
    };
    expect(made({ properties, required: ['a', 'b'] })).toEqual({ a: null, b: {} });
  });

  it("of an envelope is the target's, without the document's examples", () => {
    const api = document(
      {
        '/s/thing': {
          get: operation({ answer: listOf(model('thing.Thing')) }),
          post: operation({
            body: model('thing.Update'),
            examples: { Small: { value: { targetSpec: { name: 'first' } } } },
          }),
        },
        '/s/thing/{thingId}': { get: operation({ answer: model('thing.Thing') }) },
      },
      envelopeModels,
    );
    const [collection] = readCatalogue('/s', api).collections;
    expect(JSON.parse((collection && createTemplate(api, collection)) ?? '')).toEqual({
      size: 0,
    });
  });
});
