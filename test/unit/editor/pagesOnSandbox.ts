import { vi } from 'vitest';
import type { Connections } from '../../../src/editor/connections/connections.js';
import type { RequiredQueries } from '../../../src/editor/connections/requiredQueries.js';
import type { ResourceTree } from '../../../src/editor/explorer/resourceTree.js';
import { CollectionPanel } from '../../../src/editor/panel/collectionPanel.js';
import { viewFrame } from '../../../src/editor/panel/panelFrame.js';
import { ResourcePanels } from '../../../src/editor/panel/resourcePanels.js';
import type { ResourcePanelsOptions } from '../../../src/editor/panel/panelOptions.js';
import { IgnoredDifferences } from '../../../src/editor/shell/ignoredDifferences.js';
import { ChosenColumns } from '../../../src/editor/table/chosenColumns.js';
import { ListTable } from '../../../src/editor/table/listTable.js';
import { WatchedResources } from '../../../src/editor/watched/watchedResources.js';
import { WatchedView } from '../../../src/editor/watched/watchedView.js';
import type { ResourceAddress } from '../../../src/resource/address.js';
import { ListFilters } from '../../../src/resource/listFilters.js';
import type { CollectionNode } from '../../../src/resource/tree/nodes.js';
import type { ResourceWatcher } from '../../../src/resource/watch.js';
import { FakeMemento } from './fakeContext.js';
import { EventEmitter, FakePage, Uri } from './fakeVscode.js';

const quiet = (): void => undefined;
const nothing = { dispose: quiet };
const extensionUri = Uri.from({ scheme: 'file', path: '/extension' }) as never;

export interface ShownPages {
  readonly connections: Connections;
  readonly tree: ResourceTree;
  /** One for each page: where two share one, the reading that one of them asks for is seen by the other. */
  readonly newWatcher: () => ResourceWatcher;
  /** The row of the list whose member is shown. */
  readonly list: CollectionNode;
  readonly target: ResourceAddress;
}

/** The pages and views that show a resource, each with all that it was sent. */
export interface Pages {
  readonly table: FakePage;
  readonly timeline: FakePage;
  readonly sideBar: FakePage;
  /** The rows of the watched resources. */
  readonly watched: WatchedView;
  readonly dispose: () => void;
}

/** Shows a resource in its list as a table, in the timeline of its list, in the side bar and among the watched resources. */
export async function showPages(shown: ShownPages): Promise<Pages> {
  const [table, endTable] = showTable(shown);
  const [timeline, endTimeline] = showTimeline(shown);
  const [sideBar, endSideBar] = showInSideBar(shown);
  const [watched, endWatched] = await showWatched(shown);
  const last = (page: FakePage, kind: string): string =>
    JSON.stringify(page.posted.findLast((message) => message.kind === kind) ?? {});
  await vi.waitFor(
    () => {
      const isRead =
        last(table, 'state').includes('"nothing"') &&
        last(timeline, 'collection') !== '{}' &&
        !last(timeline, 'collection').includes('"progress"') &&
        last(sideBar, 'view').includes('"timeline"') &&
        watched.getChildren().every(({ resource }) => resource.state === 'read');
      if (!isRead) throw new Error('Something is still being read.');
    },
    { timeout: 20_000, interval: 20 },
  );
  const ends = [endTable, endTimeline, endSideBar, endWatched];
  return { ...{ table, timeline, sideBar, watched }, dispose: () => ends.forEach((end) => end()) };
}

function showTable({ connections, newWatcher, target, list }: ShownPages): [FakePage, () => void] {
  const page = new FakePage();
  const table = new ListTable(
    {
      ...{ extensionUri, connections, watcher: newWatcher(), filters: new ListFilters() },
      required: { get: () => [], missing: () => [] } as unknown as RequiredQueries,
      chosen: new ChosenColumns(new FakeMemento() as never),
      known: { nameOf: () => target.segments.at(-1) ?? '' },
      ...{ describe: String, note: String, reportFailure: quiet },
      onDidMiss: () => ({ dispose: quiet }),
    },
    list.address,
    page as never,
  );
  page.send({ kind: 'ready' });
  return [page, () => table.dispose()];
}

function showTimeline({ connections, newWatcher, tree, list }: ShownPages): [FakePage, () => void] {
  const options = panelOptions(connections, newWatcher());
  const page = new FakePage();
  const row = { id: list.id, name: 'list' };
  const panel = new CollectionPanel({ ...options, connections, tree, openPanel: quiet }, row, page as never);
  page.send({ kind: 'ready' });
  // Also those that are at rest.
  page.send({ kind: 'readOthers' });
  return [page, () => panel.dispose()];
}

function showInSideBar({ connections, newWatcher, target }: ShownPages): [FakePage, () => void] {
  const page = new FakePage();
  const panels = new ResourcePanels(panelOptions(connections, newWatcher()));
  panels.showInView(viewFrame(page as never), target, true);
  const renamed = connections.onDidRename(({ account }) => {
    panels.redraw(account);
  });
  return [
    page,
    () => {
      renamed.dispose();
      panels.dispose();
    },
  ];
}

async function showWatched({
  connections,
  newWatcher,
  target,
}: ShownPages): Promise<[WatchedView, () => void]> {
  const watched = new WatchedResources({
    ...{ state: new FakeMemento() as never, watcher: newWatcher(), describe: String },
    ...{ onEnd: quiet, onGone: quiet },
  });
  const view = new WatchedView({
    watched,
    labelOf: (account) => connections.labelOf(account),
    activeAccount: () => undefined,
    onDidChangeAccounts: connections.onDidRename,
  });
  const name = target.segments.at(-1) ?? '';
  await watched.add([{ kind: 'item', address: target, name, urn: undefined }]);
  return [
    view,
    () => {
      view.dispose();
      watched.dispose();
    },
  ];
}

/** What panels are made with: nothing was kept, nothing is edited, and no button does anything. */
function panelOptions(connections: Connections, watcher: ResourceWatcher): ResourcePanelsOptions {
  return {
    ...{ extensionUri, watcher, ignored: new IgnoredDifferences(), log: { show: quiet, warn: quiet } },
    kept: {
      entries: () => Promise.resolve([]),
      actions: () => Promise.resolve([]),
      onDidKeep: () => nothing,
    },
    edits: { of: () => undefined, onDidChange: new EventEmitter<never>().event },
    describe: ({ account }) => ({ accountLabel: connections.labelOf(account), schemaVersion: undefined }),
    describeFailure: ({ message }) => ({ message, actions: [] }),
    readForm: () => Promise.resolve(undefined),
    ...{ commands: {} as never, isWatched: () => false, reportFailure: quiet },
  };
}
