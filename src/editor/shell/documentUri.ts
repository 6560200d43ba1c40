import * as vscode from 'vscode';
import {
  fromUriPath,
  toUriPath,
  type DocumentAddress,
  type DocumentView,
  type ResourceAddress,
} from '../../resource/address.js';

/** The scheme of resources' documents. */
export const SCHEME = 'ovhapi';

/** The scheme of documents that make a new resource when they are saved. */
export const DRAFT_SCHEME = 'ovhapi-new';

/** Which documents hold specs that the language help speaks of. */
export const SPEC_SELECTOR: vscode.DocumentSelector = [{ scheme: SCHEME }, { scheme: DRAFT_SCHEME }];

/** Those of them that are written in YAML. */
export const YAML_SELECTOR: vscode.DocumentSelector = [
  { scheme: SCHEME, language: 'yaml' },
  { scheme: DRAFT_SCHEME, language: 'yaml' },
];

/** Whether a document may be one of a resource, or of one to be. */
export function isSpecScheme({ scheme }: vscode.Uri): boolean {
  return scheme === SCHEME || scheme === DRAFT_SCHEME;
}

/**
 * The URI of one of a resource's documents; `ext` says its language, JSON by default, `name` how people call the
 * resource. To open a document, ask `openedUri`.
 */
export function documentUri(
  address: ResourceAddress,
  view: DocumentView,
  ext?: string,
  name?: string,
): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: toUriPath(address, view, ext, name) });
}

/** What a URI says when it is one of a resource's documents. */
export function documentAt(uri: vscode.Uri | undefined): DocumentAddress | undefined {
  return uri?.scheme === SCHEME ? fromUriPath(uri.path) : undefined;
}

/** What menus hand over: a row of a view, a document's URI, or nothing where the active editor is meant. */
export type CommandTarget =
  | { readonly kind: string; readonly address?: ResourceAddress }
  | vscode.Uri
  | undefined;

/** The resource that a command is run on. */
export function targetAddress(target: CommandTarget): ResourceAddress | undefined {
  if (target !== undefined && 'kind' in target) return target.address;
  return documentAt(target ?? vscode.window.activeTextEditor?.document.uri)?.address;
}
