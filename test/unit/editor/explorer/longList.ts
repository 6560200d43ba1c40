import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type * as vscode from 'vscode';
import type { PageRequest } from '../../../../src/api/api.js';
import { documentUri } from '../../../../src/editor/shell/documentUri.js';
import type { CollectionNode, TreeNode } from '../../../../src/resource/tree/nodes.js';
import { Turns } from '../../../../src/resource/turns.js';
import { treeOnSandbox } from './treeOnSandbox.js';
import { screen, TabInputText } from '../fakeVscode.js';

const OPEN_DOCUMENTS = 200;
const PAGE = 500;

/** A list in the tree that is about to be read to its end. */
export interface LongList {
  /** Loads and draws all of it as the editor does, with 200 documents open. Gives how many rows there are. */
  load(): Promise<number>;
  /** Draws the rows again that were drawn last, as for each page that comes. */
  redraw(): readonly vscode.TreeItem[];
  /** Heap in bytes that a row takes once it is drawn, without the resource itself and without what VS Code keeps of the row. */
  bytesOfRow(): number;
  close(): Promise<void>;
}

/** Opens a list of so many resources, which come as fast as they can be read. */
export async function openLongList(resources: number): Promise<LongList> {
  const drawing = new Turns();
  const stage = await treeOnSandbox({ resources: 3 }, undefined, drawing);
  const list = (await stage.at('/managedPlatform', 'project')) as CollectionNode;
  const { items } = await stage.api.page({ path: '/managedPlatform/project' });
  const { api } = stage.connection;
  Object.assign(api, { page: pagesLike(items[0] as object, resources) });
  screen.tabs = Array.from(
    { length: OPEN_DOCUMENTS },
    (_, at) => new TabInputText(documentUri({ account: 'me', segments: ['a', String(at)] }, 'spec')),
  );
  let drawn: readonly TreeNode[] = [];
  let redraw: Promise<unknown> = Promise.resolve();
  const draw = async (): Promise<void> => {
    drawn = await stage.tree.getChildren(list);
    await Promise.all(drawn.map(async (row) => drawing.do(() => stage.tree.getTreeItem(row))));
  };
  stage.tree.onDidChangeTreeData((node) => {
    if (node === undefined || node === list) redraw = redraw.then(draw);
  });
  await draw();
  const resourceBytes = bytesOf(items[0] as object);
  const before = heapBytes();
  return {
    load: async () => {
      await stage.tree.loadAll(list, new AbortController().signal, () => undefined);
      await redraw;
      // What waited for its turn is let go in the next one.
      await new Promise((resolve) => setTimeout(resolve, 0));
      return drawn.length;
    },
    redraw: () => drawn.map((row) => stage.tree.getTreeItem(row)),
    bytesOfRow: () => (heapBytes() - before) / drawn.length - resourceBytes,
    close: async () => {
      await stage.close();
      screen.tabs = [];
    },
  };
}

/** Heap that a resource takes as it is read. */
function bytesOf(one: object): number {
  const count = 2_000;
  const json = JSON.stringify(Array.from({ length: count }, () => one));
  const before = heapBytes();
  const held: unknown = JSON.parse(json);
  const bytes = (heapBytes() - before) / count;
  // Used once more, so that it is there while it is measured.
  if (!Array.isArray(held)) throw new Error('it is gone');
  return bytes;
}

/** Pages of resources that are like one, each read from a text of its own. */
function pagesLike(one: object, resources: number): (request: PageRequest) => Promise<unknown> {
  const json = (at: number): string => JSON.stringify({ ...one, id: `resource-${String(at)}` });
  return async ({ cursor = '0' }) => {
    const first = Number(cursor);
    const end = Math.min(first + PAGE, resources);
    const texts = Array.from({ length: end - first }, (_, at) => json(first + at));
    // As a page comes: by the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    const next = end < resources ? String(end) : undefined;
    return { items: JSON.parse(`[${texts.join(',')}]`) as unknown, next };
  };
}

/** Only what is still needed counts. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}
