import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as Favourites from '../../../../src/editor/explorer/favouriteCommands.js';
import type * as Reporting from '../../../../src/editor/shell/reportingCommands.js';
import type * as Commands from '../../../../src/editor/actions/resourceCommands.js';
import type { CollectionNode, ItemNode, TreeNode } from '../../../../src/resource/tree/nodes.js';
import type * as Support from './treeOnSandbox.js';
import { clearScreen, screen, Uri, window } from '../fakeVscode.js';

const { treeOnSandbox }: typeof Support = await import('./treeOnSandbox.js');
const { registerResourceCommands }: typeof Commands =
  await import('../../../../src/editor/actions/resourceCommands.js');
const { favouriteCommands }: typeof Favourites =
  await import('../../../../src/editor/explorer/favouriteCommands.js');
const { reportingCommands }: typeof Reporting =
  await import('../../../../src/editor/shell/reportingCommands.js');

let stage: Support.TreeStage;
let collection: CollectionNode;
let project: ItemNode;
let clusters: readonly ItemNode[];

const itemsIn = async (node: TreeNode): Promise<readonly ItemNode[]> =>
  (await stage.tree.getChildren(node)).flatMap((one) => (one.kind === 'item' ? [one] : []));
const run = async (command: string, ...args: readonly unknown[]): Promise<void> => {
  await screen.commands.get(`ovhApi.${command}`)?.(...args);
};
const failure: TreeNode = { kind: 'failure', id: 'f', parent: undefined, failure: new Error('x') };
const failures: unknown[] = [];

beforeEach(async () => {
  clearScreen();
  failures.length = 0;
  stage = await treeOnSandbox({ resources: 3 });
  const projects = await stage.at('/managedPlatform', 'project');
  [project] = (await itemsIn(projects)) as [ItemNode];
  const found = (await stage.tree.getChildren(project)).find(
    (node) => node.kind === 'collection' && node.collection.name === 'cluster',
  );
  collection = found as CollectionNode;
  clusters = await itemsIn(collection);
});
afterEach(() => stage.close());

describe('opening the specs of selected rows', () => {
  let opened: string[];

  beforeEach(() => {
    opened = [];
    screen.commands.set('vscode.open', (uri) => opened.push(String(uri)));
    registerResourceCommands({
      tree: stage.tree,
      panels: {} as never,
      known: { nameOf: ({ segments }) => segments.at(-1) ?? '' },
      questions: { queryFor: () => Promise.resolve({}) },
      reportFailure: (thrown) => failures.push(thrown),
    });
  });

  it('opens each, and passes over rows that have none', async () => {
    const [one, other] = clusters as [ItemNode, ItemNode];
    await run('resource.openSpec', one, [one, collection, failure, other]);
    expect([failures, opened.length]).toEqual([[], 2]);
    expect(opened[0]).toContain(one.address.segments.at(-1));
    expect(opened[1]).toContain(other.address.segments.at(-1));
  });

  it('opens the one row that it was chosen on', async () => {
    await run('resource.openSpec', clusters[0]);
    expect(opened).toHaveLength(1);
  });
});

describe('reading a list to its end', () => {
  const page = 1_000;
  let loaded: number;
  let aborted: boolean;
  let opened: unknown[];

  /** Reads a list of so many pages, and stops where it is told to. */
  const loadAll = async (pages: number): Promise<void> => {
    [loaded, aborted, opened] = [0, false, []];
    screen.commands.set('ovhApi.resources.openTable', (node) => opened.push(node));
    registerResourceCommands({
      tree: {
        loadAll: async (_: unknown, signal: AbortSignal, onProgress: (count: number) => void) => {
          for (let at = 0; at < pages && !signal.aborted; at += 1) {
            loaded += page;
            onProgress(loaded);
            // A message is answered between two pages.
            await new Promise((resolve) => setTimeout(resolve));
          }
          aborted = signal.aborted;
          return {};
        },
      } as never,
      panels: {} as never,
      known: { nameOf: () => '' },
      questions: { queryFor: () => Promise.resolve({}) },
      reportFailure: (thrown) => failures.push(thrown),
    });
    await run('resources.loadAll', { kind: 'more', parent: collection });
    await new Promise((resolve) => setTimeout(resolve));
  };
  const offers = (): number =>
    screen.messages.filter(({ buttons }) => buttons.includes('Open as Table')).length;

  it('offers a table once for a long list, and reads on in the tree where that is not wanted', async () => {
    await loadAll(5);
    expect([offers(), loaded, aborted, opened]).toEqual([1, 5_000, false, []]);
    expect(screen.messages.at(-1)?.text).toMatch(/more than 2,000 entries/);
  });

  it('stops in the tree where the table is wanted, which reads on', async () => {
    screen.press = (_, buttons) => buttons.find((button) => button === 'Open as Table');
    await loadAll(5);
    expect([loaded, aborted, opened]).toEqual([2_000, true, [collection]]);
  });

  it('offers none for a list that a tree can show', async () => {
    await loadAll(1);
    expect([offers(), loaded]).toEqual([0, 1_000]);
  });
});

describe('marking selected rows', () => {
  const marked: string[] = [];
  const unmarked: string[] = [];
  const id = (node: ItemNode): string => node.address.segments.at(-1) ?? '';

  beforeEach(() => {
    marked.length = 0;
    unmarked.length = 0;
    favouriteCommands(
      reportingCommands((thrown) => failures.push(thrown)),
      {
        at: () => undefined,
        addFavourite: ({ address }) => Promise.resolve(void marked.push(address.segments.at(-1) ?? '')),
        removeFavourite: ({ segments }) => Promise.resolve(void unmarked.push(segments.at(-1) ?? '')),
      },
    );
    const uri = Uri.from({ scheme: 'ovhapi', path: '/me/managedPlatform/project/in-front.json' });
    Object.assign(window, { activeTextEditor: { document: { uri } } });
  });
  afterEach(() => {
    Object.assign(window, { activeTextEditor: undefined });
  });

  it('marks and unmarks all of them, and never what is open in front of them', async () => {
    const rows = [clusters[0]!, failure, clusters[1]!];
    await run('favourites.add', rows[0], rows);
    await run('favourites.remove', rows[0], rows);
    const two = clusters.slice(0, 2).map(id);
    expect([marked, unmarked]).toEqual([two, two]);
    expect(failures).toEqual([]);
  });

  it('without a row it is what is open in front', async () => {
    await run('favourites.add');
    await run('favourites.remove');
    expect([marked, unmarked]).toEqual([['in-front'], ['in-front']]);
  });
});
