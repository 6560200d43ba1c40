import { beforeEach, describe, expect, it, vi } from 'vitest';
import { env } from 'vscode';
import type { SpecEdits } from '../../../src/editor/panel/followedEdit.js';
import { editorFrame } from '../../../src/editor/panel/panelFrame.js';
import { ResourcePanels } from '../../../src/editor/panel/resourcePanels.js';
import type { ResourceAddress } from '../../../src/resource/address.js';
import { ignoredPath, type IgnoredPaths } from '../../../src/resource/ignoredFields.js';
import { parseResource, type Task } from '../../../src/resource/envelope.js';
import { itemKind } from '../editor/explorer/items.js';
import { snapshot, task } from '../resource/readings.js';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';
import type { KnownAction } from '../../../src/resource/ownActions.js';
import type { KeptSpec } from '../../../src/resource/ownSaves.js';
import type { ResourceSnapshot } from '../../../src/resource/snapshot.js';
import {
  parseHostMessage,
  type DiffRow,
  type FormFieldView,
  type PanelView,
  type TimelineView,
} from '../../../src/protocol.js';
import type { WatchListener } from '../../../src/resource/watch.js';

const { window, FakePanel } = vi.hoisted(() => {
  type Handler = (value?: unknown) => void;
  /** A panel of the editor, with what was done to it. */
  class FakePanel {
    readonly posted: { kind: string }[] = [];
    readonly revealed: unknown[] = [];
    title = '';
    iconPath: unknown;
    visible = true;
    isDisposed = false;
    active = true;
    #onMessage: Handler = () => undefined;
    #onViewState: Handler = () => undefined;
    #onDispose: Handler = () => undefined;
    readonly webview = {
      options: {},
      html: '',
      cspSource: 'https://files.test',
      asWebviewUri: (uri: unknown) => uri,
      postMessage: async (message: string) => this.posted.push(JSON.parse(message) as { kind: string }),
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
    reveal = (...how: unknown[]): number => this.revealed.push(how);
    send(message: unknown): void {
      this.#onMessage(message);
    }
    see(visible: boolean): void {
      this.visible = visible;
      this.#onViewState();
    }
    dispose(): void {
      this.isDisposed = true;
      this.#onDispose();
    }
  }
  interface Serializer {
    deserializeWebviewPanel(panel: FakePanel, state: unknown): Promise<void>;
  }
  const window = {
    created: [] as FakePanel[],
    serializer: undefined as Serializer | undefined,
    clipboard: '',
    /** The kinds of messages that were shown. */
    told: [] as string[],
  };
  return { window, FakePanel };
});

vi.mock('vscode', () => ({
  Uri: { joinPath: (base: string, ...parts: string[]) => [base, ...parts].join('/') },
  ViewColumn: { Active: -1, Beside: -2 },
  env: {
    get language() {
      return 'en';
    },
    clipboard: { writeText: async (text: string) => (window.clipboard = text) },
  },
  l10n: { t: (text: string) => text },
  window: {
    showInformationMessage: async () => void window.told.push('information'),
    showErrorMessage: async () => void window.told.push('error'),
    createWebviewPanel: () => {
      const panel = new FakePanel();
      window.created.push(panel);
      return panel;
    },
    registerWebviewPanelSerializer: (_: string, serializer: NonNullable<typeof window.serializer>) => {
      window.serializer = serializer;
      return { dispose: () => undefined };
    },
  },
}));

const cluster: ResourceAddress = { account: 'home', segments: ['a', 'b', 'urn:v1/c.1'] };
const other: ResourceAddress = { account: 'home', segments: ['a', 'b', 'c2'] };

interface Edits {
  current: ReturnType<SpecEdits['of']>;
  tell: (address: ResourceAddress) => unknown;
}

interface Ignored {
  paths: IgnoredPaths;
  tell: (paths: IgnoredPaths) => void;
}

interface Kept {
  specs: readonly KeptSpec[];
  actions: readonly KnownAction[];
  tell: (address: ResourceAddress) => unknown;
}

function setUp(): {
  readonly panels: ResourcePanels;
  readonly watched: { listener: WatchListener; calls: string[] }[];
  readonly commands: Record<
    'openSpec' | 'openJson' | 'runAction' | 'openTask' | 'answerTask' | 'runTask' | 'signIn' | 'goToResource',
    ReturnType<typeof vi.fn>
  >;
  readonly older: ReturnType<typeof vi.fn<() => Promise<void>>>;
  readonly kept: Kept;
  readonly edits: Edits;
  readonly isWatched: { current: boolean };
  readonly ignored: Ignored;
  readonly form: ReturnType<typeof vi.fn<(id: string) => Promise<readonly FormFieldView[] | undefined>>>;
  readonly log: { show: ReturnType<typeof vi.fn>; warn: ReturnType<typeof vi.fn> };
} {
  window.created.length = 0;
  window.told.length = 0;
  const watched: { listener: WatchListener; calls: string[] }[] = [];
  const commands = {
    openSpec: vi.fn(),
    openJson: vi.fn(),
    runAction: vi.fn(),
    openTask: vi.fn(),
    answerTask: vi.fn(),
    runTask: vi.fn(),
    signIn: vi.fn(),
    goToResource: vi.fn(),
  };
  const log = { show: vi.fn(), warn: vi.fn() };
  const older = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const form = vi.fn<(id: string) => Promise<readonly FormFieldView[] | undefined>>(async () => undefined);
  const edits: Edits = { current: undefined, tell: () => undefined };
  const kept: Kept = { specs: [], actions: [], tell: () => undefined };
  const isWatched = { current: false };
  const ignored: Ignored = { paths: new Set(), tell: () => undefined };
  const panels = new ResourcePanels({
    extensionUri: '/extension' as never,
    edits: {
      of: () => edits.current,
      onDidChange: (listener) => {
        edits.tell = listener;
        return { dispose: () => undefined };
      },
    },
    kept: {
      entries: async () => kept.specs,
      actions: async () => kept.actions,
      onDidKeep: (listener) => {
        kept.tell = listener;
        return { dispose: () => undefined };
      },
    },
    watcher: {
      readOlder: () => older(),
      watch: (_, listener) => {
        const calls: string[] = [];
        watched.push({ listener, calls });
        return {
          setVisible: (isVisible) => calls.push(isVisible ? 'seen' : 'hidden'),
          refresh: () => calls.push('refresh'),
          dispose: () => calls.push('dispose'),
        };
      },
    },
    describe: () => ({ accountLabel: 'Home', schemaVersion: '1.0' }),
    describeFailure: ({ message }) => ({ message, actions: ['retry'] }),
    readForm: (_, { id }) => form(id),
    isWatched: () => isWatched.current,
    log,
    commands,
    reportFailure: (failure) => void window.told.push(String(failure)),
    ignored: {
      of: () => ignored.paths,
      ignore: (_, path) => {
        ignored.tell(new Set([ignoredPath(path)]));
        return Promise.resolve();
      },
      stop: () => {
        ignored.tell(new Set());
        return Promise.resolve();
      },
      onDidChange: (listener) => {
        ignored.tell = (paths) => {
          ignored.paths = paths;
          listener();
        };
        return { dispose: () => undefined };
      },
    },
  });
  return { panels, watched, commands, log, older, kept, edits, form, isWatched, ignored };
}

let parts: ReturnType<typeof setUp>;
beforeEach(() => {
  window.created = [];
  parts = setUp();
});

const shown = (): InstanceType<typeof FakePanel> => window.created[0]!;

describe('the page in the side bar', () => {
  const inView = (
    address: ResourceAddress | undefined,
    isPageThere = false,
  ): InstanceType<typeof FakePanel> => {
    const panel = new FakePanel();
    parts.panels.showInView(editorFrame(panel as never), address, isPageThere);
    return panel;
  };

  it('shows one resource at a time, and watches the one before no more', () => {
    inView(cluster);
    inView(other);
    expect(parts.watched.map(({ calls }) => calls.includes('dispose'))).toEqual([true, false]);
    expect([cluster, other].map((one) => parts.panels.isShown(one))).toEqual([false, true]);
    inView(undefined);
    expect(parts.watched[1]!.calls).toContain('dispose');
    expect(parts.panels.isShown(other)).toBe(false);
  });

  it('shows another resource without being loaded again', () => {
    const panel = inView(cluster, true);
    expect(panel.posted.map(({ kind }) => kind)).toEqual(['view']);
    expect(panel.webview.html).toBe('');
  });

  it('is refreshed with the panels of its account, and its menus are its own', () => {
    inView(cluster);
    parts.panels.show(other);
    parts.panels.refresh('home');
    expect(parts.watched.map(({ calls }) => calls.filter((call) => call === 'refresh').length)).toEqual([
      1, 1,
    ]);
    expect(parts.panels.menuPanel('ovhApi.selected')?.address).toEqual(cluster);
    expect(parts.panels.menuPanel('ovhApi.resource')?.address).toEqual(other);
  });

  it('shows the field of the cursor on request, where no panel of the resource is visible', () => {
    const panel = inView(cluster, true);
    parts.watched[0]!.listener(snapshot({ name: 'n', targetSpec: { a: 1 }, currentState: {} }));
    parts.panels.revealField(cluster, { path: ['a'], spec: { a: 1 } }, true);
    expect(panel.posted.at(-1)).toEqual({ kind: 'reveal', path: ['a'], isAsked: true });
    expect(panel.revealed).toEqual([[undefined, false]]);
    expect(window.created).toHaveLength(0);
    parts.panels.show(cluster);
    parts.panels.revealField(cluster, { path: ['a'], spec: { a: 1 } }, false);
    expect(shown().revealed).toEqual([]);
    // Where both can be seen, it is the panel's: the view says nothing of it.
    parts.panels.revealField(cluster, { path: ['a'], spec: { a: 1 } }, true);
    expect(window.created).toHaveLength(1);
    expect(panel.posted.at(-1)).toEqual({ kind: 'reveal', path: ['a'], isAsked: false });
    parts.watched[1]!.listener(snapshot({ name: 'n', targetSpec: { a: 1 }, currentState: {} }));
    shown().send({ kind: 'ready' });
    expect(shown().posted.at(-1)).toEqual({ kind: 'reveal', path: ['a'], isAsked: true });
    expect(shown().revealed.at(-1)).toEqual([undefined, false]);
  });
});

describe('panels', () => {
  it('there is one a resource: showing it again brings it to the front and reads again', () => {
    parts.panels.show(cluster);
    parts.panels.show({ ...cluster }, { preserveFocus: true });
    parts.panels.show(other);
    expect(window.created).toHaveLength(2);
    expect(shown().revealed).toEqual([[undefined, true]]);
    expect(parts.watched[0]?.calls).toContain('refresh');
  });

  it('a closed one watches no more and makes room for a new one', () => {
    parts.panels.show(cluster);
    shown().dispose();
    expect(parts.watched[0]?.calls).toContain('dispose');
    parts.panels.show(cluster);
    expect(window.created).toHaveLength(2);
  });

  it('watches only while it is seen', () => {
    parts.panels.show(cluster);
    shown().see(false);
    shown().see(true);
    expect(parts.watched[0]?.calls).toEqual(['seen', 'hidden', 'seen']);
  });

  it('reports a task that ends while it is hidden once, and reads no more then', () => {
    parts.panels.show(cluster);
    const read = (...tasks: readonly ReturnType<typeof task>[]): void => {
      parts.watched[0]!.listener(snapshot({ name: 'n' }, { tasks, events: [] }));
    };
    read(task({ id: 'a', status: 'RUNNING' }), task({ id: 'b', status: 'RUNNING' }));
    shown().see(false);
    expect(parts.watched[0]!.calls.at(-1)).toBe('seen');
    read(task({ id: 'a', status: 'DONE' }), task({ id: 'b', status: 'RUNNING' }));
    read(task({ id: 'a', status: 'DONE' }), task({ id: 'b', status: 'RUNNING' }));
    expect(window.told).toEqual(['information']);
    read(task({ id: 'a', status: 'DONE' }), task({ id: 'b', status: 'ERROR' }));
    expect(window.told).toEqual(['information', 'error']);
    expect(parts.watched[0]!.calls.at(-1)).toBe('hidden');
    shown().see(true);
    read(task({ id: 'a', status: 'RUNNING' }));
    read(task({ id: 'a', status: 'DONE' }));
    expect(window.told).toHaveLength(2);
  });

  it('says nothing of a task that ends once the panel is seen again', () => {
    parts.panels.show(cluster);
    const read = (status: string): void => {
      parts.watched[0]!.listener(snapshot({ name: 'n' }, { tasks: [task({ status })], events: [] }));
    };
    read('RUNNING');
    shown().see(false);
    shown().see(true);
    read('DONE');
    expect(window.told).toEqual([]);
  });

  it('sends the entry of a running task again when one of its steps continues', () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    const read = (...steps: readonly string[]): void => {
      const progress = steps.map((status, index) => ({ name: `step ${String(index)}`, status }));
      const tasks = [task({ id: 'other' }), task({ status: 'RUNNING', progress })];
      parts.watched[0]!.listener(snapshot({ name: 'n' }, { tasks, events: [] }));
    };
    read('RUNNING', 'PENDING');
    read('DONE', 'RUNNING');
    const message = parseHostMessage(shown().posted.at(-1));
    const rows = message?.kind === 'view' ? message.view.timeline?.rows : undefined;
    expect(rows?.map(({ key, steps }) => [key, ...steps.map(({ tone }) => tone)])).toEqual([
      ['task t', 'ok', 'busy'],
    ]);
  });

  it('shows the field of the cursor as soon as its page is there', () => {
    parts.panels.show(cluster);
    parts.watched[0]!.listener(snapshot({ targetSpec: { a: 1 }, currentState: {} }));
    parts.panels.revealField(cluster, { path: ['a'], spec: { a: 1 } }, true);
    expect(shown().posted).toEqual([]);
    shown().send({ kind: 'ready' });
    expect(shown().posted.at(-1)).toEqual({ kind: 'reveal', path: ['a'], isAsked: true });
  });

  it('leaves what was done here to those who follow it', async () => {
    parts.kept.specs = [{ at: 1_000, why: 'saved', text: '{"a":2}', tasks: ['t'] }];
    parts.panels.show(cluster);
    await vi.waitFor(() => {
      parts.watched[0]!.listener(snapshot({ name: 'n' }, { tasks: [task({ id: 't', status: 'RUNNING' })] }));
      shown().see(false);
      expect(parts.watched[0]!.calls.at(-1)).toBe('hidden');
    });
  });

  it('says nothing of a task that ends while it is hidden when the resource is watched, which reports its end', () => {
    parts.isWatched.current = true;
    parts.panels.show(cluster);
    parts.watched[0]!.listener(snapshot({ name: 'n' }, { tasks: [task({ status: 'RUNNING' })], events: [] }));
    shown().see(false);
    expect(parts.watched[0]!.calls.at(-1)).toBe('hidden');
  });

  it('says nothing before the page is there, and all that is known then; a hidden page gets no messages', () => {
    parts.panels.show(cluster);
    const snapshot = {
      resource: parseResource({ name: 'n' }),
      tasks: undefined,
      events: undefined,
      kept: 'both' as const,
      fixed: [],
      isSecret: secretFieldsOf(undefined),
      readAt: 1,
    };
    parts.watched[0]?.listener({ ...snapshot, address: cluster, text: '' });
    expect(shown().posted).toEqual([]);
    shown().send({ kind: 'ready' });
    expect(shown().posted).toMatchObject([
      { kind: 'texts' },
      { kind: 'view', view: { header: { name: 'n' } } },
    ]);
    expect(shown().title).toBe('n');
    shown().see(false);
    parts.watched[0]?.listener({ ...snapshot, address: cluster, text: '' });
    expect(shown().posted).toHaveLength(2);
  });

  it('sends of a history only what is new, and nothing of a reading that brings nothing new, but that it was read when that was requested', () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    const tasks = Array.from({ length: 50 }, (_, index) => task({ id: `t${String(index)}`, status: 'DONE' }));
    const events: ResourceSnapshot['events'] = [];
    const told = (over: Partial<ResourceSnapshot>): void => {
      parts.watched[0]?.listener({ ...snapshot({ name: 'n' }, { tasks, events }), ...over });
    };
    told({});
    const before = shown().posted.length;
    told({ readAt: 2 });
    expect(shown().posted).toHaveLength(before);
    shown().send({ kind: 'refresh' });
    told({ readAt: 3 });
    told({ readAt: 4 });
    told({ readAt: 5, tasks: [task({ id: 'new' }), ...tasks] });
    const sent = shown().posted as unknown as {
      kind: string;
      view?: { timeline?: { isWhole: boolean; rows: { key: string }[] } };
    }[];
    expect(sent.slice(-3)).toMatchObject([
      { kind: 'view', view: { timeline: { isWhole: true } } },
      { kind: 'live', live: { state: 'idle', at: '1970-01-01T00:00:00.003Z' } },
      { kind: 'view', view: { timeline: { isWhole: false, rows: [{ key: 'task new' }], gone: [] } } },
    ]);
    expect(sent.at(-3)?.view?.timeline?.rows).toHaveLength(50);
  });

  it('sends the newest entries of a long history first, and each once, as it is when it is sent', () => {
    vi.useFakeTimers();
    try {
      parts.panels.show(cluster);
      shown().send({ kind: 'ready' });
      const begun = Array.from({ length: 2_500 }, (_, index) =>
        task({ id: String(index), status: 'DONE', startedAt: new Date(10_000_000 - index).toISOString() }),
      );
      const tell = (tasks: readonly Task[]): void =>
        parts.watched[0]?.listener(snapshot({ name: 'n' }, { tasks, events: [] }));
      tell(begun);
      const timelines = (): readonly TimelineView[] =>
        shown().posted.flatMap((message) => {
          const known = parseHostMessage(message);
          return known?.kind === 'view' && known.view.timeline ? [known.view.timeline] : [];
        });
      expect(timelines().map(({ isWhole, rows, older }) => [isWhole, rows.length, older])).toEqual([
        [true, 1_000, 'reading'],
      ]);
      expect(timelines()[0]!.rows[0]!.key).toBe('task 0');
      // One that wasn't sent yet is different now, and one is no more.
      tell([...begun.slice(0, -2), task({ ...begun.at(-2)!, status: 'ERROR' })]);
      vi.runAllTimers();
      const sent = timelines().flatMap(({ rows }) => rows);
      expect(sent.map(({ key }) => key)).toEqual(begun.slice(0, -1).map(({ id }) => `task ${id}`));
      expect(sent.at(-1)?.tone).toBe('error');
      expect(timelines().at(-1)).toMatchObject({ isWhole: false, older: 'none' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('sends the fields of a spec again only when something of them is different, and all of them to a page that was hidden', () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    const body = { targetSpec: { size: 5 }, currentState: { size: 3 } };
    const tell = (state: unknown, ...ids: readonly string[]): void => {
      const tasks = ids.map((id) => task({ id, status: 'RUNNING' }));
      parts.watched[0]?.listener(snapshot({ ...body, currentState: state }, { tasks, events: [] }));
    };
    const sent = (): unknown => {
      const message = parseHostMessage(shown().posted.at(-1));
      if (message?.kind !== 'view') return message;
      const { keepsFields, spec, timeline } = message.view;
      return [keepsFields ?? false, spec?.groups.length, spec?.counts.changed, timeline?.rows.length];
    };
    tell({ size: 3 }, 'one');
    expect(sent()).toEqual([false, 1, 1, 1]);
    tell({ size: 3 }, 'one', 'two');
    expect(sent()).toEqual([true, 0, 1, 1]);
    tell({ size: 4 }, 'one', 'two');
    expect(sent()).toEqual([false, 1, 1, 0]);
    shown().see(false);
    shown().see(true);
    shown().send({ kind: 'ready' });
    expect(sent()).toEqual([false, 1, 1, 2]);
  });

  it('reads older pages when they are requested, and says when that fails', async () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    const known = snapshot({ name: 'n' }, { tasks: [task({})], events: [] });
    parts.watched[0]?.listener({ ...known, address: cluster, older: { tasks: 'c' } });
    parts.older.mockRejectedValueOnce(new Error('no network'));
    shown().send({ kind: 'readOlder' });
    await vi.waitFor(() => {
      expect(shown().posted.at(-1)).toMatchObject({
        view: { timeline: { older: 'failed', olderFailure: 'no network' } },
      });
    });
    expect(shown().posted.at(-2)).toMatchObject({ view: { timeline: { older: 'reading', rows: [] } } });
  });

  it('show saves that were made here, and copy an entry as it is shown', async () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    const done = task({ status: 'DONE', createdAt: '1970-01-01T00:00:03Z' });
    parts.watched[0]?.listener(snapshot({ name: 'n' }, { tasks: [done], events: [] }));
    parts.kept.specs = [
      { at: 1000, why: 'seen', text: '{"size":3}' },
      { at: 2000, why: 'saved', text: '{"size":5}', tasks: ['t'] },
    ];
    parts.kept.tell(other);
    parts.kept.tell(cluster);
    await vi.waitFor(() => {
      expect(shown().posted.at(-1)).toMatchObject({
        view: {
          timeline: {
            rows: [
              { kind: 'change', thread: 'saved 2000', fields: [{ field: 'size' }] },
              { kind: 'task', thread: 'saved 2000', place: 1 },
            ],
          },
        },
      });
    });
    shown().send({ kind: 'copyEntry', key: 'task t' });
    expect(JSON.parse(window.clipboard)).toMatchObject({ id: 't', status: 'DONE' });
  });

  it('reads what a waiting task needs to be given once, shows it, and sends what was typed', async () => {
    const field: FormFieldView = { key: 'k', name: 'note', isRequired: true, input: 'text', choices: [] };
    parts.form.mockResolvedValue([field]);
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    const waits = task({ id: 'w', type: 'IMPORT', status: 'WAITING_USER_INPUT' });
    const read = (tasks: readonly ReturnType<typeof task>[]): void => {
      parts.watched[0]!.listener(snapshot({ name: 'n' }, { tasks, events: [] }));
    };
    read([waits]);
    read([waits]);
    const attention = (): unknown =>
      shown()
        .posted.flatMap((message) => ('view' in message ? [message.view] : []))
        .at(-1);
    await vi.waitFor(() => {
      expect(attention()).toMatchObject({ attention: [{ taskId: 'w', waits: true, form: [field] }] });
    });
    expect(parts.form.mock.calls).toEqual([['w']]);
    shown().send({ kind: 'answerTask', taskId: 'w', answers: { k: 'go on' } });
    expect(parts.commands.answerTask).toHaveBeenCalledWith(cluster, 'w', { k: 'go on' });
    read([task({ id: 'w', status: 'DONE' })]);
    expect(attention()).toMatchObject({ attention: [] });
    read([waits]);
    expect(parts.form.mock.calls).toHaveLength(2);
  });

  it('reports what else was done here, and what sent a spec', async () => {
    parts.kept.actions = [{ at: 2_000, method: 'POST', name: 'reboot', tasks: ['t'], isCertain: true }];
    parts.kept.specs = [
      { at: 1_000, why: 'saved', text: '{"a":2}', by: 'plan' },
      { at: 500, why: 'seen', text: '{"a":1}' },
    ];
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    parts.watched[0]!.listener(
      snapshot(
        { name: 'n' },
        { tasks: [task({ id: 't', status: 'RUNNING', createdAt: '1970-01-01T00:00:03Z' })] },
      ),
    );
    await vi.waitFor(() => {
      const views = shown().posted.flatMap((message) => ('view' in message ? [message.view] : []));
      expect(JSON.stringify(views)).toContain('Sent by the plan of a manifest');
      const rows = views.flatMap((view) => (view as PanelView).timeline?.rows ?? []);
      expect(rows.findLast(({ kind }) => kind === 'action')).toMatchObject({
        ...{ title: '{0} run by you', status: 'running', tone: 'busy', place: 0 },
      });
      expect(rows.findLast(({ kind }) => kind === 'task')).toMatchObject({ place: 1, thread: 'acted 2000' });
    });
    shown().send({ kind: 'copyEntry', key: 'acted 2000' });
    expect(JSON.parse(window.clipboard)).toMatchObject({ name: 'reboot' });
  });

  it('copies the history that is shown as Markdown in which nothing acts', () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    const failed = {
      ...{ id: 't', type: 'clusterUpdate', status: 'ERROR', createdAt: '2026-03-01T10:00:00Z' },
      errors: [{ message: 'No [room](https://evil.test)\n# at all' }],
      progress: [{ name: 'resize', status: 'ERROR' }],
    };
    parts.watched[0]!.listener(snapshot({ name: '*n*' }, { tasks: [task(failed)], events: [] }));
    shown().send({ kind: 'copyHistory', keys: ['task t', 'gone'], others: 3 });
    expect(window.clipboard.split('\n')).toEqual([
      '**\\*n\\***',
      '',
      '- 2026-03-01 10:00:00 UTC **clusterUpdate** failed',
      '  - Step {0}: {1}',
      '  - No \\[room\\]\\(https\\:\\/\\/evil.test\\) \\# at all',
      '',
      'Entries that aren’t in this copy: {0}',
      '',
    ]);
    shown().send({ kind: 'copySvg', svg: '<svg></svg>' });
    expect(window.clipboard).toBe('<svg></svg>');
  });

  it('copies what is pending as Markdown in which nothing acts', () => {
    parts.panels.show(cluster);
    parts.watched[0]?.listener(
      snapshot({
        targetSpec: { name: '*n*', size: 5, gone: 1 },
        currentState: { name: '*n*', size: 3, gone: 1 },
      }),
    );
    shown().send({ kind: 'copyChanges', form: 'markdown' });
    expect(window.clipboard).toBe('**\\*n\\***\n\n- {0}: {1} → {2}\n');
  });

  it('leaves out what is ignored, says how much that is, and takes it back by one message', async () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    parts.watched[0]?.listener(
      snapshot({
        targetSpec: { name: 'n', pools: [{ name: 'a', size: 5 }] },
        currentState: { name: 'n', pools: [{ name: 'a', size: 3 }] },
      }),
    );
    const spec = (): PanelView['spec'] => {
      const message = parseHostMessage(shown().posted.at(-1));
      return message?.kind === 'view' ? message.view.spec : undefined;
    };
    const size = 'changed:["pools",0,"size"]';
    const sizeRow = (): DiffRow | undefined =>
      spec()
        ?.groups.flatMap(({ rows }) => rows)
        .find(({ key }) => key === size);
    expect(spec()).toMatchObject({ kind: 'pending', counts: { changed: 1 } });
    await parts.panels.activePanel()?.ignoreField(size, true);
    expect(spec()).toMatchObject({ kind: 'inSync', counts: { changed: 0 } });
    expect(spec()?.summary).toBe('No other field differs. Ignored differences: {0}.');
    expect(sizeRow()).toMatchObject({ change: 'changed', marks: ['ignored'] });
    shown().send({ kind: 'copyChanges', form: 'patch' });
    expect(window.clipboard).toBe('[]\n');
    shown().send({ kind: 'stopIgnoring', key: size });
    expect(spec()).toMatchObject({ kind: 'pending' });
    expect(sizeRow()?.marks).toBeUndefined();
  });

  it('copies what is pending as JSON Patch, and a field’s path and values, with dots for secrets', () => {
    parts.panels.show(cluster);
    parts.watched[0]?.listener(
      snapshot({
        targetSpec: { name: 'n', pools: [{ name: 'a', size: 5 }], password: 'canary' },
        currentState: { name: 'n', pools: [{ name: 'a', size: 3 }], password: 'canary2' },
      }),
    );
    shown().send({ kind: 'copyChanges', form: 'patch' });
    expect(JSON.parse(window.clipboard)).toEqual([
      { op: 'replace', path: '/password', value: '•••' },
      { op: 'replace', path: '/pools/0/size', value: 5 },
    ]);
    const panel = parts.panels.activePanel();
    const copied = (key: string, part: 'path' | 'current' | 'requested'): string => {
      window.clipboard = '';
      panel?.copyField(key, part);
      return window.clipboard;
    };
    const size = 'changed:["pools",0,"size"]';
    expect(copied(size, 'path')).toBe('pools[0].size');
    expect([copied(size, 'current'), copied(size, 'requested')]).toEqual(['3', '5']);
    expect(copied('changed:["password"]', 'requested')).toBe('•••');
    // Where both agree, what is requested is what is there.
    expect(copied('same:["name"]', 'requested')).toBe('n');
    expect(copied('changed:["nothing"]', 'path')).toBe('');
  });

  it('sends a hidden value only when it is requested', () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    parts.watched[0]?.listener(
      snapshot({ targetSpec: { password: 'canary', size: 1 }, currentState: { password: 'bird', size: 1 } }),
    );
    const key = 'changed:["password"]';
    expect(shown().posted.at(-1)).toMatchObject({
      view: { spec: { groups: [{ rows: [{ key, isSecret: true }, { change: 'same' }] }] } },
    });
    expect(JSON.stringify(shown().posted)).not.toMatch(/canary|bird/u);
    shown().send({ kind: 'revealSecret', key });
    expect(shown().posted.at(-1)).toEqual({
      kind: 'secret',
      key,
      before: { text: 'bird', omitted: 0 },
      after: { text: 'canary', omitted: 0 },
    });
    const sent = shown().posted.length;
    shown().send({ kind: 'revealSecret', key: 'nothing' });
    expect(shown().posted).toHaveLength(sent);
    // Where spec and state agree on it, where only one of them has it, and where there is no spec.
    for (const json of [
      { targetSpec: { password: 'eagle' }, currentState: { password: 'eagle' } },
      { targetSpec: { password: 'eagle' }, currentState: { size: 1 } },
      { targetSpec: { size: 1 }, currentState: { password: 'eagle' } },
      { password: 'eagle' },
    ]) {
      parts.watched[0]?.listener(snapshot(json));
      expect(JSON.stringify(shown().posted.at(-1))).toContain('"isSecret":true');
    }
    expect(JSON.stringify(shown().posted)).not.toContain('eagle');
  });

  it('compares an open document with what it was opened with and what the cloud has by now', async () => {
    vi.useFakeTimers();
    const item = itemKind({ path: '/things/{id}', name: 'thing', parameter: 'id' });
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    const json = {
      targetSpec: { name: 'n', size: 4, pools: [{ name: 'a' }, { name: 'b', size: 1 }], password: 'canary' },
      currentState: { name: 'n', size: 3 },
    };
    parts.watched[0]?.listener({ ...snapshot(json), address: cluster, text: JSON.stringify(json) });
    const base = JSON.stringify({ ...json.targetSpec, size: 3 });
    const pools = [{ name: 'c' }, ...json.targetSpec.pools.map((pool) => ({ ...pool, size: 2 }))];
    const mine = { name: 'n', size: 5, pools, password: 'canary2' };
    parts.edits.current = { item, base, mine: JSON.stringify(mine) };
    parts.edits.tell(other);
    parts.edits.tell(cluster);
    const sent = shown().posted.length;
    vi.runAllTimers();
    expect(shown().posted).toHaveLength(sent + 1);
    const last = JSON.stringify(shown().posted.at(-1));
    expect(last).not.toContain('canary');
    const rows = (): readonly DiffRow[] => {
      const message = parseHostMessage(shown().posted.at(-1));
      if (message?.kind !== 'view') return [];
      return message.view.spec?.groups.flatMap((group) => group.rows) ?? [];
    };
    const marked = rows().filter(({ marks }) => marks !== undefined);
    expect(
      marked.map(({ field, marks, edit }) => [field, marks?.join(), edit?.base?.text, edit?.mine?.text]),
    ).toEqual([
      ['size', 'conflict,edited,outdated', '3', '5'],
      ['password', 'edited', '•••', '•••'],
      ['size', 'edited', undefined, '2'],
      ['[c]', 'edited', undefined, '{\n  "name": "c"\n}'],
      ['size', 'edited', '1', '2'],
    ]);
    parts.panels.activePanel()?.goToField('unreported:["pools",1,"size"]');
    expect(parts.commands.openSpec).toHaveBeenCalledWith(cluster, '/pools/2/size');
    const place = { path: ['pools', 2, 'size'], spec: { pools } };
    parts.panels.revealField(cluster, place, false);
    expect(shown().posted.at(-1)).toEqual({ kind: 'reveal', path: ['pools', 1, 'size'], isAsked: false });
    // Each reading is compared with the edit, too: what both want is no conflict.
    const agreed = { ...json, targetSpec: { ...json.targetSpec, size: 5 } };
    parts.watched[0]?.listener({ ...snapshot(agreed), address: cluster });
    expect(rows().find(({ marks }) => marks?.includes('outdated'))?.marks).toEqual(['edited', 'outdated']);
    const posted = shown().posted.length;
    parts.edits.current = 'unreadable';
    parts.edits.tell(cluster);
    vi.runAllTimers();
    expect(shown().posted).toHaveLength(posted);
    parts.edits.current = undefined;
    parts.edits.tell(cluster);
    vi.runAllTimers();
    expect(rows().flatMap(({ marks = [] }) => marks)).toEqual([]);
    vi.useRealTimers();
  });

  it('does what its buttons say', () => {
    parts.panels.show(cluster);
    for (const kind of ['editSpec', 'openJson', 'runAction', 'refresh', 'copyId', 'signIn', 'showLog'])
      shown().send({ kind });
    shown().send({ kind: 'openTask', taskId: 't/1' });
    shown().send({ kind: 'answerTask', taskId: 't/2' });
    expect(parts.commands.openSpec).toHaveBeenCalledWith(cluster, undefined);
    expect(parts.commands.openJson).toHaveBeenCalledWith(cluster);
    expect(parts.commands.runAction).toHaveBeenCalledWith(cluster);
    expect(parts.commands.openTask).toHaveBeenCalledWith(cluster, 't/1');
    expect(parts.commands.answerTask).toHaveBeenCalledWith(cluster, 't/2', undefined);
    expect(parts.commands.signIn).toHaveBeenCalledWith('home');
    expect(parts.watched[0]?.calls).toContain('refresh');
    expect(window.clipboard).toBe('urn:v1/c.1');
    expect(parts.log.show).toHaveBeenCalledOnce();
  });

  it('speaks the language of VS Code', () => {
    vi.spyOn(env, 'language', 'get').mockReturnValue('fr');
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    expect(shown().posted[0]).toMatchObject({ kind: 'texts', locale: 'fr' });
    vi.restoreAllMocks();
  });

  it('does nothing for what is no message', () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'openTask', taskId: {} });
    shown().send('editSpec');
    expect(parts.commands.openTask).not.toHaveBeenCalled();
    expect(parts.log.warn).toHaveBeenCalledTimes(2);
  });

  it('comes back after a reload with the resource it had', async () => {
    parts.panels.show(cluster);
    shown().send({ kind: 'ready' });
    const view = shown().posted.find(({ kind }) => kind === 'view') as unknown as { view: { place: string } };
    const restarted = setUp();
    const panel = new FakePanel();
    await window.serializer!.deserializeWebviewPanel(panel, {
      place: view.view.place,
      allFields: true,
      scrollTop: 0,
    });
    panel.send({ kind: 'editSpec' });
    expect(restarted.commands.openSpec).toHaveBeenCalledWith(cluster, undefined);
  });

  it('several come back after a reload, each with its resource, and a second one of the same is closed', async () => {
    const restored = [new FakePanel(), new FakePanel(), new FakePanel()];
    for (const [index, place] of ['home/a/b/c1', 'home/a/b/c2', 'home/a/b/c1'].entries()) {
      const state = { place, allFields: false, scrollTop: 0 };
      await window.serializer!.deserializeWebviewPanel(restored[index]!, state);
    }
    expect(restored.map(({ isDisposed }) => isDisposed)).toEqual([false, false, true]);
    expect(parts.watched).toHaveLength(2);
    restored[1]!.send({ kind: 'openJson' });
    expect(parts.commands.openJson).toHaveBeenCalledWith(other);
  });

  it.each([
    undefined,
    {},
    { place: '', allFields: false, scrollTop: 0 },
    { place: '%', allFields: false, scrollTop: 0 },
  ])('a panel whose state is %j is closed, for it could only stay empty', async (state) => {
    const panel = new FakePanel();
    await window.serializer!.deserializeWebviewPanel(panel, state);
    expect(panel.isDisposed).toBe(true);
    expect(parts.watched).toEqual([]);
  });

  it('the page may load our script by its nonce and our style, and nothing else', () => {
    parts.panels.show(cluster);
    parts.panels.show(other);
    const nonces = window.created.map(({ webview }) => {
      const [, policy, nonce] =
        /content="(default-src 'none'; script-src 'nonce-([\w-]{20,})'; style-src https:\/\/files\.test)"/.exec(
          webview.html,
        ) ?? [];
      expect(policy).toBeDefined();
      expect(webview.options).toEqual({
        enableScripts: true,
        localResourceRoots: ['/extension/dist/webview', '/extension/media'],
      });
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
  });
});
