import * as vscode from 'vscode';
import { toApiPath, type ResourceAddress } from '../../resource/address.js';
import type { KnownResource } from '../../resource/knownResource.js';
import { secretFree } from '../../scratchpad/copyAs/secretFree.js';
import type { Connections } from '../connections/connections.js';
import type { CopiedFor } from '../scratchpad/copyAs.js';
import { documentAt } from '../shell/documentUri.js';
import { onRows, type RegisterCommand } from '../shell/reportingCommands.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import type { SectionNode, TreeNode } from '../../resource/tree/nodes.js';
import type { FavouriteNode } from './favouritesView.js';
import { knownNode } from '../../resource/tree/knownNode.js';

/** A row of a list's table, as its page hands it over. */
interface TableRowNode {
  readonly kind: 'tableRow';
  readonly address: ResourceAddress;
  readonly urn?: string;
}

/** A row with a separate path. */
type PlacedNode =
  | Extract<TreeNode, { readonly address: unknown }>
  | SectionNode
  | FavouriteNode
  | TableRowNode;
type Row = TreeNode | FavouriteNode | TableRowNode;

/** Copies what rows are called, one line a row. */
export function copyCommands(command: RegisterCommand): vscode.Disposable {
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
  );
}

export interface ReadsOptions {
  readonly connections: Pick<Connections, 'get'>;
  readonly versions: Pick<SchemaVersions, 'picked'>;
  /** What a menu was opened on when it was no row and no document. */
  readonly shown: () => ResourceAddress | undefined;
}

/** The requests that read what a menu was opened on: rows, a document, or what is shown. None of what can't be read. */
export function readsOf(
  { connections, versions, shown }: ReadsOptions,
  targets: readonly unknown[],
): readonly CopiedFor[] {
  return placesOf(targets, shown).flatMap(({ account: id, path }) => {
    const account = connections.get(id)?.account;
    if (!account) return [];
    const context = { origin: account.endpoint.origin, schemaVersion: versions.picked(id) };
    return { account, request: secretFree({ method: 'GET', path }, context) };
  });
}

function placesOf(
  targets: readonly unknown[],
  shown: ReadsOptions['shown'],
): readonly { readonly account: string; readonly path: string }[] {
  const places = targets
    .filter(isRow)
    .flatMap((row) =>
      hasPath(row)
        ? { account: row.kind === 'section' ? row.account : row.address.account, path: pathOf(row) }
        : [],
    );
  const [target] = targets;
  if (isRow(target) || isRequest(target)) return places;
  const address = documentAt(target instanceof vscode.Uri ? target : undefined)?.address ?? shown();
  return address ? [{ account: address.account, path: toApiPath(address) }] : [];
}

/** Menus of views hand over rows, other menus something else. */
function isRow(target: unknown): target is Row {
  return typeof target === 'object' && target !== null && 'kind' in target;
}

/** A lens of a request file says which request it is over. */
function isRequest(target: unknown): boolean {
  return typeof target === 'object' && target !== null && 'key' in target;
}

/** Copies what there is to say of rows; of those that have nothing, nothing. */
function copying(textOf: (node: Row) => string | undefined): (rows: readonly Row[]) => Promise<void> {
  return async (rows) => {
    const texts = rows.flatMap((node) => textOf(node) ?? []);
    if (texts.length > 0) await vscode.env.clipboard.writeText(texts.join('\n'));
  };
}

function placeOf(node: Row): KnownResource | undefined {
  if (node.kind === 'tableRow')
    return { kind: 'item', address: node.address, name: node.address.segments.at(-1) ?? '', urn: node.urn };
  return node.kind === 'favourite' ? node.known : knownNode(node);
}

function hasPath(node: Row): node is PlacedNode {
  return node.kind === 'section' || 'address' in node;
}

function pathOf(node: PlacedNode): string {
  return node.kind === 'section' ? node.section.path : toApiPath(node.address);
}
