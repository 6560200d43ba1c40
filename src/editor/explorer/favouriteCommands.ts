import * as vscode from 'vscode';
import type { KnownResource } from '../../resource/knownResource.js';
import { targetAddress } from '../shell/documentUri.js';
import { onRows, type RegisterCommand } from '../shell/reportingCommands.js';
import type { TreeNode } from '../../resource/tree/nodes.js';
import type { FavouriteNode } from './favouritesView.js';
import { knownNode } from '../../resource/tree/knownNode.js';
import type { KnownResources } from './knownResources.js';

type Favourites = Pick<KnownResources, 'at' | 'addFavourite' | 'removeFavourite'>;

/** Marks rows, or the resource of the document in front where a command has no row, and unmarks them. */
export function favouriteCommands(command: RegisterCommand, known: Favourites): vscode.Disposable {
  return vscode.Disposable.from(
    onRows(command, 'ovhApi.favourites.add', async (nodes: readonly (TreeNode | undefined)[]) => {
      for (const node of nodes) {
        const resource = node ? knownNode(node) : activeResource(known);
        if (resource) await known.addFavourite(resource);
      }
    }),
    onRows(
      command,
      'ovhApi.favourites.remove',
      async (nodes: readonly (TreeNode | FavouriteNode | undefined)[]) => {
        for (const node of nodes) {
          const marked = node ? markedPlace(node) : activeResource(known);
          const address = marked?.address;
          if (address) await known.removeFavourite(address);
        }
      },
    ),
  );
}

/** What a row can be marked as; nothing of rows without an address, which may be selected beside others. */
function markedPlace(node: TreeNode | FavouriteNode): KnownResource | undefined {
  return node.kind === 'favourite' ? node.known : knownNode(node);
}

/** The resource of the document in front. */
function activeResource(known: Favourites): KnownResource | undefined {
  const address = targetAddress(undefined);
  const name = address?.segments.at(-1);
  if (!address || name === undefined) return undefined;
  return known.at(address) ?? { kind: 'item', address, name, urn: undefined };
}
