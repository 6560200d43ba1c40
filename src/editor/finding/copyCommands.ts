import * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import { toCurl } from '../../scratchpad/curl.js';
import type { Connections } from '../connections.js';
import type { SchemaVersions } from '../statusBar/schemaVersions.js';
import type { SectionNode, TreeNode } from '../tree/nodes.js';
import type { FavouriteNode } from './favouritesView.js';
import { knownNode } from './knownNode.js';

/** A row with a path of its own. */
export type PlacedNode = Extract<TreeNode, { readonly address: unknown }> | SectionNode | FavouriteNode;

export interface CopyOptions {
  readonly connections: Connections;
  readonly versions: SchemaVersions;
}

/** Copies what a row says in the words of other tools. The command for a shell names its secret, and does not hold it. */
export function copyCommands({ connections, versions }: CopyOptions): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('ovhApi.resources.copyUrn', async (node: PlacedNode) => {
      const urn = node.kind === 'favourite' ? node.known.urn : knownNode(node)?.urn;
      if (urn !== undefined) await vscode.env.clipboard.writeText(urn);
    }),
    vscode.commands.registerCommand('ovhApi.resources.copyAsCurl', async (node: PlacedNode) => {
      const account = node.kind === 'section' ? node.account : node.address.account;
      const connection = connections.get(account);
      if (!connection) return;
      const path = node.kind === 'section' ? node.section.path : toApiPath(node.address);
      const { origin } = connection.account.endpoint;
      const schemaVersion = versions.picked(account);
      await vscode.env.clipboard.writeText(toCurl({ method: 'GET', path }, { origin, schemaVersion }));
      vscode.window.setStatusBarMessage(vscode.l10n.t('The request was copied as a curl command.'), 4_000);
    }),
  );
}
