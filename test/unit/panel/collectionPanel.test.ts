import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerCollectionPanels } from '../../../src/editor/panel/collectionPanels.js';
import { headKey } from '../../../src/editor/panel/collectionView.js';
import { parseHostMessage, type CollectionView } from '../../../src/protocol.js';
import { addressKey, type ResourceAddress } from '../../../src/resource/address.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import { readMember } from '../../../src/resource/tree/member.js';
import type { CollectionNode, ItemNode, TreeNode } from '../../../src/resource/tree/nodes.js';
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
    title = '';
    isClosed = false;
    #onMessage: Handler = () => undefined;
    #onViewState: Handler = () => undefined;
    #onDispose: Handler = () => undefined;
    readonly webview = {
      ...{ options: {}, html: '', cspSource: 'https://files.test' },
      asWebviewUri: (uri: unknown) => uri,
      postMessage: async (message: string) => this.posted.push(JSON.parse(message)),
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
    dispose = (): boolean => (this.isClosed = true);
  }
  interface Serializer {
    deserializeWebviewPanel(panel: FakePanel, state: unknown): Promise<void>;
  }
  const serializers: Record<string, Serializer> = {};
  return {
    FakePanel,
    window: { created: [] as FakePanel[], clipboard: '', ran: [] as unknown[], serializers },
  };
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
    registerWebviewPanelSerializer: (type: string, serializer: never) => {
      window.serializers[type] = serializer;
      return { dispose: () => undefined };
    },
    createWebviewPanel: (_: string, title: string) => {
      const panel = Object.assign(new FakePanel(), { title });
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
  const row = { kind: 'collection', id: 'me/s/thing/', collection: { name: 'Things' } } as never;
  const listeners = new Map<string, WatchListener>();
  const stopped: string[] = [];
  const opened: ResourceAddress[] = [];
  const loaded = { items, lists: [] as CollectionNode[], unfinished: [] as never[] };
  const cloud = { failure: undefined as Error | undefined, account: 'me' };
  const read: string[] = [];
  const listed = new Map<string, readonly ItemNode[]>();
  const forPath = async (path: string) => {
    if (cloud.failure) throw cloud.failure;
    read.push(path);
    const { item: kind } = item('any', 'READY');
    return path.endsWith('/thing')
      ? { section: { catalogue: { collections: [], singletons: [] } }, collection: { name: 'Things', path } }
      : { section: { catalogue: {} }, item: kind };
  };
  let list: () => void = () => undefined;
  let becomeActive: () => void = () => undefined;
  let show: (node: TreeNode) => void = () => undefined;
  const registered = registerCollectionPanels(
    {
      extensionUri: '/extension' as never,
      connections: {
        active: () => ({ account: { id: cloud.account }, schemas: { forPath } }) as never,
        onDidWrite: () => ({ dispose: () => undefined }),
        onDidChangeActive: (listener) => {
          becomeActive = () => void listener();
          return { dispose: () => undefined };
        },
        onDidRename: () => ({ dispose: () => undefined }),
      },
      tree: {
        loadedUnder: ({ item: own }) => ({ ...loaded, items: [...(own ? [own] : []), ...loaded.items] }),
        open: async (node) => {
          loaded.lists.push(node);
          loaded.items.push(...(listed.get(node.id) ?? []));
        },
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
  const tell = (one: ResourceSnapshot): void => {
    listeners.get(one.address.segments.at(-1) ?? '')?.(one);
    vi.runAllTimers();
  };
  return {
    ...{ registered, panel, views, read: tell, loaded, stopped, opened, listed, cloud, paths: read },
    /** Brings a panel back as VS Code does after a reload. */
    bringBack: async (state: unknown, title = 'Things') => {
      const restored = Object.assign(new FakePanel(), { title });
      window.created.push(restored);
      await window.serializers['ovhApi.collection']!.deserializeWebviewPanel(restored, state);
      restored.send({ kind: 'ready' });
      await vi.runAllTimersAsync();
    },
    open: () => {
      show(row);
    },
    changeActive: (account: string) => {
      cloud.account = account;
      becomeActive();
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

const keys = (view: CollectionView | undefined): readonly unknown[] => [
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

  it('comes back after a reload with the lists that were loaded, and what their resources are doing', async () => {
    const { open, panel, loaded, views } = setUp(item('busy', 'UPDATING'));
    loaded.lists.push({ id: 'me/s/thing/' } as never);
    open();
    panel().send({ kind: 'ready' });
    const { row, lists } = views()[0]!;
    const restarted = setUp();
    restarted.listed.set('me/s/thing/', [item('busy', 'UPDATING')]);
    await restarted.bringBack({ place: row, lists, allFields: false, scrollTop: 0 });
    expect(restarted.views().at(-1)).toMatchObject({ row, lists, title: 'Things' });
    expect(keys(restarted.views().at(-1))[1]).toEqual([headKey(at('busy'))]);
    expect(restarted.asked()).toEqual(['busy']);
    restarted.open();
    expect(window.created).toHaveLength(2);
  });

  it('reads the resource again that it was below, after a reload', async () => {
    const { bringBack, asked, read, views } = setUp();
    await bringBack({ place: 'me/s/thing/own', lists: [], allFields: false, scrollTop: 0 }, 'My project');
    expect(asked()).toEqual(['own']);
    read(reading('own', 'UPDATING'));
    expect(views().at(-1)).toMatchObject({ row: 'me/s/thing/own', title: 'My project' });
    expect(keys(views().at(-1))[1]).toEqual([headKey(at('own'))]);
  });

  it('says why it couldn’t read its lists after a reload, keeps them, and reads them on request', async () => {
    const { bringBack, panel, cloud, views, listed, paths } = setUp();
    listed.set('me/s/thing/', [item('busy', 'UPDATING')]);
    cloud.failure = new Error('no network');
    const lists = ['me/s/thing/'];
    await bringBack({ place: 'me/s/', lists, allFields: false, scrollTop: 0 });
    expect(views().at(-1)).toMatchObject({ failure: 'Couldn’t read Things: no network', lists });
    cloud.failure = undefined;
    panel().send({ kind: 'refresh' });
    await vi.runAllTimersAsync();
    expect(paths).toEqual(['/s/thing']);
    expect(views().at(-1)?.failure).toBeUndefined();
    expect(keys(views().at(-1))[1]).toEqual([headKey(at('busy'))]);
  });

  it('waits with its lists for its own account, and reads them once that is active', async () => {
    const { bringBack, cloud, changeActive, listed, paths, views } = setUp();
    cloud.account = 'another';
    listed.set('me/s/thing/', [item('busy', 'UPDATING')]);
    await bringBack({ place: 'me/s/thing/', lists: ['me/s/thing/'], allFields: false, scrollTop: 0 });
    expect([paths, views().at(-1)?.lists]).toEqual([[], ['me/s/thing/']]);
    expect(views().at(-1)?.timeline.empty.title).toBe('No resources are loaded.');
    changeActive('me');
    await vi.runAllTimersAsync();
    expect(paths).toEqual(['/s/thing']);
    expect(keys(views().at(-1))[1]).toEqual([headKey(at('busy'))]);
  });

  it.each([undefined, {}, { place: '', allFields: false, scrollTop: 0 }])(
    'is closed after a reload when its state is %j, for it could only stay empty',
    async (state) => {
      const { bringBack, panel } = setUp();
      await bringBack(state);
      expect(panel().isClosed).toBe(true);
    },
  );
});
