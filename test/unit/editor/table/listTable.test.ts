import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Tables from '../../../../src/editor/table/listTable.js';
import type { CollectionNode, ItemNode } from '../../../../src/resource/tree/nodes.js';
import { ChosenColumns } from '../../../../src/editor/table/chosenColumns.js';
import { addressKey, type ResourceAddress } from '../../../../src/resource/address.js';
import { readSnapshot } from '../../../../src/resource/snapshot.js';
import type { WatchListener } from '../../../../src/resource/watch.js';
import type { WriteEvent } from '../../../../src/resource/written.js';
import {
  parseTableHostMessage,
  type TableHead,
  type TableMessage,
  type TableRow,
  type TableState,
} from '../../../../src/tableProtocol.js';
import type * as Support from '../explorer/treeOnSandbox.js';
import { FakeMemento } from '../fakeContext.js';
import { clearScreen, EventEmitter, screen, Uri } from '../fakeVscode.js';
import { inShortBlocks } from '../../hostile/bounds.js';
import type * as vscode from 'vscode';

const { treeOnSandbox }: typeof Support = await import('../explorer/treeOnSandbox.js');
const { ListTable }: typeof Tables = await import('../../../../src/editor/table/listTable.js');

/** A page that is told of a list, and a reader of it. */
class FakePanel {
  readonly shown = {
    head: undefined as TableHead | undefined,
    rows: [] as TableRow[],
    state: undefined as TableState | undefined,
  };
  title = '';
  visible = true;
  #read: (message: unknown) => void = () => undefined;
  readonly webview = {
    ...{ options: {}, html: '', cspSource: 'https://files.test', asWebviewUri: (uri: unknown) => uri },
    postMessage: async (sent: string) => {
      const message = parseTableHostMessage(JSON.parse(sent));
      if (!message) throw new Error(`malformed: ${sent}`);
      if (message.kind === 'head') this.shown.head = message.head;
      if (message.kind === 'state') this.shown.state = message.state;
      if (message.kind === 'row') this.shown.rows[message.at] = message.row;
      if (message.kind === 'rows') {
        this.shown.rows.splice(message.from, message.rows.length, ...message.rows);
        this.shown.rows.length = message.total;
      }
    },
    onDidReceiveMessage: (read: (message: unknown) => void) => {
      this.#read = read;
      return { dispose: () => undefined };
    },
  };
  readonly onDidChangeViewState = (): { dispose(): void } => ({ dispose: () => undefined });
  reveal(): void {
    this.visible = true;
  }
  send(message: TableMessage): void {
    this.#read(message);
  }
  names(): readonly string[] {
    return this.shown.rows.map(({ name }) => name);
  }
}

let stage: Support.TreeStage;
let list: CollectionNode;
let panel: FakePanel;
let table: Tables.ListTable;
let written: EventEmitter<WriteEvent>;
let missing: EventEmitter<ResourceAddress>;
let listeners: Map<string, WatchListener>;
const failures: unknown[] = [];
const chosen = new FakeMemento();

/** Opens the table of the projects, as its row in the tree would. */
function open(loaded = stage.tree.loadedPages(list)): void {
  panel = new FakePanel();
  written = new EventEmitter<WriteEvent>();
  missing = new EventEmitter<ResourceAddress>();
  listeners = new Map();
  table = new ListTable(
    {
      ...{ filters: stage.filters, required: stage.required, chosen: new ChosenColumns(chosen as never) },
      ...{
        extensionUri: Uri.from({ scheme: 'file', path: '/extension' }) as unknown as vscode.Uri,
        known: { nameOf: () => 'Harbour' },
      },
      connections: {
        ...{ get: () => stage.connection, labelOf: () => 'me', onDidWrite: written.event },
        onDidRename: new EventEmitter<never>().event,
      },
      watcher: {
        watch: (address, listener) => {
          listeners.set(addressKey(address), listener);
          return { setVisible: () => undefined, refresh: () => undefined, dispose: () => undefined };
        },
      },
      onDidMiss: missing.event,
      describe: (failure) => `failed: ${String(failure)}`,
      note: () => '',
      reportFailure: (failure) => failures.push(failure),
    },
    list.address,
    panel as never,
    loaded,
  );
  panel.send({ kind: 'ready' });
}

const atRest = (): Promise<unknown> =>
  vi.waitFor(() => {
    expect(panel.shown.state?.reading).toBe('nothing');
    expect(panel.shown.head).toBeDefined();
  }, 60_000);

beforeEach(async () => {
  clearScreen();
  failures.length = 0;
  chosen.stored.clear();
  screen.settings.set('ovhApi.pageSize', 10);
  stage = await treeOnSandbox({ resources: 35 });
  list = (await stage.at('/managedPlatform', 'project')) as CollectionNode;
});
afterEach(async () => {
  table.dispose();
  await stage.close();
  expect(failures).toEqual([]);
});

describe('the table of a list', () => {
  it('shows the first page with name, status and the fields in which members differ, and says that there is more', async () => {
    open(undefined);
    await atRest();
    expect(panel.names()).toHaveLength(10);
    expect(panel.shown.state).toEqual({ reading: 'nothing', hasMore: true });
    expect(panel.shown.head).toMatchObject({
      title: 'project · Harbour',
      hasStatus: true,
      notes: [expect.stringMatching(/\/project$/), expect.stringContaining('me')],
    });
    expect(panel.shown.head?.columns.length).toBeGreaterThan(1);
    expect(panel.shown.head?.words).toMatch(/\bwritable\b/);
    expect(panel.shown.rows[0]?.cells).toHaveLength(panel.shown.head?.columns.length ?? 0);
    expect(panel.shown.rows[0]?.urn).toMatch(/^urn:v1:/);
  });

  it('begins with what the tree has read, without reading it again, and reads on from there', async () => {
    await stage.tree.getChildren(list);
    const before = (await stage.requests()).length;
    open();
    await atRest();
    expect(panel.names()).toHaveLength(10);
    expect(await stage.requests()).toHaveLength(before);
    panel.send({ kind: 'more' });
    await vi.waitFor(() => expect(panel.names()).toHaveLength(20));
    expect(stage.tree.counts(list)?.loaded).toBe(10);
  });

  it('reads to the end of the list, each member once', async () => {
    open(undefined);
    await atRest();
    panel.send({ kind: 'all' });
    await vi.waitFor(() => expect(panel.shown.state).toEqual({ reading: 'nothing', hasMore: false }));
    expect(panel.shown.rows).toHaveLength(35);
    expect(new Set(panel.shown.rows.map(({ segment }) => segment)).size).toBe(35);
  });

  it('shows 20,000 rows, which the tree has loaded, in short blocks and without secrets', async () => {
    const items = Array.from({ length: 20_000 }, (_, at) => ({
      ...{ id: `id-${String(at)}`, resourceStatus: 'READY', checksum: 'c', currentTasks: [] },
      currentState: {
        ...{ name: `ship ${String(at)}`, size: at, location: { region: `R${String(at % 9)}`, zone: 'a' } },
        ...{ password: `canary-${String(at)}`, note: '\u202e<img src=x>\n', tags: ['a', 'b'] },
      },
      targetSpec: { name: `ship ${String(at)}`, size: at },
    }));
    await inShortBlocks(async () => {
      open({ items, next: undefined, pages: 1 });
      await vi.waitFor(() => expect(panel.shown.rows.filter(Boolean)).toHaveLength(20_000), 60_000);
      await atRest();
    });
    panel.send({ kind: 'columns', keys: ['["note"]', '["password"]', '["size"]'] });
    const shown = ['\\u202e<img src=x>', 19_999];
    await vi.waitFor(() => expect(panel.shown.rows.at(-1)?.cells).toEqual(shown), 60_000);
    expect(JSON.stringify(panel.shown)).not.toContain('canary');
  });

  it('stops when the reader says so, and keeps what is there', async () => {
    open(undefined);
    await atRest();
    const path = `/v2/${list.address.segments.join('/')}`;
    await stage.sandbox.client.inject({ path, effect: { kind: 'latency', ms: 50 } });
    panel.send({ kind: 'all' });
    panel.send({ kind: 'stop' });
    await vi.waitFor(() => expect(panel.shown.state?.reading).toBe('nothing'));
    expect(panel.shown.state).toEqual({ reading: 'nothing', hasMore: true });
    expect(panel.names().length).toBeLessThan(35);
  });

  it('shows the columns that were chosen for all lists of the kind, and forgets them on demand', async () => {
    open(undefined);
    await atRest();
    const usual = panel.shown.head?.columns;
    panel.send({ kind: 'columns', keys: ['["id"]', '["no such field"]', '["password"]'] });
    await vi.waitFor(() => expect(panel.shown.head?.columns).toEqual([{ key: '["id"]', title: 'id' }]));
    expect(panel.shown.rows[0]?.cells).toEqual([panel.shown.rows[0]?.segment]);
    table.dispose();
    open(undefined);
    await atRest();
    expect(panel.shown.head?.columns).toEqual([{ key: '["id"]', title: 'id' }]);
    panel.send({ kind: 'columns', keys: [] });
    await vi.waitFor(() => expect(panel.shown.head?.columns).toEqual(usual));
  });

  it('copies the rows in the order that they are shown in, with the columns that are shown', async () => {
    open(undefined);
    await atRest();
    panel.send({ kind: 'columns', keys: ['["id"]'] });
    await vi.waitFor(() => expect(panel.shown.head?.columns).toHaveLength(1));
    panel.send({ kind: 'copy', format: 'csv', rows: [2, 0] });
    await vi.waitFor(() => expect(screen.clipboard).not.toBe(''));
    const [title, first, second] = screen.clipboard.split('\r\n');
    expect(title).toBe('Name,Status,id');
    expect(first).toContain(panel.shown.rows[2]?.segment);
    expect(second).toContain(panel.shown.rows[0]?.segment);
  });

  it('opens a row’s spec', async () => {
    open(undefined);
    await atRest();
    const opened: unknown[] = [];
    screen.commands.set('vscode.open', (uri) => opened.push(String(uri)));
    panel.send({ kind: 'open', at: 1 });
    await vi.waitFor(() => expect(opened).toHaveLength(1));
    expect(opened[0]).toContain(`${panel.shown.rows[1]?.segment ?? '?'}.spec`);
  });

  it('reads the list again after a creation or deletion, and follows a resource that was written', async () => {
    open(undefined);
    await atRest();
    const before = (await stage.requests()).length;
    written.fire({ kind: 'created', list: list.address, resources: [] } as never);
    await vi.waitFor(async () => expect((await stage.requests()).length).toBeGreaterThan(before));
    await atRest();
    const [key = ''] = panel.shown.rows.map(({ segment }) => segment);
    const address = { ...list.address, segments: [...list.address.segments, key] };
    written.fire({ kind: 'updated', list: undefined, resources: [address] } as never);
    const snapshot = await readSnapshot(
      stage.api,
      (list.collection as { item: ItemNode['item'] }).item,
      address,
    );
    const resource = { ...snapshot.resource, displayName: 'renamed' };
    listeners.get(addressKey(address))?.({ ...snapshot, resource });
    await vi.waitFor(() => expect(panel.names()[0]).toBe('renamed'));
  });

  it('reads the list again when another reading doesn’t find a member, and for no other resource', async () => {
    open(undefined);
    await atRest();
    const before = await stage.requests();
    const member = (name: string): ResourceAddress => ({
      ...list.address,
      segments: [...list.address.segments, name],
    });
    missing.fire(member('elsewhere'));
    expect(panel.shown.state?.reading).toBe('nothing');
    missing.fire(member(panel.shown.rows[0]?.segment ?? ''));
    await vi.waitFor(async () => expect((await stage.requests()).length).toBe(before.length + 1));
    await atRest();
    expect(panel.names()).toHaveLength(10);
  });

  it('says why the list can’t be read, and reads it on demand', async () => {
    const path = `/v2/${list.address.segments.join('/')}`;
    await stage.sandbox.client.inject({ path, times: 1, effect: { kind: 'error', status: 400 } });
    open(undefined);
    await vi.waitFor(() => expect(panel.shown.state?.failure).toMatch(/^failed: /));
    expect(panel.shown.rows).toEqual([]);
    panel.send({ kind: 'refresh' });
    await vi.waitFor(() => expect(panel.names()).toHaveLength(10));
    expect(panel.shown.state).toEqual({ reading: 'nothing', hasMore: true });
  });
});
