import { beforeEach, describe, expect, it, vi } from 'vitest';
import { decodedPath } from '../../../../src/resource/knownResource.js';
import { parseLocation } from '../../../../src/resource/parseLocation.js';
import { openConsolePage } from '../../../../src/editor/explorer/openConsolePage.js';
import { SchemaSource } from '../../../../src/schema/schemaSource.js';
import { listOf, openApi, operation } from '../../schema/documents.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { clearScreen, screen, window, workspace } from '../fakeVscode.js';

const thing = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };
const order = { type: 'object', properties: { reason: { type: 'string' } }, required: ['reason'] };
const paths = {
  '/shop/order': {
    get: operation({ answer: listOf(thing) }),
    post: operation({ body: thing, answer: thing }),
  },
  '/shop/order/{id}': { get: operation({ answer: thing }), put: operation({ body: thing, answer: thing }) },
  '/shop/order/{id}/cancel': { post: operation({ body: order }) },
  '/shop/order/{id}/line': { get: operation({ answer: listOf(thing) }) },
  '/shop/order/{id}/tag/{key}': { delete: operation() },
};

describe('a page of the API console', () => {
  let orders: readonly { readonly id: string; readonly name?: string }[];
  let opened: string[];
  let offered: readonly { readonly label: string; readonly description?: string }[];
  let choose: (labels: readonly string[]) => number | undefined;
  let files: string[];

  beforeEach(() => {
    clearScreen();
    orders = [
      { id: 'o/1', name: 'First' },
      { id: 'o2', name: 'Second' },
    ];
    [opened, offered, files] = [[], [], []];
    choose = () => 0;
    vi.spyOn(window, 'showQuickPick').mockImplementation(((items: typeof offered) => {
      offered = items;
      const index = choose(items.map(({ label }) => label));
      return Promise.resolve(index === undefined ? undefined : items.at(index));
    }) as never);
    vi.spyOn(workspace, 'openTextDocument').mockImplementation(((file: { content: string }) => {
      files.push(file.content);
      return Promise.resolve({});
    }) as never);
    Object.assign(window, { showTextDocument: () => Promise.resolve() });
  });

  const open = async (page: string): Promise<void> => {
    const api = fakeApi(({ path }) => {
      if (path === '') return { body: { apis: [{ path: '/shop' }] } };
      return { body: path === '/shop.json' ? openApi(paths) : orders };
    });
    const schemas = new SchemaSource({ api, version: () => undefined });
    const location = parseLocation(`https://api.eu.ovhcloud.com/console/?section=/shop&branch=v2${page}`);
    if (location.kind !== 'console') throw new Error(location.kind);
    const places = {
      open: (address: { readonly account: string; readonly segments: readonly string[] }) => {
        opened.push(decodedPath(address));
        return Promise.resolve();
      },
    };
    await openConsolePage({ account: api.account, api, schemas }, places, location);
  };

  it('without an operation opens its section', async () => {
    await open('');
    expect(opened).toEqual(['/shop']);
  });

  it('of a list opens that list, and its POST the list where something can be created', async () => {
    await open('#get-/shop/order');
    await open('#post-/shop/order');
    expect([opened, offered]).toEqual([['/shop/order', '/shop/order'], []]);
  });

  it('asks which resource a placeholder means, and opens what is under it', async () => {
    choose = () => 1;
    await open('#get-/shop/order/-orderId-/line');
    expect(offered.map(({ label, description }) => [label, description])).toEqual([
      ['First', 'o/1'],
      ['Second', 'o2'],
      ['$(list-tree) Show the list in the tree', undefined],
    ]);
    expect(opened).toEqual(['/shop/order/o2/line']);
  });

  it('opens the resource that a PUT would change', async () => {
    await open('#put-/shop/order/-id-');
    expect(opened).toEqual(['/shop/order/o/1']);
  });

  it('does not ask where there is one resource only, and opens the list where there is no resource', async () => {
    orders = [{ id: 'only' }];
    await open('#get-/shop/order/-id-/line');
    orders = [];
    await open('#get-/shop/order/-id-/line');
    expect([opened, offered]).toEqual([['/shop/order/only/line', '/shop/order'], []]);
  });

  it('opens the list when that is chosen instead of a resource, and nothing when the question is left', async () => {
    choose = () => -1;
    await open('#get-/shop/order/-id-/line');
    expect(opened).toEqual(['/shop/order']);
    choose = () => undefined;
    await open('#get-/shop/order/-id-/line');
    expect(opened).toEqual(['/shop/order']);
  });

  it('of an operation without a place becomes a request that is not sent', async () => {
    await open('#post-/shop/order/-id-/cancel');
    expect(opened).toEqual([]);
    expect(files[0]).toContain('POST /v2/shop/order/o%2F1/cancel\n');
    expect(files[0]).toContain('"reason": ""');
  });

  it('leaves a placeholder in the request where no list has a value for it', async () => {
    await open('#delete-/shop/order/-id-/tag/-key-');
    expect(files[0]).toContain('DELETE /v2/shop/order/o%2F1/tag/{key}\n');
  });

  it('that the API document does not have is said so, and the nearest place opens', async () => {
    await open('#get-/shop/order/-id-/nothing');
    expect(opened).toEqual(['/shop/order']);
    expect(screen.messages.map(({ text }) => text)).toEqual([
      'The API document of /shop doesn’t have GET /shop/order/{id}/nothing. The nearest match was opened.',
    ]);
  });

  it('of a section that the account does not have opens nothing but the reason', async () => {
    await open('#get-/elsewhere/-id-');
    expect(opened).toEqual(['/elsewhere']);
  });
});
