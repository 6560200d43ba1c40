import * as vscode from 'vscode';
import { sameAddress, type DocumentView, type ResourceAddress } from '../../../resource/address.js';
import { documentAt, documentUri } from '../../shell/documentUri.js';
import { formatOf } from '../../shell/specFormat.js';

/** Tells how people call a resource. */
export interface Names {
  nameOf(address: ResourceAddress): string;
}

/**
 * The URI to open a document of a resource by: the one by which it is open already, whatever it was called then, else one
 * that ends in its name, which is what tabs and breadcrumbs show.
 */
export function openedUri(
  names: Names,
  address: ResourceAddress,
  view: DocumentView,
  ext = 'json',
): vscode.Uri {
  const open = openUris(address, view).find((uri) => formatOf(documentAt(uri)?.ext ?? '') === formatOf(ext));
  return open ?? documentUri(address, view, ext, names.nameOf(address));
}

/** By which URIs a view of a resource is open. */
export function openUris(address: ResourceAddress, view: DocumentView): readonly vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = [
    ...tabs.flatMap(({ input }) => urisIn(input)),
    ...vscode.workspace.textDocuments.filter(({ isClosed }) => !isClosed).map(({ uri }) => uri),
  ];
  return uris.filter((uri) => {
    const at = documentAt(uri);
    return at?.view === view && sameAddress(at.address, address);
  });
}

function urisIn(input: unknown): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}
