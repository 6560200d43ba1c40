import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autoReveal } from '../../../../src/editor/explorer/autoReveal.js';
import { documentUri } from '../../../../src/editor/shell/documentUri.js';
import { addressKey, addressOf } from '../../../../src/resource/address.js';
import { activating, clearScreen, EventEmitter, screen, Uri, window } from '../fakeVscode.js';

const server = addressOf('me', '/shop/server/s1');
const unloaded = addressOf('me', '/shop/server/s2');
const spec = documentUri(server, 'spec');

const visibility = new EventEmitter<object>();
let view: { visible: boolean };
let revealed: unknown[];
let registered: { dispose(): void };

/** Brings a document to the front, as a click on its tab does. */
function bringToFront(uri: object | undefined): void {
  const editor = uri && { document: { uri } };
  Object.assign(window, { activeTextEditor: editor });
  activating.fire(editor);
}

beforeEach(() => {
  clearScreen();
  screen.settings.set('ovhApi.autoReveal', true);
  revealed = [];
  view = { visible: true };
  Object.assign(view, {
    onDidChangeVisibility: visibility.event,
    reveal: (row: unknown, how: unknown) => {
      revealed.push([row, how]);
      return Promise.resolve();
    },
  });
  const rows = new Map([[addressKey(server), 'the row of s1']]);
  registered = autoReveal({
    tree: { rowAt: (address) => rows.get(addressKey(address)) as never },
    view: view as never,
    note: () => '',
  });
});
afterEach(() => {
  bringToFront(undefined);
  registered.dispose();
});

describe('the document in front', () => {
  it('has its row selected in the tree, and keeps the keyboard', () => {
    bringToFront(spec);
    expect(revealed).toEqual([['the row of s1', { select: true, focus: false }]]);
  });

  it('has it selected as soon as the tree can be seen', () => {
    view.visible = false;
    bringToFront(spec);
    expect(revealed).toEqual([]);
    view.visible = true;
    visibility.fire({ visible: true });
    expect(revealed).toHaveLength(1);
  });

  it('selects nothing where the setting is off, the tree has no such row, or it is another file', () => {
    for (const uri of [
      documentUri(unloaded, 'spec'),
      Uri.from({ scheme: 'file', path: '/a.json' }),
      undefined,
    ])
      bringToFront(uri);
    screen.settings.set('ovhApi.autoReveal', false);
    bringToFront(spec);
    expect(revealed).toEqual([]);
  });
});
