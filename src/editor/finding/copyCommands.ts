import * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import { toCurl } from '../../scratchpad/curl.js';
import type { Connections } from '../connections.js';
import { allOf, type RegisterCommand } from '../reportingCommands.js';
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

/**
 * Copies what rows say in the words of other tools, one line a row. The command for a shell names its secret, and does not
 * hold it.
 */
export function copyCommands(
  command: RegisterCommand,
  { connections, versions }: CopyOptions,
): vscode.Disposable {
  const copying = (id: string, textOf: (node: PlacedNode) => string | undefined): vscode.Disposable =>
    command(id, async (target: PlacedNode, selected: readonly PlacedNode[] | undefined) => {
      const texts = allOf(target, selected).flatMap((node) => textOf(node) ?? []);
      if (texts.length > 0) await vscode.env.clipboard.writeText(texts.join('\n'));
    });
  return vscode.Disposable.from(
    copying('ovhApi.resources.copyId', (node) =>
      node.kind === 'section' ? undefined : node.address.segments.at(-1),
    ),
    copying('ovhApi.resources.copyPath', pathOf),
    copying('ovhApi.resources.copyUrn', (node) =>
      node.kind === 'favourite' ? node.known.urn : knownNode(node)?.urn,
    ),
    copying('ovhApi.resources.copyAsCurl', (node) => {
      const account = node.kind === 'section' ? node.account : node.address.account;
      const connection = connections.get(account);
      if (!connection) return undefined;
      const { origin } = connection.account.endpoint;
      vscode.window.setStatusBarMessage(vscode.l10n.t('The request was copied as a curl command.'), 4_000);
      return toCurl(
        { method: 'GET', path: pathOf(node) },
        { origin, schemaVersion: versions.picked(account) },
      );
    }),
  );
}

function pathOf(node: PlacedNode): string {
  return node.kind === 'section' ? node.section.path : toApiPath(node.address);
}
