import * as vscode from 'vscode';
import { targetAddress, type CommandTarget } from '../documents/documentUri.js';
import { reportingCommands } from '../reportingCommands.js';
import type { CollectionNode, ItemNode } from '../tree/nodes.js';
import type { ResourceTree } from '../tree/resourceTree.js';
import { showCodeSamples } from './showCodeSamples.js';
import { runAction, type RunActionOptions } from './runAction.js';

export interface ActionsOptions extends Omit<RunActionOptions, 'onSent'> {
  readonly tree: Pick<ResourceTree, 'refresh' | 'follow'>;
  readonly reportFailure: (failure: unknown) => void;
}

/** What the API can do with a resource besides reading, changing and deleting it. */
export function registerActions(options: ActionsOptions): vscode.Disposable {
  const { tree, reportFailure } = options;
  const command = reportingCommands(reportFailure);
  return vscode.Disposable.from(
    command('ovhApi.resources.showCodeSamples', (node: CollectionNode | ItemNode) =>
      showCodeSamples(options.responses, node),
    ),
    command('ovhApi.resource.runAction', async (target: ItemNode | vscode.Uri | undefined) => {
      const address = targetAddress(target satisfies CommandTarget);
      if (!address) return;
      const node = target && 'kind' in target ? target : undefined;
      await runAction(
        {
          ...options,
          onSent: (sentTo, item) => {
            if (node) tree.refresh(node);
            if (item.read) tree.follow(sentTo);
          },
        },
        { address, label: node?.member.label },
      );
    }),
  );
}
