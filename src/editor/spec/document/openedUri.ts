import * as vscode from 'vscode';
import { addressKey, type DocumentView, type ResourceAddress } from '../../../resource/address.js';
import { documentAt, documentUri } from '../../shell/documentUri.js';
import { formatOf } from '../../shell/specFormat.js';
import { preferredFormat } from './preferredFormat.js';

/** Says how people call a resource. */
export interface Names {
  nameOf(address: ResourceAddress): string;
}

/**
 * The URI to open a document of a resource by: the one by which it is open already, under its name of that time, else one
 * that ends in its name, which is what tabs and breadcrumbs show. Specs are in the language of the settings, unless `ext` says otherwise.
 */
export function openedUri(
  names: Names,
  address: ResourceAddress,
  view: DocumentView,
  ext: string = view === 'spec' ? preferredFormat() : 'json',
  documents = new OpenDocuments(),
): vscode.Uri {
  const open = documents
    .at(address, view)
    .find((uri) => formatOf(documentAt(uri)?.ext ?? '') === formatOf(ext));
  return open ?? documentUri(address, view, ext, names.nameOf(address));
}

/** Which documents of resources are open. All tabs are gone through once for a caller that asks about many resources in one turn. */
export class OpenDocuments {
  #byDocument: ReadonlyMap<string, readonly vscode.Uri[]> | undefined;

  /** By which URIs a view of a resource is open. */
  at(address: ResourceAddress, view: DocumentView): readonly vscode.Uri[] {
    if (this.#byDocument === undefined) {
      this.#byDocument = byDocument(openUris());
      // No tab opens or closes before the running code ends.
      queueMicrotask(() => {
        this.#byDocument = undefined;
      });
    }
    return this.#byDocument.get(documentKey(address, view)) ?? [];
  }
}

function byDocument(uris: readonly vscode.Uri[]): ReadonlyMap<string, readonly vscode.Uri[]> {
  const found = new Map<string, vscode.Uri[]>();
  for (const uri of uris) {
    const at = documentAt(uri);
    if (!at) continue;
    const key = documentKey(at.address, at.view);
    const known = found.get(key);
    if (known) known.push(uri);
    else found.set(key, [uri]);
  }
  return found;
}

function documentKey(address: ResourceAddress, view: DocumentView): string {
  return `${view} ${addressKey(address)}`;
}

function openUris(): readonly vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return [
    ...tabs.flatMap(({ input }) => urisIn(input)),
    ...vscode.workspace.textDocuments.filter(({ isClosed }) => !isClosed).map(({ uri }) => uri),
  ];
}

function urisIn(input: unknown): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}
