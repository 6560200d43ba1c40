import * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import type { KnownResource } from '../../resource/knownResource.js';
import { toCurl } from '../../scratchpad/curl.js';
import type { Connections } from '../connections/connections.js';
import { onRows, type RegisterCommand } from '../shell/reportingCommands.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import type { SectionNode, TreeNode } from './nodes.js';
import type { FavouriteNode } from './favouritesView.js';
import { knownNode } from './knownNode.js';

/** A row with a path of its own. */
type PlacedNode = Extract<TreeNode, { readonly address: unknown }> | SectionNode | FavouriteNode;
type Row = TreeNode | FavouriteNode;

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
  return vscode.Disposable.from(
    onRows(
      command,
      'ovhApi.resources.copyId',
      copying((node) =>
        placeOf(node)?.kind === 'item' ? placeOf(node)?.address.segments.at(-1) : undefined,
      ),
    ),
    onRows(
      command,
      'ovhApi.resources.copyPath',
      copying((node) => (hasPath(node) ? pathOf(node) : undefined)),
    ),
    onRows(
      command,
      'ovhApi.resources.copyUrn',
      copying((node) => placeOf(node)?.urn),
    ),
    onRows(
      command,
      'ovhApi.resources.copyAsCurl',
      copying((node) => {
        if (!hasPath(node)) return undefined;
        const account = node.kind === 'section' ? node.account : node.address.account;
        const connection = connections.get(account);
        if (!connection) return undefined;
        const { origin } = connection.account.endpoint;
        vscode.window.setStatusBarMessage(vscode.l10n.t('The request was copied as a curl command.'), 4_000);
        return toCurl(
          { method: 'GET', path: pathOf(node) },
          { origin, schemaVersion: versions.picked(account) },
        ).text;
      }),
    ),
  );
}

/** Copies what there is to say of rows; of those that have nothing, nothing. */
function copying(textOf: (node: Row) => string | undefined): (rows: readonly Row[]) => Promise<void> {
  return async (rows) => {
    const texts = rows.flatMap((node) => textOf(node) ?? []);
    if (texts.length > 0) await vscode.env.clipboard.writeText(texts.join('\n'));
  };
}

function placeOf(node: Row): KnownResource | undefined {
  return node.kind === 'favourite' ? node.known : knownNode(node);
}

function hasPath(node: Row): node is PlacedNode {
  return node.kind === 'section' || 'address' in node;
}

function pathOf(node: PlacedNode): string {
  return node.kind === 'section' ? node.section.path : toApiPath(node.address);
}
