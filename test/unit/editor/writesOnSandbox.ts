import { UnfinishedWork } from '../../../src/editor/connections/unfinishedWork.js';
import type { Account } from '../../../src/api/account.js';
import { FakeMemento, NO_FILE } from './fakeContext.js';
import { Connections } from '../../../src/editor/connections/connections.js';
import { Drafts } from '../../../src/editor/spec/create/drafts.js';
import { deleteSeveral } from '../../../src/editor/actions/deleteSeveral.js';
import { deleteResource } from '../../../src/editor/actions/deleteResource.js';
import { answerTask } from '../../../src/editor/actions/answerTask.js';
import { runAction } from '../../../src/editor/actions/runAction.js';
import { BulkEdits } from '../../../src/editor/bulkEdit/bulkEdits.js';
import { documentUri } from '../../../src/editor/shell/documentUri.js';
import { SaveFollower } from '../../../src/editor/spec/save/followSave.js';
import { OpenSpecs } from '../../../src/editor/spec/document/openSpecs.js';
import { SpecFileSystem } from '../../../src/editor/spec/specFileSystem.js';
import { registerJournal } from '../../../src/editor/spec/history/registerJournal.js';
import { LiveLists } from '../../../src/editor/language/liveLists.js';
import { Drift } from '../../../src/editor/manifests/drift.js';
import { IgnoredDifferences } from '../../../src/editor/shell/ignoredDifferences.js';
import { NormalisedStore } from '../../../src/editor/manifests/normalisedStore.js';
import { ManifestPlans } from '../../../src/editor/manifests/manifestPlans.js';
import { trustedConnection } from '../../../src/editor/connections/trustedConnection.js';
import type { Responses } from '../../../src/editor/scratchpad/responses.js';
import { sendRequest } from '../../../src/editor/scratchpad/sendRequest.js';
import { ResourceTree } from '../../../src/editor/explorer/resourceTree.js';
import type { CollectionNode, TreeNode } from '../../../src/resource/tree/nodes.js';
import { watchResources } from '../../../src/editor/connections/watchResources.js';
import { addressKey, addressOf, toApiPath, type ResourceAddress } from '../../../src/resource/address.js';
import { parseResource } from '../../../src/resource/envelope.js';
import { specText } from '../../../src/resource/spec.js';
import { endpointOf } from '../../../src/api/endpoints.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { MemoryFiles } from '../../support/saves/memoryFiles.js';
import { EventEmitter, Position, screen, Uri, window } from './fakeVscode.js';
import { showPages, type Pages } from './pagesOnSandbox.js';
import { makeSaver } from './saveOne.js';

const unfinished = new UnfinishedWork(NO_FILE, () => undefined);

/** Whoever sends writes. */
export const WRITERS = [
  'save',
  'bulkEdit',
  'manifest',
  'scratchpad',
  'action',
  'answer',
  'create',
  'delete',
  'deleteSeveral',
] as const;
export type Writer = (typeof WRITERS)[number];

/** Pages and views that show a resource. */
export const PAGES = ['table', 'timeline', 'sideBar', 'watched'] as const;
/** Whoever shows or keeps what a write may have changed. */
export const LISTENERS = [
  ...(['tree', 'documents', 'panels', 'journal', 'drift', 'followers', 'secrets', 'proposals'] as const),
  ...PAGES,
] as const;
export type Listener = (typeof LISTENERS)[number];

const PROJECTS = '/managedPlatform/project';
const SITES = '/rental/site';
const account = 'me';
const quiet = (): void => undefined;
const never = (): AbortSignal => new AbortController().signal;
const says = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));

/** The real connections, writers and listeners over a sandbox whose time stands still. `vscode` is the fake one. */
export class Writes {
  /** Those who took notice since `run` began. */
  readonly noticed = new Set<Listener>();
  readonly #endings: (() => unknown)[] = [];
  #target: ResourceAddress | undefined;
  #pages: Pages | undefined;

  private constructor(
    readonly sandbox: Sandbox,
    readonly connections: Connections,
    readonly specs: OpenSpecs,
    readonly files: SpecFileSystem,
    /** Gives the account another name, or safeguards. */
    readonly alter: (change: Partial<Pick<Account, 'label' | 'safeguards'>>) => void,
  ) {}

  static async open(): Promise<Writes> {
    screen.settings.set('ovhApi.confirmSave', 'never');
    const sandbox = await startSandbox({ demo: true, clock: 'manual' });
    const known = {
      ...{ id: account, label: account, endpoint: endpointOf(new URL(sandbox.api).origin) },
      credential: 'signature',
    };
    const opened: { writes?: Writes; known: typeof known } = { known };
    const changes = new EventEmitter<void>();
    const silent = { onDidChange: () => ({ dispose: quiet }) };
    const connections = new Connections({
      unfinished,
      accounts: {
        onDidChange: changes.event,
        get: (id: string) => (id === account ? opened.known : undefined),
        list: () => [opened.known],
        revision: () => 0,
        active: () => opened.known,
        labelOf: () => opened.known.label,
        credential: () => Promise.resolve({ kind: 'signature', ...sandbox.credentials }),
      },
      versions: { ...silent, picked: () => undefined, namedBy: () => ({ learn: quiet }) },
      log: { request: quiet },
      reachability: { noteRequest: quiet },
      cache: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
      onSecrets: () => opened.writes?.noticed.add('secrets'),
    } as never);
    const specs = new OpenSpecs();
    const files = new SpecFileSystem({
      connections,
      specs,
      saver: makeSaver({ specs }),
      describe: says,
      note: says,
      queryFor: () => Promise.resolve({}),
      ...{ onRead: quiet, onGone: quiet, onRefused: quiet },
    });
    const alter: Writes['alter'] = (change) => {
      opened.known = { ...known, ...change };
      changes.fire();
    };
    opened.writes = new Writes(sandbox, connections, specs, files, alter);
    return opened.writes;
  }

  /** Shows a resource everywhere, has it written, and waits until nothing more is to be expected. */
  async run(writer: Writer, expected: readonly Listener[]): Promise<void> {
    const target = await this.#chooseTarget(writer);
    this.#target = target;
    await this.show(target);
    this.noticed.clear();
    await this.write(writer, target);
    const all = (): boolean => expected.every((one) => this.noticed.has(one));
    for (let turn = 0; turn < 400 && !all(); turn++) await new Promise((resolve) => setTimeout(resolve, 25));
    // What nobody expects gets the time of some requests to happen.
    for (let turn = 0; turn < 3; turn++) await this.read(target).catch(quiet);
  }

  async close(): Promise<void> {
    for (const end of this.#endings) end();
    this.files.dispose();
    this.connections.dispose();
    await this.sandbox.stop();
  }

  /** What the API answers for a resource. */
  async read(address: ResourceAddress): Promise<string> {
    const { api } = this.connections.get(account)!;
    return (await api.request({ method: 'GET', path: toApiPath(address), priority: 'user' })).text;
  }

  /** The nth project of the list. */
  async project(index: number): Promise<ResourceAddress> {
    const { api } = this.connections.get(account)!;
    const { items } = await api.page({ path: PROJECTS, size: 100, priority: 'user' });
    return addressOf(account, `${PROJECTS}/${parseResource(items[index]).id ?? ''}`);
  }

  async #chooseTarget(writer: Writer): Promise<ResourceAddress> {
    if (writer !== 'action' && writer !== 'answer') return this.project(WRITERS.indexOf(writer) % 2);
    const { api } = this.connections.get(account)!;
    const status = writer === 'answer' ? 'WAITING_USER_INPUT' : 'READY';
    // One of the demo’s sites comes to wait for a person, and one is ready.
    for (let step = 0; step < 50; step++) {
      const { items } = await api.page({ path: SITES, size: 100, priority: 'user' });
      const site = items.find((item) => JSON.stringify(item).includes(`"${status}"`));
      if (site) return addressOf(account, `${SITES}/${parseResource(site).id ?? ''}`);
      await this.sandbox.client.step(20_000);
    }
    throw new Error('No site is there.');
  }

  /** Shows a resource everywhere. */
  async show(target: ResourceAddress): Promise<void> {
    for (const end of this.#endings.splice(0)) end();
    this.#showDocument();
    this.#keepJournal();
    const { tree, list } = await this.#showRow(target);
    await this.#showPages(target, tree, list);
    await this.#showPanel(target);
    await this.#showManifest(target);
    await this.#proposeMembers(target);
    const watcher = {
      watch: () => {
        this.noticed.add('followers');
        return { refresh: quiet, setVisible: quiet, dispose: quiet };
      },
    };
    const follower = new SaveFollower({
      ...{ connections: this.connections, watcher, nameOf: () => 'it', openPanel: quiet, note: says },
    });
    await this.files.readFile(documentUri(target, 'spec'));
    this.#endings.push(() => follower.dispose());
  }

  #showDocument(): void {
    const told = this.files.onDidChangeFile((events) => {
      const key = (this.#target && documentUri(this.#target, 'spec').toString()) ?? '';
      if (events.some(({ uri }) => uri.toString() === key)) this.noticed.add('documents');
    });
    this.#endings.push(() => told.dispose());
  }

  #keepJournal(): void {
    const files = new MemoryFiles();
    const write = files.write.bind(files);
    files.write = (folder, name, text) => {
      this.noticed.add('journal');
      return write(folder, name, text);
    };
    const journal = registerJournal({
      ...{
        connections: this.connections,
        files,
        note: says,
        reportFailure: quiet,
        isKnownSecret: () => false,
      },
      accounts: { list: () => [], onDidChange: new EventEmitter<never>().event as never },
      known: { nameOf: () => '' },
    });
    this.#endings.push(() => journal.dispose());
  }

  /** A row that was drawn, in a view that can be seen. */
  async #showRow(target: ResourceAddress): Promise<{ tree: ResourceTree; list: CollectionNode }> {
    const watcher = this.#watcher();
    const tree = new ResourceTree({ connections: this.connections, watcher, describe: says, note: says });
    const event = new EventEmitter<never>().event;
    const view = { visible: true, onDidChangeVisibility: event };
    tree.showIn({ ...view, onDidExpandElement: event, onDidCollapseElement: event } as never);
    const list = toApiPath(target).split('/').slice(0, -1);
    let nodes = await tree.getChildren();
    let parent: TreeNode | undefined;
    for (let depth = 2; depth <= list.length; depth++) {
      const name = list.slice(0, depth).join('/');
      const isNext = (node: TreeNode): boolean =>
        node.kind === 'section'
          ? node.section.path === name
          : 'address' in node && toApiPath(node.address) === name;
      parent = nodes.find(isNext);
      nodes = await tree.getChildren(parent);
    }
    for (const node of nodes) tree.getTreeItem(node);
    tree.onDidChangeTreeData((node) => {
      this.noticed.add('tree');
      // As VS Code does for an open branch.
      if (node?.kind === 'collection') tree.getChildren(node).catch(quiet);
    });
    this.#endings.push(() => tree.dispose());
    if (parent?.kind !== 'collection') throw new Error('The list has no row.');
    return { tree, list: parent };
  }

  /** What each page and view shows: its messages, or its rows. */
  pages(): Readonly<Record<(typeof PAGES)[number], string>> {
    const pages = this.#pages!;
    const rows = pages.watched.getChildren().map((row) => pages.watched.getTreeItem(row));
    return {
      ...{ table: JSON.stringify(pages.table.posted), timeline: JSON.stringify(pages.timeline.posted) },
      ...{ sideBar: JSON.stringify(pages.sideBar.posted), watched: JSON.stringify(rows) },
    };
  }

  /** The pages and views that show a resource beside its tree, its documents and its panel. */
  async #showPages(target: ResourceAddress, tree: ResourceTree, list: CollectionNode): Promise<void> {
    const { connections } = this;
    const pages = await showPages({ connections, tree, newWatcher: () => this.#watcher(), list, target });
    this.#pages = pages;
    const isOpen = { current: true };
    for (const name of ['table', 'timeline', 'sideBar'] as const) {
      const { webview } = pages[name];
      const post = webview.postMessage;
      webview.postMessage = (message) => {
        if (isOpen.current) this.noticed.add(name);
        return post(message);
      };
    }
    pages.watched.onDidChangeTreeData(() => this.noticed.add('watched'));
    this.#endings.push(() => {
      isOpen.current = false;
      pages.dispose();
    });
  }

  /** A resource is looked at. */
  async #showPanel(target: ResourceAddress): Promise<void> {
    const watcher = this.#watcher();
    let isFirst = true;
    await new Promise<void>((resolve) => {
      watcher.watch(target, () => {
        if (!isFirst) this.noticed.add('panels');
        isFirst = false;
        resolve();
      });
    });
  }

  #watcher(): ReturnType<typeof watchResources> {
    const required = { queryOf: () => ({}) };
    // Nothing is read by the clock: only a write leads to a reading.
    const after = (): (() => void) => quiet;
    const watcher = watchResources(this.connections, { required, there: quiet, gone: quiet, after });
    this.#endings.push(() => watcher.dispose());
    return watcher;
  }

  /** The members of the list were proposed to who types; whether a write has them read again when they are proposed next. */
  async #proposeMembers(target: ResourceAddress): Promise<void> {
    const lists = new LiveLists(this.connections);
    const path = toApiPath({ ...target, segments: target.segments.slice(0, -1) });
    let isRead = false;
    const api = {
      account: this.connections.get(account)!.account,
      page: () => {
        isRead = true;
        return Promise.resolve({ items: [], next: undefined });
      },
    };
    await lists.items(api as never, path);
    isRead = false;
    const written = this.connections.onDidWrite(() => {
      void lists.items(api as never, path);
      if (isRead) this.noticed.add('proposals');
    });
    this.#endings.push(() => {
      written.dispose();
      lists.dispose();
    });
  }

  /** A file that differs from the cloud is open. */
  async #showManifest(target: ResourceAddress): Promise<void> {
    screen.visible = [manifestOf(target)];
    const drift = new Drift({
      normalised: new NormalisedStore(new FakeMemento()),
      ignored: new IgnoredDifferences(),
      ...trustedConnection(this.connections),
      ...{ extensionUri: Uri.from({ scheme: 'file', path: '/' }) as never, note: says, onSecrets: quiet },
    });
    const key = manifestUri.toString();
    while (!screen.diagnostics.has(key)) await new Promise((resolve) => setTimeout(resolve, 10));
    const set = screen.diagnostics.set.bind(screen.diagnostics);
    screen.diagnostics.set = (uri, found) => {
      if (uri === key) this.noticed.add('drift');
      return set(uri, found);
    };
    this.#endings.push(() => {
      drift.dispose();
      screen.diagnostics.set = set;
      screen.diagnostics.delete(key);
    });
  }

  /** Has a resource written. */
  async write(writer: Writer, target: ResourceAddress): Promise<void> {
    const { connections, files } = this;
    const connection = connections.get(account)!;
    const { item } = await connection.schemas.forPath(toApiPath(target));
    switch (writer) {
      case 'save': {
        const spec = JSON.parse(specText(await this.read(target), item!)) as Record<string, unknown>;
        await files.writeFile(documentUri(target, 'spec'), encoded({ ...spec, description: 'saved' }));
        return;
      }
      case 'bulkEdit': {
        const edits = new BulkEdits({ watcher: stillWatcher, note: says, onRead: quiet, unfinished });
        const targets = [{ address: target, item: item!, label: 'it' }];
        const scope = { connection, item: item!, schema: {}, targets, title: 'it' };
        const rows = await edits.read(scope, never(), quiet);
        const change = { kind: 'set', json: '"together"' } as const;
        const steps = [{ kind: 'field', name: 'description' }] as const;
        await edits.show(scope, { steps, change }, { rows, problemsOf: () => Promise.resolve([]) });
        edits.choose(edits.prepared!.rows, true);
        await edits.send(AbortSignal.timeout(500), quiet);
        return;
      }
      case 'manifest': {
        const plans = new ManifestPlans({
          schemaErrors: () => Promise.resolve(new Map()),
          normalised: new NormalisedStore(new FakeMemento()),
          ignored: new IgnoredDifferences(),
          ...{
            connection: () => connection,
            watcher: stillWatcher,
            note: says,
            onSecrets: quiet,
            unfinished,
          },
        });
        screen.documents.set(manifestUri.toString(), manifestOf(target).getText());
        await plans.plan([manifestUri as never], never(), quiet, () => Promise.resolve(true));
        await plans.apply(AbortSignal.timeout(500), quiet);
        return;
      }
      case 'scratchpad': {
        const before = JSON.parse(await this.read(target)) as Record<string, Record<string, unknown>>;
        const targetSpec = { ...before.targetSpec, description: 'by hand' };
        const body = JSON.stringify({ checksum: before.checksum, targetSpec });
        await sendRequest({
          ...{ api: connection.api, source: manifestUri as never, note: says },
          responses: unread,
          request: { key: 'one', pages: undefined } as never,
          ready: { method: 'PUT', path: toApiPath(target), body },
        });
        return;
      }
      case 'action':
        screen.press = (_, buttons) => buttons.find((one) => one === 'Send');
        window.showQuickPick = ((items: readonly object[]) =>
          Promise.resolve(items.find((one) => JSON.stringify(one).includes('/import')))) as never;
        screen.type = () => 'https://old-shop.example';
        await runAction(
          { connections, responses: unread, openPanel: quiet },
          { address: target, label: 'it' },
        );
        return;
      case 'answer':
        screen.press = (_, buttons) => buttons.find((one) => one === 'Send');
        screen.type = ({ title }) => (title.endsWith('adminEmail') ? 'a@example.org' : '["pages"]');
        await answerTask(
          { connections, onSecrets: quiet, onAnswered: quiet, describe: says, note: says },
          { address: target, label: 'it', taskId: undefined },
        );
        return;
      case 'create': {
        const { targetSpec } = JSON.parse(await this.read(target)) as { readonly targetSpec: object };
        const drafts = new Drafts({
          ...{ connections, describe: says, note: says, onCreated: quiet },
          problems: () => Promise.resolve([]),
        });
        const path = `/${account}${PROJECTS}/new-project.json`;
        const uri = Uri.from({ scheme: 'ovhapi-new', path });
        await drafts.writeFile(uri as never, encoded({ ...targetSpec, name: 'made-here' }));
        drafts.dispose();
        return;
      }
      case 'delete':
      case 'deleteSeveral': {
        screen.press = (_, buttons) => buttons.find((one) => one === 'Delete');
        // Its name is asked for, since more goes with it.
        Object.assign(window, {
          showInputBox: ({ placeHolder }: { readonly placeHolder: string }) => Promise.resolve(placeHolder),
        });
        const documents = { isEdited: () => false };
        const options = { connections, watcher: stillWatcher, documents, openPanel: quiet, describe: says };
        // It is over once the resource is gone, which nobody here waits for.
        if (writer === 'delete') void deleteResource(options, target).catch(quiet);
        else void deleteSeveral(options, [target, await this.project(2)]).catch(quiet);
      }
    }
  }
}

/** Responses that aren’t opened. */
const unread = { uri: () => manifestUri, set: quiet, show: quiet } as unknown as Responses;
const stillWatcher = { watch: () => ({ refresh: quiet, setVisible: quiet, dispose: quiet }) };
const manifestUri = Uri.from({ scheme: 'file', path: '/w/it.ovhapi.yaml' });
const encoded = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

interface FakeDocument {
  readonly uri: Uri;
  getText(): string;
}

function manifestOf(target: ResourceAddress): FakeDocument {
  const kind = toApiPath({ ...target, segments: target.segments.slice(0, -1) });
  const text = `kind: ${kind}\nid: ${target.segments.at(-1) ?? ''}\nspec: {description: ${addressKey(target).slice(-6)} by a file}\n`;
  const document = {
    ...{ uri: manifestUri, version: 1, isClosed: false },
    getText: () => text,
    positionAt: (offset: number) => new Position(text.slice(0, offset).split('\n').length - 1, 0),
    offsetAt: () => text.length,
    lineAt: (line: number) => ({ range: { end: new Position(line, 0) } }),
  };
  return document;
}
