import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { createDraft, templateFrom, type DraftValue } from '../../../src/schema/template.js';
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

  it('has room for 1,000 fields, those first that are required', () => {
    const names = Array.from({ length: 1_200 }, (_, at) => `f${String(at)}`);
    const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    const spec = { type: 'object', properties, required: names.slice(400) };
    const api = document({
      '/s/thing': { get: operation({ answer: listOf(spec) }), post: operation({ body: spec }) },
      '/s/thing/{id}': { get: operation({ answer: spec }) },
    });
    const [collection] = readCatalogue('/s', api).collections;
    const draft = collection && createDraft(api, collection);
    if (draft?.kind !== 'object') throw new Error('there is a draft');
    expect(draft.fields.map(({ name }) => name)).toEqual([...names.slice(0, 200), ...names.slice(400)]);
  });

  it("of an envelope is the target's, without the document's examples", () => {
    const api = document(
      {
        '/s/thing': {
          get: operation({ answer: listOf(model('thing.Thing')) }),
          post: operation({
            body: model('thing.Update'),
            examples: { Small: { value: { targetSpec: { name: 'first', size: 4 } } } },
          }),
        },
        '/s/thing/{thingId}': { get: operation({ answer: model('thing.Thing') }) },
      },
      envelopeModels,
    );
    const [collection] = readCatalogue('/s', api).collections;
    expect(collection && createDraft(api, collection)).toEqual({
      kind: 'object',
      fields: [
        { name: 'name', isOptional: true, value: { kind: 'value', value: '', isOpen: false } },
        { name: 'size', isOptional: false, value: { kind: 'value', value: null, isOpen: true } },
      ],
    });
  });
});

describe('a draft of a new resource', () => {
  const properties = {
    name: { type: 'string', example: 'web' },
    size: { type: 'integer', minimum: 2, example: 4 },
    isShared: { type: 'boolean' },
    kind: { type: 'string', enum: ['SMALL', 'LARGE'] },
    only: { type: 'string', enum: ['ONE'] },
    level: { type: 'integer', default: 3 },
    note: { type: 'string', example: 'a note', examples: ['a note'] },
    tags: { type: 'object' },
  };
  const required = ['name', 'size', 'isShared', 'kind', 'only', 'level'];
  const draft = (known = {}, toChange: readonly string[] = []): DraftValue | undefined => {
    const body = { type: 'object', properties, required };
    const api = document({
      '/s/thing': { get: operation({ answer: listOf(body) }), post: operation({ body }) },
    });
    const [collection] = readCatalogue('/s', api).collections;
    return collection && createDraft(api, collection, known, toChange);
  };
  const fields = (known?: object, toChange?: readonly string[]): readonly (readonly unknown[])[] => {
    const made = draft(known, toChange);
    if (made?.kind !== 'object') throw new Error('it is no object');
    return made.fields.map(({ name, isOptional, value }) => [
      name,
      value.kind === 'value' ? value.value : value.kind,
      ...(value.kind === 'value' && value.isOpen ? ['open'] : []),
      ...(isOptional ? ['optional'] : []),
    ]);
  };

  it('chooses nothing that the API would not choose itself', () => {
    expect(fields()).toEqual([
      ['name', '', 'open'],
      ['size', null, 'open'],
      ['isShared', null, 'open'],
      ['kind', '', 'open'],
      ['only', 'ONE'],
      ['level', 3, 'open'],
      ['note', '', 'optional'],
      ['tags', {}, 'optional'],
    ]);
  });

  it('is the same with examples as without them, wherever the document has them', () => {
    const made = (hasExamples: boolean): DraftValue | undefined => {
      const whole = { name: 'web', place: { region: 'GRA' }, pools: [{ size: 3 }] };
      const shown = (example: unknown): object => (hasExamples ? { example } : {});
      const part = (name: string, schema: object, example: unknown): object => ({
        type: 'object',
        properties: { [name]: { ...schema, ...shown(example) } },
        required: [name],
        ...shown({ [name]: example }),
      });
      const body = {
        type: 'object',
        properties: {
          name: { type: 'string', ...shown('web') },
          place: part('region', { type: 'string' }, 'GRA'),
          pools: {
            ...{ type: 'array', minItems: 1, items: part('size', { type: 'integer' }, 3) },
            ...shown(whole.pools),
          },
        },
        required: ['name', 'place', 'pools'],
        ...shown(whole),
      };
      const examples = hasExamples ? { Whole: { value: whole } } : {};
      const api = document(
        {
          '/s/thing': {
            get: operation({ answer: listOf(body) }),
            post: operation({ body: model('s.Thing'), examples }),
          },
        },
        { 's.Thing': body },
      );
      const [collection] = readCatalogue('/s', api).collections;
      return collection && createDraft(api, collection);
    };
    expect(made(true)).toEqual(made(false));
    expect(JSON.stringify(made(true))).not.toMatch(/web|GRA|3/);
  });

  it('holds what is known as it is, optional or not', () => {
    expect(fields({ name: 'web', note: 'n' }).slice(-3)).toEqual([
      ['tags', {}, 'optional'],
      ['name', 'web'],
      ['note', 'n'],
    ]);
  });

  it('begins with what is known and to be changed', () => {
    const known = { note: 'n', name: 'web-copy' };
    expect([fields(known, ['name'])[0], fields(known, ['name']).at(-1)]).toEqual([
      ['name', 'web-copy', 'open'],
      ['note', 'n'],
    ]);
  });
});
