import { describe, expect, it } from 'vitest';
import {
  ClientCapabilities,
  getLanguageService,
  TextDocument,
  type LanguageService,
} from 'vscode-json-languageservice';
import type { Item } from '../../../src/schema/catalogue.js';
import { FIXED_MESSAGES } from '../../../src/schema/convertSchema.js';
import { createSchema, specSchema, toJsonSchema } from '../../../src/schema/jsonSchema.js';
import type { JsonObject, OpenApiDocument } from '../../../src/schema/openapi.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import type { openApi } from './documents.js';
import { document, envelopeModels, listOf, model, operation } from './documents.js';

/** What the editor's language service says of a text. */
async function problems(schema: JsonObject, value: unknown): Promise<readonly string[]> {
  const service = getLanguageService({});
  service.configure({
    validate: true,
    schemas: [{ uri: 'test:/s', fileMatch: ['*'], schema: structuredClone(schema) }],
  });
  const text = TextDocument.create('test:/d.json', 'json', 1, JSON.stringify(value));
  const found = await service.doValidation(text, service.parseJSONDocument(text));
  return found.map(({ message }) => (typeof message === 'string' ? message : message.value));
}

async function isValid(schema: JsonObject, value: unknown): Promise<boolean> {
  return (await problems(schema, value)).length === 0;
}

const models = (schemas: Parameters<typeof openApi>[1]): OpenApiDocument => document({}, schemas);

function itemOf(api: OpenApiDocument, section = '/s'): Item {
  const item = readCatalogue(section, api).collections[0]?.item;
  if (!item) throw new Error('There is no item.');
  return item;
}

describe('a JSON Schema of a model', () => {
  it('lets null be where the model is nullable, beside a type, an enum and a reference', async () => {
    const schema = toJsonSchema(
      models({
        Kind: { type: 'string', enum: ['a', 'b'] },
        Thing: {
          type: 'object',
          properties: {
            size: { type: 'integer', nullable: true },
            kind: { type: 'string', enum: ['x'], nullable: true },
            other: { allOf: [model('Kind')], nullable: true, description: 'Which' },
            strict: model('Kind'),
          },
        },
      }),
      model('Thing'),
    );
    expect(await isValid(schema, { size: null, kind: null, other: null, strict: 'a' })).toBe(true);
    expect(await isValid(schema, { size: 3, kind: 'x', other: 'b' })).toBe(true);
    expect(await isValid(schema, { strict: null })).toBe(false);
    expect(await isValid(schema, { other: 'c' })).toBe(false);
    expect(await isValid(schema, { size: 'x' })).toBe(false);
  });

  it('takes only reachable models along, under names with dots, slashes and percent signs', async () => {
    const schema = toJsonSchema(
      models({
        'a.b/c%d~e': { type: 'object', properties: { deep: model('x.Y') } },
        'x.Y': { type: 'string' },
        Alone: { type: 'string' },
        Root: { type: 'object', properties: { one: { $ref: '#/components/schemas/a.b~1c%25d~0e' } } },
      }),
      model('Root'),
    );
    expect(Object.keys(schema.definitions as JsonObject).sort()).toEqual(['a.b/c%d~e', 'x.Y']);
    expect(await problems(schema, { one: { deep: 1 } })).toEqual(['Incorrect type. Expected "string".']);
  });

  it('ends with a model that holds itself', async () => {
    const schema = toJsonSchema(
      models({ Node: { type: 'object', properties: { next: model('Node'), n: { type: 'integer' } } } }),
      model('Node'),
    );
    expect(await isValid(schema, { next: { next: { n: 1 } } })).toBe(true);
    expect(await isValid(schema, { next: { next: { n: 'x' } } })).toBe(false);
  });

  it('joins the parts of allOf into one object', async () => {
    const api = models({
      Base: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      Whole: { allOf: [model('Base'), { type: 'object', properties: { b: { type: 'integer' } } }] },
    });
    const schema = toJsonSchema(api, model('Whole'));
    expect(await isValid(schema, { a: 'x', b: 1 })).toBe(true);
    expect(await isValid(schema, { b: 1 })).toBe(false);
    expect(await isValid(schema, { a: 'x', b: 'y' })).toBe(false);
  });

  it('checks maps by the model of their values', async () => {
    const schema = toJsonSchema(models({}), { type: 'object', additionalProperties: { type: 'string' } });
    expect(await isValid(schema, { any: 'x' })).toBe(true);
    expect(await isValid(schema, { any: 1 })).toBe(false);
  });

  it('keeps limits, an exclusive one too', async () => {
    const schema = toJsonSchema(models({}), {
      type: 'integer',
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 5,
    });
    expect(await Promise.all([0, 1, 5, 6].map((value) => isValid(schema, value)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it.each([
    ['ipv4-block', '10.0.0.0/8', 'ten'],
    ['ip-block', '2001:db8::/32', '10.0.0.0/eight'],
    ['mac-address', '00:1B:44:11:3A:B7', '00:1B:44'],
    ['ipv4', '10.0.0.1', '10.0.0.256'],
    ['date-time', '2024-01-01T00:00:00Z', 'yesterday'],
  ])('knows the format %s', async (format, right, wrong) => {
    const schema = toJsonSchema(models({}), { type: 'string', format });
    expect(await isValid(schema, right)).toBe(true);
    expect(await isValid(schema, wrong)).toBe(false);
  });

  it('takes anything for a model without a type and for a reference that leads nowhere', async () => {
    const schema = toJsonSchema(models({ any: { description: 'Anything' } }), {
      type: 'object',
      properties: { a: model('any'), b: model('missing'), c: { $ref: 'other.json#/X' } },
    });
    expect(await isValid(schema, { a: 1, b: 'x', c: [] })).toBe(true);
  });

  it('describes a field in Markdown in which nothing of the document acts', () => {
    const schema = toJsonSchema(models({}), {
      type: 'integer',
      description: '[click](command:x) <img>',
      minimum: 1,
      maximum: 10,
      default: 3,
      readOnly: true,
    });
    expect(schema.markdownDescription).toBe(
      '\\[click\\]\\(command\\:x\\) \\<img\\>\n\n`integer` · `readOnly` · `1 – 10` · `default 3`',
    );
  });
});

const envelope = document(
  {
    '/s/thing': { get: operation({ answer: listOf(model('thing.Thing')) }) },
    '/s/thing/{thingId}': {
      get: operation({ answer: model('thing.Thing') }),
      put: operation({
        body: model('thing.Update'),
        examples: { Bigger: { value: { targetSpec: { size: 9, name: '$1}' } } } },
      }),
    },
  },
  envelopeModels,
);

describe('a JSON Schema of more than five thousand schemas', () => {
  it('names all fields, and says nothing of the last ones', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`f${String(index)}`, { type: 'string' } as const]),
    );
    const schema = toJsonSchema(models({ M: { type: 'object', properties } }), {
      $ref: '#/components/schemas/M',
    });
    expect(Object.keys(schema.properties as JsonObject)).toHaveLength(20_000);
    expect(await isValid(schema, { f0: 1 })).toBe(false);
    expect(await isValid(schema, { f19999: 1 })).toBe(true);
  });
});

describe("the schema of an envelope's spec", () => {
  const schema = specSchema(envelope, itemOf(envelope)) ?? {};

  it('is that of the target which the update takes', async () => {
    expect(await isValid(schema, { size: 1, name: 'x' })).toBe(true);
    expect(await problems(schema, { name: 'x' })).toEqual(['Missing property "size".']);
  });

  it('reports an unknown field', async () => {
    expect(await problems(schema, { size: 1, sise: 2 })).toEqual(['Property sise is not allowed.']);
  });

  it('proposes the examples of the document as they are', async () => {
    const service = getLanguageService({});
    service.configure({
      schemas: [{ uri: 'test:/s', fileMatch: ['*'], schema: structuredClone(schema) }],
    });
    const text = TextDocument.create('test:/d.json', 'json', 1, '');
    const list = await service.doComplete(text, { line: 0, character: 0 }, service.parseJSONDocument(text));
    const bigger = list?.items.find(({ label }) => label === 'Bigger');
    expect(bigger?.insertText).toContain('"\\$1\\}"');
  });
});

describe("the schema of a plain resource's spec", () => {
  const api = document(
    {
      '/s/rule': {
        get: operation({ answer: listOf(model('Rule')) }),
        post: operation({ body: model('Rule') }),
      },
      '/s/rule/{ruleId}': {
        get: operation({ answer: model('Rule') }),
        put: operation({ body: model('Rule') }),
      },
    },
    {
      Rule: {
        type: 'object',
        properties: {
          id: { type: 'string', readOnly: true },
          name: { type: 'string' },
          targets: listOf(model('Target')),
        },
        required: ['id', 'name'],
      },
      Target: {
        type: 'object',
        properties: { urn: { type: 'string' }, owner: { type: 'string', readOnly: true } },
      },
    },
  );

  it('neither asks for nor accepts what only the API sets, at any depth', async () => {
    const schema = specSchema(api, itemOf(api)) ?? {};
    expect(await isValid(schema, { name: 'x', targets: [{ urn: 'u' }] })).toBe(true);
    expect(await problems(schema, { name: 'x', id: 'y' })).toEqual([FIXED_MESSAGES.api]);
    expect(await problems(schema, { name: 'x', targets: [{ owner: 'o' }] })).toEqual([FIXED_MESSAGES.api]);
    const { collections } = readCatalogue('/s', api);
    expect(collections[0] && createSchema(api, collections[0])).toEqual(schema);
  });

  it('refuses what is fixed at creation with that reason, and marks what is never answered', async () => {
    const fields = (...names: readonly string[]): JsonObject => ({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    });
    const smaller = document({
      '/s/box': {
        get: operation({ answer: listOf(fields('id')) }),
        post: operation({ body: fields('name', 'region') }),
      },
      '/s/box/{id}': {
        get: operation({ answer: fields('id', 'name', 'region') }),
        put: operation({ body: fields('name', 'userData') }),
      },
    });
    const schema = specSchema(smaller, itemOf(smaller)) ?? {};
    expect(await isValid(schema, { name: 'x', userData: 'y' })).toBe(true);
    expect(await problems(schema, { region: 'GRA' })).toEqual([FIXED_MESSAGES.creation]);
    expect(await problems(schema, { id: 'a' })).toEqual([FIXED_MESSAGES.api]);
    expect(schema.properties).toMatchObject({ userData: { writeOnly: true } });
    expect(schema.properties).not.toMatchObject({ name: { writeOnly: true } });
  });

  it('is of the same fields as its document', () => {
    const item = itemOf(api);
    expect([...item.writable.fields.keys()]).toEqual(['name', 'targets']);
    expect(item.writable.fixed).toEqual(new Map([['id', 'api']]));
    expect(item.writable.fields.get('targets')?.members?.fixed).toEqual(new Map([['owner', 'api']]));
  });
});

describe('what the editor shows of a schema', () => {
  const api = document(
    {
      '/s/box': {
        get: operation({ answer: listOf(model('Box')) }),
        post: operation({ body: model('Box'), 'x-badges': [{ label: 'Beta version', color: 'blue' }] }),
      },
    },
    {
      Box: {
        type: 'object',
        properties: {
          note: { type: 'string', 'x-badges': [{ label: 'Alpha' }] },
          id: { type: 'string', format: 'uuid' },
          kind: { allOf: [model('Kind')], description: 'Which [one]' },
          size: { type: 'integer', minimum: 1, maximum: 9 },
          maybe: { allOf: [model('Kind')], description: 'Perhaps', nullable: true },
        },
        required: ['size', 'kind'],
      },
      Kind: { type: 'string', enum: ['small', 'large'] },
    },
  );
  const collection = readCatalogue('/s', api).collections[0];
  const schema = (collection && createSchema(api, collection)) ?? {};
  const service = (): LanguageService => {
    const made = getLanguageService({ clientCapabilities: ClientCapabilities.LATEST });
    made.configure({
      validate: true,
      schemas: [{ uri: 'test:/s', fileMatch: ['*'], schema: structuredClone(schema) }],
    });
    return made;
  };
  const at = (text: string): { document: TextDocument; position: { line: number; character: number } } => {
    const offset = text.indexOf('|');
    const document = TextDocument.create('test:/d.json', 'json', 1, text.replace('|', ''));
    return { document, position: document.positionAt(offset) };
  };

  it('are the fields that have to be there first, then the others in their order', async () => {
    const { document: text, position } = at('{|}');
    const judge = service();
    const list = await judge.doComplete(text, position, judge.parseJSONDocument(text));
    const sorted = [...(list?.items ?? [])].sort((a, b) =>
      (a.sortText ?? '').localeCompare(b.sortText ?? ''),
    );
    expect(sorted.map(({ label }) => label)).toEqual(['kind', 'size', 'note', 'id', 'maybe']);
    expect(sorted.map(({ detail }) => detail)).toEqual([
      'string · required',
      'integer · required',
      'string',
      'uuid',
      'string · null',
    ]);
  });

  it.each([
    ['{"kind|": "small"}', 'Which \\[one\\]\n\n`string` · `required` · `small | large`'],
    ['{"maybe|": "small"}', 'Perhaps\n\n`string` · `null` · `small | large`'],
    ['{"size|": 1}', '`integer` · `required` · `1 – 9`'],
    ['{"note|": ""}', '`string`\n\n*Alpha*'],
  ])('are description, type, limits and labels of a field: %s', async (marked, told) => {
    const { document: text, position } = at(marked);
    const judge = service();
    const hover = await judge.doHover(text, position, judge.parseJSONDocument(text));
    expect(hover?.contents).toEqual([told]);
  });

  it('are the labels of the operation that takes it', () => {
    expect(schema.markdownDescription).toContain('*Beta version*');
  });

  it('are values that a format does not allow', async () => {
    expect(
      await isValid(schema, { size: 1, kind: 'small', id: '7b1e0c1c-7d3a-4d54-9a2a-0c2b9c3f1a11' }),
    ).toBe(true);
    expect(await isValid(schema, { size: 1, kind: 'small', id: 'seven' })).toBe(false);
  });
});

it('what can not be updated or created has no schema', () => {
  const api = document({
    '/s/thing': { get: operation({ answer: listOf({ type: 'object' }) }) },
    '/s/thing/{id}': { get: operation({ answer: { type: 'object' } }) },
  });
  const [collection] = readCatalogue('/s', api).collections;
  expect(specSchema(api, itemOf(api))).toBeUndefined();
  expect(collection && createSchema(api, collection)).toBeUndefined();
});
