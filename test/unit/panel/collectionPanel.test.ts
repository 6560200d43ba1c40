import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerCollectionPanels } from '../../../src/editor/panel/collectionPanels.js';
import { headKey } from '../../../src/editor/panel/collectionView.js';
import { parseHostMessage, type CollectionView } from '../../../src/protocol.js';
import { addressKey, type ResourceAddress } from '../../../src/resource/address.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import { readMember } from '../../../src/resource/tree/member.js';
import type { ItemNode, TreeNode } from '../../../src/resource/tree/nodes.js';
import type { WatchListener } from '../../../src/resource/watch.js';
import { itemKind } from '../editor/explorer/items.js';
import { snapshot, task } from '../resource/readings.js';

const { window, FakePanel } = vi.hoisted(() => {
  type Handler = (value?: unknown) => void;
  class FakePanel {
    readonly posted: unknown[] = [];
    reveals = 0;
    visible = true;
    iconPath: unknown;
    #onMessage: Handler = () => undefined;
    #onViewState: Handler = () => undefined;
    #onDispose: Handler = () => undefined;
    readonly webview = {
      ...{ options: {}, html: '', cspSource: 'https://files.test' },
      asWebviewUri: (uri: unknown) => uri,
      postMessage: async (message: unknown) => this.posted.push(message),
      onDidReceiveMessage: (handler: Handler) => {
        this.#onMessage = handler;
        return { dispose: () => undefined };
      },
    };
    onDidChangeViewState = (handler: Handler): { dispose(): void } => {
      this.#onViewState = handler;
      return { dispose: () => undefined };
    };
    onDidDispose = (handler: Handler): { dispose(): void } => {
      this.#onDispose = handler;
      return { dispose: () => undefined };
    };
    reveal = (): number => (this.reveals += 1);
    send = (message: unknown): void => this.#onMessage(message);
    see(visible: boolean): void {
      this.visible = visible;
      this.#onViewState();
    }
    close = (): void => this.#onDispose();
  }
  return { FakePanel, window: { created: [] as FakePanel[], clipboard: '', ran: [] as unknown[] } };
});

vi.mock('vscode', () => ({
  Uri: { joinPath: (base: string, ...parts: string[]) => [base, ...parts].join('/') },
  Disposable: {
    from: (...parts: readonly { dispose(): void }[]) => ({
      dispose: () => {
        for (const part of parts) part.dispose();
      },
    }),
  },
  ViewColumn: { Active: -1 },
  env: { language: 'en', clipboard: { writeText: async (text: string) => (window.clipboard = text) } },
  l10n: {
    t: (text: string, ...args: readonly unknown[]) =>
      text.replaceAll(/\{(\d)\}/gu, (_, index) => String(args[Number(index)])),
  },
  commands: { executeCommand: async (...run: unknown[]) => void window.ran.push(run) },
  window: {
    createWebviewPanel: () => {
      const panel = new FakePanel();
      window.created.push(panel);
      return panel;
    },
  },
}));

const at = (id: string): ResourceAddress => ({ account: 'me', segments: ['s', 'thing', id] });

function item(id: string, resourceStatus: string): ItemNode {
  const body = { id, name: `the ${id}`, resourceStatus, targetSpec: {}, currentState: {} };
  const member = readMember(body, { kind: 'resource', identifier: 'id' });
  const kind = itemKind({ path: '/s/thing/{id}', name: '{id}', parameter: 'id' });
  return { kind: 'item', id: addressKey(at(id)), item: kind, address: at(id), member };
}

const reading = (id: string, resourceStatus: string, ...tasks: readonly string[]): ResourceSnapshot => ({
  ...snapshot(
    { id, name: `the ${id}`, resourceStatus, targetSpec: {}, currentState: {} },
    { tasks: tasks.map((one) => task({ id: one })), events: [] },
  ),
  address: at(id),
});

/** A row of the tree with loaded resources, of which a test says what is read of them. */
function setUp(...items: ItemNode[]) {
  const row = { kind: 'item', id: 'row', member: { label: 'Things' }, address: at('row') } as never;
  const listeners = new Map<string, WatchListener>();
  const stopped: string[] = [];
  const opened: ResourceAddress[] = [];
  const loaded = { items, unfinished: [] as never[] };
  let list: () => void = () => undefined;
  let show: (node: TreeNode) => void = () => undefined;
  const registered = registerCollectionPanels(
    {
      extensionUri: '/extension' as never,
      connections: {
        onDidWrite: () => ({ dispose: () => undefined }),
        onDidRename: () => ({ dispose: () => undefined }),
      },
      tree: {
        loadedUnder: () => loaded,
        onDidList: (listener) => {
          list = () => void listener([]);
          return { dispose: () => undefined };
        },
      },
      watcher: {
        readOlder: async () => undefined,
        watch: (address, listener) => {
          const id = address.segments.at(-1) ?? '';
          listeners.set(id, listener);
          return {
            ...{ setVisible: () => undefined, refresh: () => undefined },
            dispose: () => void stopped.push(id),
          };
        },
      },
      describe: () => ({ accountLabel: 'Home', schemaVersion: undefined }),
      describeFailure: ({ message }) => ({ message, actions: [] }),
      log: { show: () => undefined, warn: () => undefined },
      openPanel: (address) => void opened.push(address),
    },
    (_, run) => {
      show = run as never;
      return { dispose: () => undefined };
    },
  );
  const panel = (): InstanceType<typeof FakePanel> => window.created.at(-1)!;
  const views = (): readonly CollectionView[] =>
    panel().posted.flatMap((message) => {
      const known = parseHostMessage(message);
      return known?.kind === 'collection' ? [known.view] : [];
    });
  const read = (one: ResourceSnapshot): void => {
    listeners.get(one.address.segments.at(-1) ?? '')?.(one);
    vi.runAllTimers();
  };
  return {
    ...{ registered, panel, views, read, loaded, stopped, opened },
    open: () => {
      show(row);
    },
    list: () => {
      list();
      vi.runAllTimers();
    },
    asked: () => [...listeners.keys()],
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(window, { created: [], clipboard: '', ran: [] });
});
afterEach(() => void vi.useRealTimers());

const keys = (view: CollectionView | undefined): unknown => [
  view?.timeline.isWhole,
  view?.timeline.rows.map(({ kind, key }) => (kind === 'resource' ? key : kind)),
];

describe('the timeline of several resources', () => {
  it('reads only resources that are converging, failed or waiting, and the others on request', () => {
    const { open, panel, asked, views } = setUp(item('busy', 'UPDATING'), item('calm', 'READY'));
    open();
    panel().send({ kind: 'ready' });
    expect(asked()).toEqual(['busy']);
    expect(views()[0]).toMatchObject({ title: 'Things', place: 'Home' });
    panel().send({ kind: 'readOthers' });
    expect(asked()).toEqual(['busy', 'calm']);
  });

  it('sends only rows that are new, and all of them to a page that was hidden', () => {
    const { open, panel, read, views } = setUp(item('busy', 'UPDATING'));
    open();
    panel().send({ kind: 'ready' });
    read(reading('busy', 'UPDATING', 'one'));
    read(reading('busy', 'UPDATING', 'one', 'two'));
    expect(keys(views()[0])).toEqual([true, [headKey(at('busy'))]]);
    expect(keys(views().at(-1))).toEqual([false, ['task']]);
    panel().see(false);
    const before = views().length;
    read(reading('busy', 'UPDATING', 'one', 'two', 'three'));
    expect(views()).toHaveLength(before);
    panel().see(true);
    panel().send({ kind: 'ready' });
    expect(keys(views().at(-1))).toEqual([true, [headKey(at('busy')), 'task', 'task', 'task']]);
  });

  it('says nothing when a reading brings nothing new', () => {
    const { open, panel, read, views } = setUp(item('busy', 'UPDATING'));
    open();
    panel().send({ kind: 'ready' });
    read(reading('busy', 'UPDATING', 'one'));
    const before = views().length;
    read(reading('busy', 'UPDATING', 'one'));
    expect(views()).toHaveLength(before);
  });

  it('shows what is loaded later', () => {
    const { open, panel, loaded, list, asked } = setUp(item('busy', 'UPDATING'));
    open();
    panel().send({ kind: 'ready' });
    loaded.items.push(item('late', 'ERROR'));
    list();
    expect(asked()).toEqual(['busy', 'late']);
  });

  it('opens the resource of a row, and loads the lists that have more', async () => {
    const { open, panel, loaded, opened } = setUp(item('busy', 'UPDATING'));
    loaded.unfinished.push({ collection: { name: 'Things', path: '/s/thing' } } as never);
    open();
    panel().send({ kind: 'ready' });
    panel().send({ kind: 'openResource', key: headKey(at('busy')) });
    expect(opened).toEqual([at('busy')]);
    panel().send({ kind: 'loadMore' });
    await vi.runAllTimersAsync();
    expect(window.ran).toMatchObject([['ovhApi.resources.loadAll', { kind: 'more' }]]);
  });

  it('copies the rows that are shown as Markdown', () => {
    const { open, panel, read } = setUp(item('busy', 'UPDATING'));
    open();
    panel().send({ kind: 'ready' });
    read(reading('busy', 'UPDATING'));
    panel().send({ kind: 'copyHistory', keys: [headKey(at('busy'))], others: 0 });
    expect(window.clipboard).toContain('the busy');
  });

  it('comes to the front when it is requested again, and stops reading when it is closed', () => {
    const { open, panel, stopped } = setUp(item('busy', 'UPDATING'));
    open();
    open();
    expect([window.created.length, panel().reveals]).toEqual([1, 1]);
    panel().close();
    expect(stopped).toEqual(['busy']);
    open();
    expect(window.created).toHaveLength(2);
  });
});
