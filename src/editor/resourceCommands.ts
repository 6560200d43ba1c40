import * as vscode from 'vscode';
import { toApiPath, type DocumentView, type ResourceAddress } from '../resource/address.js';
import { abortSignal } from './abortSignal.js';
import { preferredFormat } from './documents/preferredFormat.js';
import type { SpecFormat } from './documents/specFormat.js';
import { SCHEME, targetAddress, type CommandTarget } from './documents/documentUri.js';
import { openedUri, type Names } from './documents/openedUri.js';
import type { ResourcePanels } from './panel/resourcePanels.js';
import type { CollectionNode, FailureNode, MoreNode, TreeNode } from './tree/nodes.js';
import { allOf, reportingCommands } from './reportingCommands.js';
import type { ResourceTree } from './tree/resourceTree.js';

export interface ResourceCommandsOptions {
  readonly tree: ResourceTree;
  readonly panels: ResourcePanels;
  readonly known: Names;
  readonly reportFailure: (failure: unknown) => void;
}

/** What can be done with a node of the tree, or with the resource of the active document. */
export function registerResourceCommands(options: ResourceCommandsOptions): vscode.Disposable {
  const { tree, panels, known, reportFailure } = options;
  const register = reportingCommands(reportFailure);
  const open = (
    address: ResourceAddress,
    view: DocumentView,
    format?: SpecFormat,
    options: vscode.TextDocumentShowOptions = {},
  ): Thenable<unknown> =>
    vscode.commands.executeCommand('vscode.open', openedUri(known, address, view, format), options);
  const onAddress = (id: string, run: (address: ResourceAddress) => unknown): vscode.Disposable =>
    register(id, (target: CommandTarget) => {
      const address = targetAddress(target);
      return address && run(address);
    });

  return vscode.Disposable.from(
    register('ovhApi.resources.refresh', () => {
      tree.refresh();
    }),
    register(
      'ovhApi.resources.refreshNode',
      (target: TreeNode, selected: readonly TreeNode[] | undefined) => {
        for (const node of allOf(target, selected)) tree.refresh(node);
      },
    ),
    register('ovhApi.resources.retry', (node: FailureNode) => {
      tree.refresh(node.parent);
    }),
    register('ovhApi.resources.loadMore', (node: CollectionNode) => tree.loadMore(node)),
    register('ovhApi.resources.loadAll', ({ parent }: MoreNode) => loadAll(tree, parent)),
    register(
      'ovhApi.resource.openSpec',
      async (target: CommandTarget, selected: readonly CommandTarget[]) => {
        const addresses = allOf(target, selected).flatMap((one) => targetAddress(one) ?? []);
        // Several stay open beside each other; one may be a glance, which the next one replaces.
        const options = addresses.length > 1 ? { preview: false } : {};
        for (const address of addresses) await open(address, 'spec', preferredFormat(), options);
      },
    ),
    onAddress('ovhApi.resource.openSpecAsYaml', (address) => open(address, 'spec', 'yaml')),
    onAddress('ovhApi.resource.openSpecAsJson', (address) => open(address, 'spec', 'json')),
    onAddress('ovhApi.resource.openCurrent', (address) => open(address, 'current')),
    onAddress('ovhApi.resource.openFull', (address) => open(address, 'full')),
    onAddress('ovhApi.resource.openPanel', (address) => {
      panels.show(address, { beside: vscode.window.activeTextEditor?.document.uri.scheme === SCHEME });
    }),
    onAddress('ovhApi.resource.openScratchpad', (address) =>
      vscode.commands.executeCommand('ovhApi.scratchpad.fromResource', toApiPath(address)),
    ),
  );
}

/** Reads a collection to its end, as long as nobody stops it. */
function loadAll(tree: ResourceTree, node: CollectionNode): Thenable<unknown> {
  const title = vscode.l10n.t('Loading all of {0}', node.collection.name);
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) =>
      tree.loadAll(node, abortSignal(token), (loaded) => {
        progress.report({ message: vscode.l10n.t('{0} loaded', loaded) });
      }),
  );
}
