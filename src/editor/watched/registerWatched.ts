import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import type { KnownResource } from '../../resource/knownResource.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import type { Accounts } from '../accounts/accounts.js';
import type { Connections } from '../connections/connections.js';
import { knownNode } from '../../resource/tree/knownNode.js';
import type { KnownResources } from '../explorer/knownResources.js';
import type { TreeNode } from '../../resource/tree/nodes.js';
import { onRows, reportingCommands } from '../shell/reportingCommands.js';
import type { Reporting } from '../shell/reporting.js';
import { GoneNotices, reportEnd, type WatchedNoticesOptions } from './watchedNotices.js';
import { MOST_WATCHED, WatchedResources } from './watchedResources.js';
import { WatchedStatus } from './watchedStatus.js';
import { WatchedView, type WatchedNode } from './watchedView.js';
import { showWarning } from '../shell/messages.js';

export interface RegisterWatchedOptions
  extends Pick<Reporting, 'describe' | 'reportFailure' | 'note'>, WatchedNoticesOptions {
  readonly workspaceState: vscode.Memento;
  readonly watcher: ResourceWatcher;
  readonly accounts: Accounts;
  readonly connections: Connections;
  readonly known: Pick<KnownResources, 'at'>;
  /** The resource that is in front, where that is a panel or a document of one. */
  readonly shown: () => ResourceAddress | undefined;
}

/** What of the watching the rest of the extension asks for. */
export interface RegisteredWatched extends vscode.Disposable {
  readonly watched: WatchedResources;
}

/** The watched resources: their view, their count in the status bar, their end as a notification, and the commands. */
export function registerWatched(options: RegisterWatchedOptions): RegisteredWatched {
  const { accounts, connections, workspaceState, watcher, describe, reportFailure, note } = options;
  const gone = new GoneNotices((addresses) => watched.remove(addresses), note);
  const watched = new WatchedResources({
    ...{ state: workspaceState, watcher, describe },
    onEnd: (known, condition) => {
      reportEnd(known, condition, options).catch(note);
    },
    onGone: (known) => {
      gone.add(known);
    },
  });
  const parts = vscode.Disposable.from(
    new WatchedView({
      watched,
      labelOf: (account) => connections.labelOf(account),
      activeAccount: () => accounts.active()?.id,
      onDidChangeAccounts: accounts.onDidChange,
    }),
    new WatchedStatus(watched),
    connections.onDidChangeAccount(({ account }) => {
      watched.readAgain(account);
    }),
    connections.onDidWrite(({ kind, resources }) => {
      if (kind === 'deleted') for (const address of resources) watched.noteDeletion(address);
    }),
    accounts.onDidSignOut(({ id, isFinal }) => {
      if (isFinal) watched.forget(id).catch(reportFailure);
    }),
    ...watchCommands(options, watched),
    followShown(options, watched),
    ...[gone, watched],
  );
  return { watched, dispose: () => void parts.dispose() };
}

function watchCommands(
  { known, shown, reportFailure }: RegisterWatchedOptions,
  watched: WatchedResources,
): readonly vscode.Disposable[] {
  const register = reportingCommands(reportFailure);
  const inFront = (): readonly KnownResource[] => {
    const address = shown();
    const name = address?.segments.at(-1);
    if (!address || name === undefined) return [];
    return [known.at(address) ?? { kind: 'item', address, name, urn: undefined }];
  };
  return [
    onRows(register, 'ovhApi.watched.add', async (rows: readonly Row[]) => {
      const left = await watched.add(rows.flatMap((row) => (isRow(row) ? resourceOf(row) : inFront())));
      if (left.length === 0) return;
      const text = vscode.l10n.t(
        'You can watch {0} resources at a time. Stop watching some of them first.',
        MOST_WATCHED,
      );
      void showWarning(text);
    }),
    onRows(register, 'ovhApi.watched.remove', (rows: readonly Row[]) =>
      watched.remove(
        rows.flatMap((row) => (isRow(row) ? resourceOf(row) : inFront())).map(({ address }) => address),
      ),
    ),
  ];
}

/** What menus hand over: a row, or where an editor is meant its document's URI or nothing. */
type Row = TreeNode | WatchedNode | vscode.Uri | undefined;

function isRow(row: Row): row is TreeNode | WatchedNode {
  return row !== undefined && 'kind' in row;
}

/** Nothing of lists, which may be selected beside resources. */
function resourceOf(row: TreeNode | WatchedNode): readonly KnownResource[] {
  const resource = row.kind === 'watched' ? row.resource.known : knownNode(row);
  return resource?.kind === 'item' ? [resource] : [];
}

/** The menus of an editor and of a panel offer to watch its resource, or to stop. */
function followShown({ shown }: RegisterWatchedOptions, watched: WatchedResources): vscode.Disposable {
  let before: boolean | undefined;
  const show = (): void => {
    const address = shown();
    const isWatched = address !== undefined && watched.has(address);
    if (isWatched === before) return;
    before = isWatched;
    void vscode.commands.executeCommand('setContext', 'ovhApi.shownIsWatched', isWatched);
  };
  show();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.window.tabGroups.onDidChangeTabs(show),
    vscode.window.tabGroups.onDidChangeTabGroups(show),
    watched.onDidChange(show),
  );
}
