import { describe, expect, it } from 'vitest';
import { contextValue } from '../../../src/editor/tree/contextValue.js';
import { memberNode, sectionChildren, type CollectionNode } from '../../../src/editor/tree/nodes.js';
import { parseOpenApi } from '../../../src/schema/openapi.js';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';

const ship = { type: 'object', properties: { id: { type: 'string' }, targetSpec: {}, currentState: {} } };
const plain = { type: 'object', properties: { id: { type: 'string' } } };

function answer(schema: unknown): object {
  return { responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } } };
}

const query = [{ name: 'owner', in: 'query', schema: { type: 'string' } }];
const body = { requestBody: { content: { 'application/json': { schema: ship } } } };

const catalogue = readCatalogue(
  '/port',
  parseOpenApi({
    openapi: '3.0.0',
    info: { title: 'Port', version: '1.0' },
    paths: {
      '/port/ship': {
        get: { ...answer({ type: 'array', items: ship }), parameters: query },
        post: { ...answer(ship), ...body },
      },
      '/port/ship/{shipId}': { get: answer(ship), put: { ...answer(ship), ...body }, delete: answer({}) },
      '/port/ship/{shipId}/launch': { post: answer({}) },
      '/port/pier': { get: answer({ type: 'array', items: plain }) },
      '/port/pier/{pierId}': { get: answer(plain) },
    },
  }),
);

function collection(name: string): CollectionNode {
  const found = sectionChildren('me', catalogue, () => true).find(
    (node) => node.kind === 'collection' && node.collection.name.endsWith(name),
  );
  if (found?.kind !== 'collection') throw new Error(`no collection ${name}`);
  return found;
}

describe('the words by which menus know a node', () => {
  it('say of a collection what the document lets one do with it', () => {
    expect(contextValue(collection('ship'))).toBe('collection canCreate canFilter');
    expect(contextValue(collection('pier'))).toBe('collection');
  });

  it('say of an item what the document lets one do with it', () => {
    expect(contextValue(memberNode(collection('ship'), { id: 'a' }, 0))).toBe(
      'item envelope writable canUpdate canDelete canAct',
    );
    expect(contextValue(memberNode(collection('pier'), { id: 'a' }, 0))).toBe('item plain readonly');
  });

  it('tell a page that is being read from one that can be asked for', () => {
    const parent = collection('pier');
    const more = { kind: 'more', id: 'more', parent, shown: 50 } as const;
    expect(contextValue({ ...more, isLoading: false })).toBe('more');
    expect(contextValue({ ...more, isLoading: true })).toBe('loading');
  });
});
