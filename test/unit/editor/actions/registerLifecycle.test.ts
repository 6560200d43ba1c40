import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  registerLifecycle,
  type LifecycleOptions,
} from '../../../../src/editor/actions/registerLifecycle.js';
import { addressOf } from '../../../../src/resource/address.js';
import { findByPath } from '../../../../src/schema/findByPath.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { document, listOf, operation } from '../../schema/documents.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { clearScreen, screen, window } from '../fakeVscode.js';

const text = { type: 'string' };
const thing = {
  type: 'object',
  required: ['name', 'size', 'password'],
  properties: { name: text, size: { type: 'integer' }, password: text, note: text },
};
const api = document({
  '/s/thing': {
    get: operation({ answer: listOf(thing) }),
    post: operation({
      body: { ...thing, example: { name: 'shown', size: 9, note: 'shown' } },
      examples: { Whole: { value: { name: 'shown', size: 9, note: 'shown' } } },
    }),
  },
  '/s/thing/{id}': {
    get: operation({ answer: thing }),
    put: operation({ body: thing }),
    delete: operation({}),
  },
});
const catalogue = readCatalogue('/s', api);

describe('the commands of a resource’s life', () => {
  const inserted: string[] = [];
  const row = (id: string): object => ({ kind: 'member', address: addressOf('me', `/s/thing/${id}`) });
  const run = (command: string, ...args: readonly unknown[]): unknown =>
    screen.commands.get(command)?.(...args);

  beforeEach(() => {
    clearScreen();
    vi.restoreAllMocks();
    inserted.length = 0;
    const insertSnippet = ({ value }: { readonly value: string }): Promise<boolean> => {
      inserted.push(value);
      return Promise.resolve(true);
    };
    vi.spyOn(window, 'showTextDocument').mockResolvedValue({ insertSnippet });
    const connection = {
      api: fakeApi(() => ({ body: { id: '1', name: 'web', size: 3, password: 'canary' } })),
      schemas: {
        forPath: (path: string) =>
          Promise.resolve({ ...findByPath(catalogue, path), section: { document: api } }),
      },
    };
    const options = {
      connections: { get: () => connection },
      documents: {
        isEdited: () => false,
        problems: () => Promise.resolve([]),
        saving: () => ({ run: () => undefined }),
      },
      ...{ watcher: {}, openPanel: () => undefined, describe: String, note: String },
      reportFailure: (failure: unknown) => {
        throw failure;
      },
    };
    registerLifecycle(options as unknown as LifecycleOptions);
  });

  it('begin a draft as a snippet whose required fields are places to stop at, with nothing of the document’s examples', async () => {
    await run('ovhApi.resources.create', { address: addressOf('me', '/s/thing') });
    expect(inserted).toEqual([
      [
        '{',
        '  // Optional fields: uncomment a line to set it.',
        '  // "note": "",',
        '  "name": "${1}",',
        '  "size": ${2:null},',
        '  "password": "${3}"',
        '\\}',
        '',
      ].join('\n'),
    ]);
  });

  it('begin a duplicate with what the resource has, its name first to be changed, and leave its secrets to be typed', async () => {
    await run('ovhApi.resource.duplicate', row('1'));
    expect(inserted).toHaveLength(1);
    expect(inserted[0]).toContain('"name": "${1:web-copy}"');
    expect(inserted[0]).toContain('"size": 3');
    expect(inserted[0]).toContain('"password": "${2}"');
  });

  it('delete all selected rows after one question', async () => {
    await run('ovhApi.resource.delete', row('1'), [row('1'), row('2')]);
    expect(screen.messages.map(({ text: said }) => said)).toEqual(['Me (127.0.0.1:1): Delete 2 resources?']);
    screen.messages = [];
    await run('ovhApi.resource.delete', row('1'), undefined);
    expect(screen.messages.map(({ text: said }) => said)).toEqual(['Me (127.0.0.1:1): Delete web?']);
  });
});
