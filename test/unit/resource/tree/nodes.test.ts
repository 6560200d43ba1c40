import { describe, expect, it } from 'vitest';
import {
  hasChildren,
  itemChildren,
  memberNode,
  sectionChildren,
  type CollectionNode,
  type ItemNode,
  type TreeNode,
} from '../../../../src/resource/tree/nodes.js';
import { parseOpenApi } from '../../../../src/schema/openapi.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';

const text = { type: 'string' };
const shop = { type: 'object', properties: { id: text, name: text, targetSpec: {}, currentState: {} } };

function get(schema: unknown, more: object = {}): object {
  const content = { 'application/json': { schema } };
  return { get: { responses: { '200': { description: 'ok', content } }, ...more } };
}

function list(items: unknown, more?: object): object {
  return get({ type: 'array', items }, more);
}

const internal = { 'x-badges': [{ color: 'orange', label: 'Internal use only' }] };

const catalogue = readCatalogue(
  '/trade',
  parseOpenApi({
    openapi: '3.0.0',
    info: { title: 'Trade', version: '1.0' },
    paths: {
      '/trade/shop': list(shop),
      '/trade/shop/{shopId}': { ...get(shop), put: { requestBody: { content: {} }, responses: {} } },
      '/trade/shop/{shopId}/till': list({ type: 'object', properties: { id: text } }),
      '/trade/shop/{shopId}/till/{tillId}': get({ type: 'object', properties: { id: text } }),
      '/trade/shop/{shopId}/opening': get({ type: 'object', properties: { from: text } }),
      '/trade/shop/{shopId}/reference/size': list({ type: 'object', properties: { name: text } }),
      '/trade/shop/{shopId}/task': list({ type: 'object', properties: { id: text, status: text } }),
      '/trade/shop/{shopId}/event': list({ type: 'object', properties: { type: text } }),
      '/trade/ledger': { ...list(text, internal), post: { responses: {} } },
      '/trade/reference/size': list({ type: 'object', properties: { name: text } }),
    },
  }),
);

function names(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.map((node) => {
    if (node.kind === 'collection') return node.collection.name;
    if (node.kind === 'item') return node.member.label;
    return node.kind;
  });
}

function children(isShown = true): readonly TreeNode[] {
  return sectionChildren('me', catalogue, (operation) => isShown || operation?.isInternal !== true);
}

function collection(nodes: readonly TreeNode[], name: string): CollectionNode {
  const found = nodes.find((node) => node.kind === 'collection' && node.collection.name === name);
  if (found?.kind !== 'collection') throw new Error(`there is no collection ${name}`);
  return found;
}

describe('the nodes of a section', () => {
  it('are its collections, with reference lists apart and a count of internal operations at the end', () => {
    expect(names(children())).toEqual(['shop', 'ledger', 'references', 'internal']);
  });

  it('leave out what is for internal use only, unless it is requested', () => {
    expect(names(children(false))).toEqual(['shop', 'references', 'internal']);
  });
});

it('a spec is shown only where the API takes one back', () => {
  const till = memberNode(collection(children(), 'shop'), { id: '1' }, 0);
  if (till.kind !== 'item') throw new Error('not an item');
  const readonly: ItemNode = { ...till, item: { ...till.item, update: undefined } };
  expect(names(itemChildren(readonly, () => true))).not.toContain('spec');
  expect(names(itemChildren(till, ({ method }: { method?: string } = {}) => method !== 'PUT'))).not.toContain(
    'spec',
  );
});

describe('a member of a collection', () => {
  const shops = collection(children(), 'shop');

  it('is called by its name, and has its address by its identifier, whatever is in that', () => {
    const node = memberNode(shops, { id: 'a/b:c', name: 'Corner shop', resourceStatus: 'READY' }, 0);
    expect(node).toMatchObject({
      kind: 'item',
      address: { account: 'me', segments: ['trade', 'shop', 'a/b:c'] },
      member: { label: 'Corner shop', status: 'READY' },
    });
  });

  it('is a row when the list’s members have no address', () => {
    const ledger = collection(children(), 'ledger');
    expect(memberNode(ledger, 'paper', 3)).toMatchObject({ kind: 'row', member: { label: 'paper' } });
  });

  it('without its identifier is still a row, and spoils nothing', () => {
    expect(memberNode(shops, { name: 'nameless' }, 1)).toMatchObject({
      kind: 'row',
      member: { label: 'nameless' },
    });
    expect(memberNode(shops, null, 2).kind).toBe('row');
  });

  it('has an id of its own among all nodes', () => {
    const one = memberNode(shops, { id: '1' }, 0);
    const other = memberNode(shops, { id: '2' }, 1);
    expect(new Set([shops.id, one.id, other.id]).size).toBe(3);
  });

  it('shows its spec, sub-collections, single objects, history and reference lists, in this order', () => {
    const node = memberNode(shops, { id: '1', name: 'Corner shop' }, 0);
    if (node.kind !== 'item') throw new Error('not an item');
    expect(hasChildren(node, () => true)).toBe(true);
    const below = itemChildren(node, () => true);
    expect(names(below)).toEqual(['spec', 'till', 'opening', 'task', 'event', 'references']);
    expect([collection(below, 'task').members, collection(below, 'event').members]).toEqual([
      'task',
      'event',
    ]);
    expect(collection(below, 'till').address.segments).toEqual(['trade', 'shop', '1', 'till']);
  });
});
