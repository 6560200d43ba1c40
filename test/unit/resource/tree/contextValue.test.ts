import { describe, expect, it } from 'vitest';
import { ApiError, CredentialError, NetworkError } from '../../../../src/api/errors.js';
import { contextValue } from '../../../../src/resource/tree/contextValue.js';
import {
  memberNode,
  sectionChildren,
  type CollectionNode,
  type TreeNode,
} from '../../../../src/resource/tree/nodes.js';
import { parseOpenApi } from '../../../../src/schema/openapi.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';

const ship = { type: 'object', properties: { id: { type: 'string' }, targetSpec: {}, currentState: {} } };
const plain = { type: 'object', properties: { id: { type: 'string' } } };

function answer(schema: unknown): object {
  return { responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } } };
}

const query = [{ name: 'owner', in: 'query', schema: { type: 'string' } }];
const body = { requestBody: { content: { 'application/json': { schema: ship } } } };

const internal = { 'x-badges': [{ color: 'orange', label: 'Internal use only' }] };

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
      '/port/buoy': {
        get: answer({ type: 'array', items: ship }),
        post: { ...answer(ship), ...body, ...internal },
      },
      '/port/buoy/{buoyId}': {
        get: answer(ship),
        put: { ...answer(ship), ...body, ...internal },
        delete: { ...answer({}), ...internal },
      },
      '/port/buoy/{buoyId}/sink': { post: { ...answer({}), ...internal } },
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

function words(node: TreeNode): string {
  return contextValue(node, (operation) => operation?.isInternal !== true);
}

describe('the words by which menus know a node', () => {
  it('say of a collection what the document lets one do with it', () => {
    expect(words(collection('ship'))).toBe('collection canCreate canFilter canUpdateMembers');
    expect(words(collection('pier'))).toBe('collection');
  });

  it('say of an item what the document lets one do with it', () => {
    expect(words(memberNode(collection('ship'), { id: 'a' }, 0))).toBe(
      'item envelope canRead writable canUpdate canDelete canDuplicate canAct',
    );
    expect(words(memberNode(collection('pier'), { id: 'a' }, 0))).toBe('item plain canRead readonly');
    const tasks = [{ id: 't', status: 'WAITING_USER_INPUT' }];
    expect(words(memberNode(collection('pier'), { id: 'a', currentTasks: tasks }, 0))).toBe(
      'item plain canRead readonly canAnswer',
    );
  });

  it('say of an item whether Terraform’s provider has its like', () => {
    const policy = { account: 'a', segments: ['iam', 'policy', '1'] };
    expect(
      words({ ...memberNode(collection('pier'), { id: '1' }, 0), address: policy } as TreeNode),
    ).toContain('hasTerraform');
  });

  it('leave out what is for internal use only, unless it is requested', () => {
    const buoy = memberNode(collection('buoy'), { id: 'a' }, 0);
    expect([words(collection('buoy')), words(buoy)]).toEqual([
      'collection',
      'item envelope canRead readonly',
    ]);
    expect([contextValue(collection('buoy'), () => true), contextValue(buoy, () => true)]).toEqual([
      'collection canCreate canUpdateMembers',
      'item envelope canRead writable canUpdate canDelete canDuplicate canAct',
    ]);
  });

  it('distinguish a page that is being read from one that can be requested', () => {
    const parent = collection('pier');
    const more = { kind: 'more', id: 'more', parent, shown: 50 } as const;
    expect(words({ ...more, isLoading: false })).toBe('more');
    expect(words({ ...more, isLoading: true })).toBe('loading');
  });

  it('name what would fix a failure, where a retry alone wouldn’t', () => {
    const failed = (failure: unknown): string =>
      words({ kind: 'failure', id: 'failure', parent: undefined, failure });
    const request = { method: 'GET', path: '/port' } as const;
    const refused = {
      ...{ status: 400, class: undefined, message: 'No schemas version 9.9', details: {} },
      ...{ queryId: undefined, retryAfterMs: undefined },
    };
    expect(failed(new CredentialError(request, 'expired', 'expired'))).toBe('failure credential');
    expect(failed(new ApiError(request, refused))).toBe('failure version');
    expect(failed(new NetworkError(request, 'timeout', 'host'))).toBe('failure');
  });
});
