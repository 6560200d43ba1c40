import * as vscode from 'vscode';
import { toApiPath, type DocumentView, type ResourceAddress } from '../../resource/address.js';
import { abortSignal } from '../shell/abortSignal.js';
import { preferredFormat } from '../spec/document/preferredFormat.js';
import type { SpecFormat } from '../shell/specFormat.js';
import { SCHEME, targetAddress, type CommandTarget } from '../shell/documentUri.js';
import { openedUri, type Names } from '../spec/document/openedUri.js';
import type { RequiredQuestions } from '../explorer/requiredQuestions.js';
import type { ResourcePanels } from '../panel/resourcePanels.js';
import {
  isWritable,
  type CollectionNode,
  type FailureNode,
  type ItemNode,
  type MoreNode,
  type TreeNode,
} from '../../resource/tree/nodes.js';
import { onRows, reportingCommands } from '../shell/reportingCommands.js';
import type { Reporting } from '../shell/reporting.js';
import { toggleInternal } from '../explorer/shownOperations.js';
import type { ResourceTree } from '../explorer/resourceTree.js';
import { showInformation, showProgress } from '../shell/messages.js';

export interface ResourceCommandsOptions extends Pick<Reporting, 'reportFailure'> {
  readonly tree: ResourceTree;
  readonly panels: ResourcePanels;
  readonly known: Names;
  readonly questions: Pick<RequiredQuestions, 'queryFor'>;
}

/** What can be done with a node of the tree, or with the resource of the active document. */
export function registerResourceCommands(options: ResourceCommandsOptions): vscode.Disposable {
  const { tree, panels, known, questions, reportFailure } = options;
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
    onRows(register, 'ovhApi.resources.refreshNode', (nodes: readonly TreeNode[]) => {
      for (const node of nodes) tree.refresh(node);
    }),
    register('ovhApi.resources.toggleInternal', toggleInternal),
    register('ovhApi.resources.retry', (node: FailureNode) => {
      tree.refresh(node.parent);
    }),
    register('ovhApi.resources.loadMore', (node: CollectionNode) => tree.loadMore(node)),
    register('ovhApi.resources.loadAll', ({ parent }: MoreNode) => loadAll(tree, parent)),
    onRows(register, 'ovhApi.resource.openSpec', async (targets: readonly CommandTarget[]) => {
      const addresses = targets.filter(hasSpec).flatMap((one) => targetAddress(one) ?? []);
      // Several stay open beside each other; one may be a glance, which the next one replaces.
      const options = addresses.length > 1 ? { preview: false } : {};
      for (const address of addresses) await open(address, 'spec', preferredFormat(), options);
    }),
    onAddress('ovhApi.resource.openSpecAsYaml', (address) => open(address, 'spec', 'yaml')),
    onAddress('ovhApi.resource.openSpecAsJson', (address) => open(address, 'spec', 'json')),
    onAddress('ovhApi.resource.openCurrent', (address) => open(address, 'current')),
    onAddress('ovhApi.resource.openFull', (address) => open(address, 'full')),
    onAddress('ovhApi.resource.openPanel', async (address) => {
      if (!(await questions.queryFor(address))) return;
      panels.show(address, { beside: vscode.window.activeTextEditor?.document.uri.scheme === SCHEME });
    }),
    onAddress('ovhApi.resource.openScratchpad', (address) =>
      vscode.commands.executeCommand('ovhApi.scratchpad.fromResource', toApiPath(address)),
    ),
  );
}

/** Whether a target may have a spec. Among selected rows can be lists, and resources that only can be read. */
function hasSpec(target: CommandTarget): boolean {
  if (target === undefined || !('kind' in target)) return true;
  if (target.kind === 'item') return isWritable((target as ItemNode).item, () => true);
  return target.kind !== 'collection';
}

/** More rows than anybody reads in a tree. */
const FOR_A_TABLE = 2_000;

/** Reads a collection to its end, until it is stopped. A long one is offered as a table meanwhile. */
function loadAll(tree: ResourceTree, node: CollectionNode): Thenable<unknown> {
  const title = vscode.l10n.t('Loading all of {0}', node.collection.name);
  const instead = new AbortController();
  let isOffered = false;
  return showProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      let opening: Thenable<unknown> | undefined;
      await tree.loadAll(node, AbortSignal.any([abortSignal(token), instead.signal]), (loaded) => {
        progress.report({ message: vscode.l10n.t('{0} loaded', loaded) });
        if (loaded < FOR_A_TABLE || isOffered) return;
        isOffered = true;
        opening = offerTable(node).then((isWanted) => {
          if (isWanted) instead.abort();
        });
      });
      // The table goes on where the tree stops.
      void opening?.then(() =>
        instead.signal.aborted
          ? vscode.commands.executeCommand('ovhApi.resources.openTable', node)
          : undefined,
      );
    },
  );
}

/** Whether a long list is to be shown as a table. */
async function offerTable({ collection }: CollectionNode): Promise<boolean> {
  const open = vscode.l10n.t('Open as Table');
  const count = FOR_A_TABLE.toLocaleString(vscode.env.language);
  const offer = vscode.l10n.t(
    '{0} has more than {1} entries. A table shows them with columns, sorting and a filter.',
    collection.name,
    count,
  );
  return (await showInformation(offer, open)) === open;
}
