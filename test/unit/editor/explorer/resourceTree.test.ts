import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { TreeNode } from '../../../../src/resource/tree/nodes.js';
import { toApiPath } from '../../../../src/resource/address.js';
import { parseResource } from '../../../../src/resource/envelope.js';
import type * as Support from './treeOnSandbox.js';
import { FakeMemento } from '../fakeContext.js';
import { clearScreen, screen } from '../fakeVscode.js';

const { treeOnSandbox }: typeof Support = await import('./treeOnSandbox.js');

let stage: Support.TreeStage;

beforeEach(async () => {
  clearScreen();
  screen.settings.set('ovhApi.pageSize', 5);
  stage = await treeOnSandbox({ resources: 23 });
});
afterEach(() => stage.close());

const projects = (): Promise<TreeNode> => stage.at('/managedPlatform', 'project');
const loadMore = async (node: TreeNode, times: number): Promise<void> => {
  if (node.kind !== 'collection') throw new Error('not a collection');
  for (let time = 0; time < times; time += 1) await stage.tree.loadMore(node);
};
const listings = async (): Promise<number> =>
  (await stage.requests()).filter((request) => request.endsWith('/managedPlatform/project')).length;

describe('what is read', () => {
  it('reads nothing that was not requested, at every level', async () => {
    const read = async (): Promise<readonly string[]> => {
      const seen = await stage.requests();
      await stage.sandbox.client.forgetRequests();
      return seen;
    };
    await stage.tree.getChildren();
    expect(await read()).toEqual(['GET /v2']);
    const section = await stage.at('/managedPlatform');
    const children = await stage.tree.getChildren(section);
    expect(await read()).toEqual(['GET /v2/managedPlatform.json']);
    const references = children.find(({ kind }) => kind === 'references');
    await stage.tree.getChildren(references);
    expect(await read()).toEqual([]);
    const project = await stage.firstOf(await projects());
    expect(await read()).toEqual(['GET /v2/managedPlatform/project']);
    expect(stage.labels(await stage.tree.getChildren(project))).toContain('cluster');
    expect(await read()).toEqual([]);
  });

  it('counts as loaded once a list was opened, though its row was never drawn', async () => {
    const node = await projects();
    if (node.kind !== 'collection') throw new Error('not a collection');
    const undrawn = await treeOnSandbox({ resources: 3 });
    try {
      await undrawn.tree.open(node);
      expect(undrawn.tree.loadedUnder({ id: node.id }).items).toHaveLength(3);
    } finally {
      await undrawn.close();
    }
  });

  it('is one page of the size that the settings name, and the next one when it is requested', async () => {
    const node = await projects();
    expect(stage.labels(await stage.tree.getChildren(node)).at(-1)).toBe('Load more (5 shown)');
    await stage.tree.getChildren(node);
    expect(await listings()).toBe(1);
    await loadMore(node, 1);
    expect(stage.labels(await stage.tree.getChildren(node)).at(-1)).toBe('Load more (10 shown)');
    expect(await listings()).toBe(2);
  });

  it.each([
    [1e9, 1_000],
    [-5, 1],
    [2.4, 2],
    ['many', 50],
  ])('is a page within the bounds of the setting where a workspace brings %s', async (brought, size) => {
    screen.settings.set('ovhApi.pageSize', brought);
    const page = vi.spyOn(stage.connection.api, 'page');
    await stage.tree.getChildren(await projects());
    expect(page.mock.calls.map(([asked]) => asked.size)).toEqual([size]);
  });

  it('is the whole list on request, as far as it was not stopped', async () => {
    const node = await projects();
    if (node.kind !== 'collection') throw new Error('not a collection');
    const abort = new AbortController();
    await stage.tree.loadAll(node, abort.signal, () => {
      abort.abort();
    });
    expect(stage.labels(await stage.tree.getChildren(node)).at(-1)).toBe('Load more (10 shown)');
    const told: number[] = [];
    await stage.tree.loadAll(node, new AbortController().signal, (loaded) => told.push(loaded));
    expect(told).toEqual([15, 20, 23]);
    expect(await stage.tree.getChildren(node)).toHaveLength(23);
  });
});

describe('a further page', () => {
  /** Asks for a page that fails so many milliseconds later; gives what is drawn from then on. */
  async function drawnFor(node: TreeNode, ms: number): Promise<readonly (string | undefined)[]> {
    await stage.tree.getChildren(node);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const page = new EventEmitter();
    vi.spyOn(stage.connection.api, 'page').mockReturnValue(once(page, 'comes') as Promise<never>);
    const before = stage.redrawn.length;
    const loading = loadMore(node, 1);
    const drawn: unknown[] = [];
    stage.tree.onDidChangeTreeData((row) => drawn.push(row && stage.tree.getTreeItem(row).label));
    await vi.advanceTimersByTimeAsync(ms);
    page.emit('error', new Error('no page'));
    await loading;
    expect(stage.redrawn).toHaveLength(before + drawn.length);
    return drawn.map(String);
  }

  it('is drawn once where it comes soon: VS Code would keep it back behind a row that says that it is on its way', async () => {
    expect(await drawnFor(await projects(), 300)).toEqual(['project']);
  });

  it('is said to be on its way by its row alone where it takes longer', async () => {
    expect(await drawnFor(await projects(), 500)).toEqual(['Loading more…', 'project']);
  });
});

describe('what was listed', () => {
  it('raises one event a page, however often it is drawn', async () => {
    const told: (readonly string[])[] = [];
    stage.tree.onDidList((nodes) => told.push(nodes.map(({ kind }) => kind)));
    const node = await projects();
    await stage.tree.getChildren(node);
    await stage.tree.getChildren(node);
    await loadMore(node, 1);
    await stage.tree.getChildren(node);
    await stage.tree.getChildren(node);
    const page = ['collection', ...Array.from({ length: 5 }, () => 'item')];
    expect(told).toEqual([page, page]);
    stage.tree.refresh(node);
    await stage.tree.getChildren(node);
    expect(told.at(-1)).toHaveLength(11);
  });
});

describe('a refresh', () => {
  it('reads as many pages as were loaded, so that every row is still there', async () => {
    const node = await projects();
    await stage.tree.getChildren(node);
    await loadMore(node, 2);
    const before = (await stage.tree.getChildren(node)).map(({ id }) => id);
    expect(before).toHaveLength(16);
    await stage.sandbox.client.forgetRequests();
    stage.tree.refresh(node);
    expect(stage.redrawn.at(-1)).toBe(node);
    expect((await stage.tree.getChildren(node)).map(({ id }) => id)).toEqual(before);
    expect(await listings()).toBe(3);
    stage.tree.refresh();
    expect((await stage.tree.getChildren(node)).map(({ id }) => id)).toEqual(before);
  });

  it('that fails leaves the rows, and says why under them', async () => {
    const node = await projects();
    const before = await stage.tree.getChildren(node);
    await stage.sandbox.client.inject({
      path: '/v2/managedPlatform/project',
      effect: { kind: 'error', status: 403 },
    });
    stage.tree.refresh(node);
    const after = await stage.tree.getChildren(node);
    expect(after.slice(0, -1).map(({ id }) => id)).toEqual(before.slice(0, -1).map(({ id }) => id));
    expect(after.at(-1)).toMatchObject({ kind: 'failure', parent: node });
    expect(stage.tree.getTreeItem(node).description).toBe('couldn’t be refreshed');
    expect(stage.noted).toHaveLength(1);
    await stage.tree.getChildren(node);
    expect(stage.noted).toHaveLength(1);
  });

  it('of one item reads no other item’s lists, though its identifier begins alike', async () => {
    const [section] = await stage.tree.getChildren();
    const one = await stage.firstOf(await projects());
    if (one.kind !== 'item' || section?.kind !== 'section') throw new Error('not an item');
    const clusters = async (item: TreeNode): Promise<TreeNode> => {
      const found = (await stage.tree.getChildren(item)).find(
        (node) => node.kind === 'collection' && node.collection.name === 'cluster',
      );
      if (!found) throw new Error('no clusters');
      await stage.tree.getChildren(found);
      return found;
    };
    const list = await clusters(one);
    const begun = { ...one, id: one.id.slice(0, -1), address: one.address };
    await stage.sandbox.client.forgetRequests();
    stage.tree.refresh(begun);
    await stage.tree.getChildren(list);
    expect(await stage.requests()).toEqual([]);
    stage.tree.refresh(one);
    await stage.tree.getChildren(list);
    expect(await stage.requests()).toHaveLength(1);
    expect(stage.watched).toContain(one.address.segments.join('/'));
  });

  it('of a section reads its document again, and no other', async () => {
    const section = await stage.at('/managedPlatform');
    await stage.tree.getChildren(section);
    await stage.tree.getChildren(await stage.at('/access'));
    await stage.sandbox.client.forgetRequests();
    stage.tree.refresh(section);
    await stage.tree.getChildren(section);
    await stage.tree.getChildren(await stage.at('/access'));
    expect(await stage.requests()).toEqual(['GET /v2/managedPlatform.json']);
  });

  it('of a very long list shows its progress and can be canceled', async () => {
    screen.settings.set('ovhApi.pageSize', 2);
    const node = await projects();
    await stage.tree.getChildren(node);
    await loadMore(node, 10);
    stage.tree.refresh(node);
    await stage.tree.getChildren(node);
    expect(screen.progress).toEqual([
      'Refreshing project',
      ...Array.from({ length: 11 }, (_, page) => `${2 * page + 2} loaded`),
    ]);
  });
});

describe('a busy item', () => {
  it('redraws its row when it settles, and reads its tasks and events again where they are shown', async () => {
    const own = await treeOnSandbox({ resources: 3, clock: 'manual' });
    const project = await own.firstOf(await own.at('/managedPlatform', 'project'));
    const listOf = async (parent: TreeNode, label: string): Promise<TreeNode> => {
      const found = (await own.tree.getChildren(parent)).find(
        (node) => own.tree.getTreeItem(node).label === label,
      );
      if (!found) throw new Error(`no ${label}`);
      return found;
    };
    const clusters = await listOf(project, 'cluster');
    const before = await own.firstOf(clusters);
    if (before.kind !== 'item' || !before.item.isEnvelope) throw new Error('no envelope');
    const path = toApiPath(before.address);
    const tasks = await listOf(before, 'Tasks');
    const events = await listOf(before, 'Events');
    const had = (await own.tree.getChildren(tasks)).length;
    await own.sandbox.client.changeResource(path, { description: 'another one' });
    own.tree.refresh(clusters);
    const item = (await own.tree.getChildren(clusters)).find(({ id }) => id === before.id);
    if (item?.kind !== 'item') throw new Error('it is gone');
    expect(own.tree.getTreeItem(item).description).toMatch(/^being updated/);
    expect(own.watched).toEqual([item.address.segments.join('/')]);
    await own.tree.getChildren(tasks);
    await own.sandbox.client.forgetRequests();
    await own.poll(item);
    expect((await own.requests()).filter((request) => request === `GET /v2${path}`)).toHaveLength(1);
    await own.sandbox.client.step(3_600_000);
    await own.poll(item);
    expect(own.redrawn.at(-1)).toBe(item);
    expect(own.tree.getTreeItem(item).accessibilityInformation?.label).toMatch(/, ready\b/);
    await own.sandbox.client.forgetRequests();
    expect(await own.tree.getChildren(tasks)).toHaveLength(had + 1);
    // Nobody has opened the events, so nobody reads them.
    expect(await own.requests()).toEqual([`GET /v2${path}/task`]);
    expect(events.kind).toBe('collection');
    await own.close();
  });
});

describe('a resource that was renamed elsewhere', () => {
  it('has its new name in its row without a refresh of the list', async () => {
    const [first] = await stage.tree.getChildren(await projects());
    if (first?.kind !== 'item') throw new Error('not an item');
    stage.tree.getTreeItem(first);
    const path = toApiPath(first.address);
    await stage.sandbox.client.changeResource(path, { name: 'called otherwise' });
    await stage.sandbox.client.forgetRequests();
    stage.tree.noteRenamed(first.address);
    expect(stage.watched).toEqual([first.address.segments.join('/')]);
    await stage.poll(first);
    expect(stage.redrawn.at(-1)).toBe(first);
    expect(stage.tree.getTreeItem(first).label).toBe('called otherwise');
    expect(await listings()).toBe(0);
  });
});

describe('a resource that was deleted elsewhere', () => {
  it('is shown as deleted in its row without a refresh of the list, and as it is when it is there again', async () => {
    const [first] = await stage.tree.getChildren(await projects());
    if (first?.kind !== 'item') throw new Error('not an item');
    const label = (): string | undefined => stage.tree.getTreeItem(first).accessibilityInformation?.label;
    const before = label();
    await stage.sandbox.client.forgetRequests();
    stage.tree.noteGone(first.address);
    expect(stage.redrawn.at(-1)).toBe(first);
    expect(label()).toMatch(/, deleted\b/);
    const snapshot = { address: first.address, tasks: [], resource: parseResource(first.member.raw, '') };
    stage.tree.noteFound(snapshot as never);
    expect(label()).toBe(before);
    expect(await listings()).toBe(0);
  });
});

describe('what was open', () => {
  it('is open again in the next window, and closed when it was closed', async () => {
    const state = new FakeMemento();
    const before = await treeOnSandbox({ resources: 3 }, state);
    const [section, project] = [
      await before.at('/managedPlatform'),
      await before.at('/managedPlatform', 'project'),
    ];
    expect(before.isOpen(section)).toBe(false);
    before.expand(section);
    before.expand(project);
    before.collapse(project);
    await before.close();
    const after = await treeOnSandbox({ resources: 3 }, state);
    expect(after.isOpen(await after.at('/managedPlatform'))).toBe(true);
    expect(after.isOpen(await after.at('/managedPlatform', 'project'))).toBe(false);
    await after.close();
  });

  it('is open when its children are requested, also without an event of the view', async () => {
    const state = new FakeMemento();
    const before = await treeOnSandbox({ resources: 3 }, state);
    const section = await before.at('/managedPlatform');
    await before.tree.getChildren(section);
    expect(before.isOpen(section)).toBe(false);
    await before.tree.shownChildren(section);
    await before.close();
    const after = await treeOnSandbox({ resources: 3 }, state);
    expect(after.isOpen(await after.at('/managedPlatform'))).toBe(true);
    await after.close();
  });
});

describe('a row', () => {
  it('has its identifier beside its name where another one of the list is called the same', async () => {
    const rows = await stage.tree.getChildren(await projects());
    const [one, other] = rows;
    if (one?.kind !== 'item' || other?.kind !== 'item') throw new Error('no items');
    const patch = { targetSpec: { name: one.member.label } };
    await stage.sandbox.client.changeResource(toApiPath(other.address), patch.targetSpec);
    await stage.sandbox.client.step(3_600_000);
    stage.tree.refresh(await projects());
    const drawn = (await stage.tree.getChildren(await projects())).map((row) => stage.tree.getTreeItem(row));
    expect(drawn.slice(0, 3).map(({ description }) => description)).toEqual([
      one.member.id,
      other.member.id,
      '',
    ]);
  });

  it('has a tooltip only when it is requested, with the rights that it takes', async () => {
    const node = await projects();
    const item = stage.tree.getTreeItem(node);
    expect(item.tooltip).toBeUndefined();
    const { tooltip } = stage.tree.resolveTreeItem(item, node);
    expect((tooltip as { value: string }).value).toMatch(
      /\/managedPlatform\/project[\s\S]*IAM actions[\s\S]*`managedPlatform:/,
    );
  });
});
