import { describe, expect, it } from 'vitest';
import type { Catalogue, Collection } from '../../../src/schema/catalogue.js';
import { findByPath } from '../../../src/schema/findByPath.js';
import { specSchema } from '../../../src/schema/jsonSchema.js';
import type { JsonObject } from '../../../src/schema/openapi.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import type { openApi } from './documents.js';
import { document, envelopeModels, listOf, model, operation } from './documents.js';

const text = { type: 'string' };
const thing = { type: 'object', properties: { id: text, name: text } };

function catalogueOf(...parts: Parameters<typeof openApi>): Catalogue {
  return readCatalogue('/s', document(...parts));
}

/** The only collection of a section with the given paths under it. */
function collectionOf(paths: Readonly<Record<string, JsonObject>>, schemas = {}): Collection {
  const { collections } = catalogueOf(paths, schemas);
  if (!collections[0] || collections.length > 1)
    throw new Error(`There are ${collections.length} collections.`);
  return collections[0];
}

const names = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);

describe('a collection', () => {
  it('is a path that returns a list: itself, by a model or by a part', () => {
    const { collections } = catalogueOf(
      {
        '/s/a': { get: operation({ answer: listOf(thing) }) },
        '/s/b': { get: operation({ answer: model('Things') }) },
        '/s/c': { get: operation({ answer: { allOf: [model('Things')], description: 'All' } }) },
      },
      { Things: listOf(thing) },
    );
    expect(names(collections)).toEqual(['a', 'b', 'c']);
  });

  it('of things without an address has rows', () => {
    const { item, identifier, create } = collectionOf({
      '/s/reference/plan': { get: operation({ answer: listOf(thing) }) },
    });
    expect({ item, identifier, create }).toEqual({
      item: undefined,
      identifier: undefined,
      create: undefined,
    });
  });

  it('takes its identifier from where the document says it', () => {
    const members = { type: 'object', properties: { id: text, urn: text } };
    const { identifier } = collectionOf({
      '/s/a': { get: operation({ answer: listOf(members), 'x-response-identifier': 'urn' }) },
      '/s/a/{aId}': { get: operation({ answer: members }) },
    });
    expect(identifier).toBe('urn');
  });

  it.each([
    ['thingId', ['thingId', 'id'], 'thingId'],
    ['resourceURN', ['id', 'urn'], 'urn'],
    ['thingName', ['id', 'name'], 'name'],
    ['whatever', ['id', 'size'], 'id'],
  ])(
    'finds the identifier of {%s} among %j where the document does not say it',
    (parameter, fields, found) => {
      const members = {
        type: 'object',
        properties: Object.fromEntries(fields.map((field) => [field, text])),
      };
      const { identifier } = collectionOf({
        '/s/a': { get: operation({ answer: listOf(members) }) },
        [`/s/a/{${parameter}}`]: { get: operation({ answer: members }) },
      });
      expect(identifier).toBe(found);
    },
  );

  it('of bare strings has members that are identifiers', () => {
    const { item, identifier } = collectionOf({
      '/s/a': { get: operation({ answer: listOf(text) }) },
      '/s/a/{name}': { get: operation({ answer: thing }) },
    });
    expect([item?.parameter, identifier]).toEqual(['name', undefined]);
  });

  it('is paged when its list takes a cursor', () => {
    const cursor = { name: 'X-Pagination-Cursor', in: 'header', schema: text };
    const paged = collectionOf({
      '/s/a': { get: operation({ answer: listOf(text), parameters: [cursor] }) },
    });
    expect(paged.list.isPaged).toBe(true);
    expect(collectionOf({ '/s/a': { get: operation({ answer: listOf(text) }) } }).list.isPaged).toBe(false);
  });

  it('is a paged object with one list of objects, whose members are that list', () => {
    const page = {
      type: 'object',
      properties: { subnet: text, events: listOf(thing), labels: listOf(text) },
    };
    const paging = [{ in: 'header', name: 'X-Pagination-Cursor', schema: text }];
    const { collections, singletons } = catalogueOf({
      '/s/traffic': { get: operation({ answer: page, parameters: paging }) },
      '/s/traffic/{trafficId}': { get: operation({ answer: thing }) },
      '/s/unpaged': { get: operation({ answer: page }) },
      '/s/several': {
        get: operation({
          answer: { type: 'object', properties: { a: listOf(thing), b: listOf(thing) } },
          parameters: paging,
        }),
      },
      '/s/plain': { get: operation({ answer: listOf(thing), parameters: paging }) },
    });
    expect(collections.map(({ path, itemsIn, identifier }) => [path, itemsIn, identifier])).toEqual([
      ['/s/traffic', 'events', 'id'],
      ['/s/plain', undefined, undefined],
    ]);
    expect(singletons.map(({ path }) => path)).toEqual(['/s/unpaged', '/s/several']);
  });

  it('may be the section itself', () => {
    const { collections } = catalogueOf({
      '/s': { get: operation({ answer: listOf(text) }) },
      '/s/{name}': { get: operation({ answer: thing }) },
      '/s/{name}/part': { get: operation({ answer: listOf(text) }) },
      '/s/offers': { get: operation({ answer: listOf(text) }) },
    });
    expect(collections.map(({ path }) => path)).toEqual(['/s', '/s/offers']);
    expect(names(collections[0]?.item?.collections ?? [])).toEqual(['part']);
  });
});

describe('an item', () => {
  const paths = {
    '/s/thing': {
      get: operation({ answer: listOf(model('thing.Thing')) }),
      post: operation({ body: model('thing.Update') }),
    },
    '/s/thing/{thingId}': {
      get: operation({ answer: model('thing.Thing') }),
      put: operation({ body: model('thing.Update') }),
      delete: operation(),
    },
    '/s/thing/{thingId}/task': { get: operation({ answer: listOf(thing) }) },
    '/s/thing/{thingId}/task/{taskId}': { get: operation({ answer: thing }) },
    '/s/thing/{thingId}/event': { get: operation({ answer: listOf(thing) }) },
    '/s/thing/{thingId}/part': { get: operation({ answer: listOf(thing) }) },
    '/s/thing/{thingId}/capabilities/size': { get: operation({ answer: listOf(text) }) },
    '/s/thing/{thingId}/usage': { get: operation({ answer: thing }) },
    '/s/thing/{thingId}/restart': { post: operation() },
    '/s/thing/{thingId}/tag': { post: operation() },
    '/s/thing/{thingId}/tag/{key}': { delete: operation() },
  };
  const { item, create } = collectionOf(paths, envelopeModels);

  it('has the checksum of a body that is the spec itself as the resource’s own, not as a field to be typed', () => {
    const body = { type: 'object', required: ['checksum'], properties: { checksum: text, name: text } };
    const paths = {
      '/s/a': { get: operation({ answer: listOf(thing) }) },
      '/s/a/{id}': {
        get: operation({ answer: { type: 'object', properties: { id: text, checksum: text, name: text } } }),
        put: operation({ body }),
      },
    };
    const { item } = collectionOf(paths);
    expect(item).toMatchObject({ bodyForm: 'spec', takesChecksum: true });
    expect([...(item?.writable.fields.keys() ?? [])]).toEqual(['name']);
    expect(item && specSchema(document(paths), item)).toMatchObject({
      properties: { checksum: { errorMessage: 'ovhapi:setByTheApi' } },
    });
    expect(item && specSchema(document(paths), item)).not.toHaveProperty('required');
  });

  it('has an envelope when its answer has a target and a state', () => {
    expect(item?.isEnvelope).toBe(true);
    expect(item).toMatchObject({ bodyForm: 'target', takesChecksum: true, answersTarget: true });
    expect(
      collectionOf(
        { '/s/a': paths['/s/thing'], '/s/a/{id}': { get: operation({ answer: thing }) } },
        envelopeModels,
      ).item?.isEnvelope,
    ).toBe(false);
  });

  it('can do what its path can', () => {
    expect([item?.read, item?.update, item?.remove, create].map((one) => one?.method)).toEqual([
      'GET',
      'PUT',
      'DELETE',
      'POST',
    ]);
  });

  it('has its tasks and events apart from its sub-collections', () => {
    expect([item?.tasks?.path, item?.tasks?.item?.parameter]).toEqual(['/s/thing/{thingId}/task', 'taskId']);
    expect(item?.events?.name).toBe('event');
    expect(names(item?.collections ?? [])).toEqual(['part', 'capabilities/size']);
  });

  it('has single objects and actions, a DELETE by a mere key among them', () => {
    expect(names(item?.singletons ?? [])).toEqual(['usage']);
    expect(
      item?.actions.map(({ method, path }) => `${method} ${path.replace('/s/thing/{thingId}', '')}`),
    ).toEqual(['POST /restart', 'POST /tag', 'DELETE /tag/{key}']);
  });

  it('without a GET of its own is listed when it has operations below it', () => {
    const { item: silent } = collectionOf({
      '/s/a': { get: operation({ answer: listOf(text) }) },
      '/s/a/{id}/b': { get: operation({ answer: listOf(text) }) },
    });
    expect(silent?.read).toBeUndefined();
    expect(names(silent?.collections ?? [])).toEqual(['b']);
  });

  it('knows the fields of its spec that only the API sets, in models that hold themselves too', () => {
    const { item: plain } = collectionOf(
      {
        '/s/a': { get: operation({ answer: listOf(model('Node')) }) },
        '/s/a/{id}': { get: operation({ answer: model('Node') }), put: operation({ body: model('Node') }) },
      },
      {
        Node: {
          type: 'object',
          properties: {
            id: { ...text, readOnly: true },
            children: listOf(model('Node')),
            labels: { type: 'object', additionalProperties: model('Label') },
          },
        },
        Label: { type: 'object', properties: { by: { ...text, readOnly: true }, text } },
      },
    );
    expect(plain?.writable.fixed).toEqual(new Map([['id', 'api']]));
    expect(plain?.writable.fields.get('children')?.members).toBe(plain?.writable);
    expect(plain?.writable.fields.get('labels')?.members?.fixed).toEqual(new Map([['by', 'api']]));
  });
});

it('what can be read by a key alone, without a list, is an action', () => {
  const { actions, collections } = catalogueOf({ '/s/lookup/{key}': { get: operation({ answer: thing }) } });
  expect([names(collections), actions.map(({ path }) => path)]).toEqual([[], ['/s/lookup/{key}']]);
});

describe('a single object', () => {
  it('has its own history, and its lists beside it', () => {
    const { singletons, collections } = catalogueOf({
      '/s/config': { get: operation({ answer: thing }), put: operation({ body: thing }) },
      '/s/config/task': { get: operation({ answer: listOf(thing) }) },
      '/s/config/rule': { get: operation({ answer: listOf(thing) }) },
    });
    expect(singletons.map(({ name, tasks }) => [name, tasks?.path])).toEqual([['config', '/s/config/task']]);
    expect(names(collections)).toEqual(['config/rule']);
  });
});

describe('an operation', () => {
  it('carries its badges and the rights that it needs', () => {
    const { operations } = catalogueOf({
      '/s/a': {
        get: operation({
          'x-badges': [
            { color: 'red', label: 'Internal use only' },
            { label: 'Deprecated, will be removed' },
            'odd',
          ],
          'x-iam-actions': [{ name: 's:a/get', required: true }, { name: 's:b/get', required: false }, {}],
        }),
      },
    });
    expect(operations[0]).toMatchObject({
      badges: [
        { color: 'red', label: 'Internal use only' },
        { color: undefined, label: 'Deprecated, will be removed' },
      ],
      iamActions: [
        { name: 's:a/get', required: true },
        { name: 's:b/get', required: false },
      ],
      isInternal: true,
      isDeprecated: true,
    });
  });
});

describe('an operation that ends', () => {
  it('says when and by what it is replaced, and is deprecated by that alone', () => {
    const { operations } = catalogueOf({
      '/s/a': {
        get: operation({
          'x-deprecation-date': '2026-05-20T00:00:00Z',
          'x-deletion-date': 20260901,
          'x-replacement-route': '/v2/s/b/{id}',
        }),
      },
      '/s/b': { get: operation({ deprecated: true }) },
    });
    expect(operations.map(({ isDeprecated, retirement }) => [isDeprecated, retirement])).toEqual([
      [true, { deprecatedAt: '2026-05-20T00:00:00Z', deletedAt: undefined, replacement: '/v2/s/b/{id}' }],
      [true, undefined],
    ]);
  });
});

describe('code samples', () => {
  it('are read in both spellings; entries without a source are left out', () => {
    const samples = [
      { lang: 'go', label: 'Go', source: 'package main' },
      { lang: 'python', source: 'import ovh' },
      { lang: 'empty', source: ' ' },
      'odd',
    ];
    const { operations } = catalogueOf({
      '/s/a': { get: operation({ 'x-code-samples': samples }) },
      '/s/b': { get: operation({ 'x-codeSamples': samples.slice(0, 1) }) },
      '/s/c': { get: operation({ 'x-code-samples': { lang: 'go' } }) },
    });
    expect(operations.map(({ codeSamples }) => codeSamples)).toEqual([
      [
        { language: 'go', label: 'Go', source: 'package main' },
        { language: 'python', label: 'python', source: 'import ovh' },
      ],
      [{ language: 'go', label: 'Go', source: 'package main' }],
      [],
    ]);
  });
});

describe('finding a path', () => {
  const catalogue = catalogueOf({
    '/s/a': { get: operation({ answer: listOf(text) }) },
    '/s/a/{id}': { get: operation({ answer: thing }) },
    '/s/a/status': { get: operation({ answer: thing }) },
    '/s/a/{id}/b': { get: operation({ answer: listOf(text) }) },
    '/s/a/{id}/b/{bId}': { get: operation({ answer: thing }) },
    '/s/a/{id}/task': { get: operation({ answer: listOf(thing) }) },
  });

  it('gives the item, its collection and the decoded identifiers', () => {
    const found = findByPath(catalogue, '/s/a/x%2Fy/b/urn%3Av1?details=true');
    expect(found.item?.path).toBe('/s/a/{id}/b/{bId}');
    expect(found.collection?.path).toBe('/s/a/{id}/b');
    expect(found.parameters).toEqual({ id: 'x/y', bId: 'urn:v1' });
  });

  it('prefers a name that is written out to an identifier', () => {
    expect(findByPath(catalogue, '/s/a/status').item?.path).toBe('/s/a/status');
    expect(findByPath(catalogue, '/s/a/other').item?.path).toBe('/s/a/{id}');
  });

  it('finds histories too, and nothing where there is nothing', () => {
    expect(findByPath(catalogue, '/s/a/1/task').collection?.name).toBe('task');
    for (const path of ['', '/', '/s', '/s/c', '/s/a/1/c', '/other/a'])
      expect(findByPath(catalogue, path)).toEqual({});
  });
});
