import * as vscode from 'vscode';
import { fromUriPath, toApiPath } from '../../../resource/address.js';
import type { CallingText } from '../../../scratchpad/usage/fileBreaks.js';
import { specCall, usedCalls } from '../../../scratchpad/usage/usedCalls.js';
import { DRAFT_SCHEME, isSpecScheme } from '../../shell/documentUri.js';
import { formatOf } from '../../shell/specFormat.js';

/** A request file, a file of manifests or an open spec, with the calls that it makes. */
export interface UsingFile extends CallingText {
  readonly uri: vscode.Uri;
  /** As the user knows it: its path in the workspace, or the resource that it is of. */
  readonly label: string;
}

const FILES = '**/*.ovhapi.{http,yaml,yml,json}';
const MOST_FILES = 500;
/** A longer one is made by a program, for a program. */
const LONGEST_FILE = 2_000_000;

/** Whether a document is a request file or holds manifests. */
export function isUsingFile(uri: vscode.Uri): boolean {
  return /\.ovhapi\.(http|ya?ml|json)$/.test(uri.path);
}

/** The request files and manifests of the workspace, as they are in the editor. Throws the reason of `signal` when that aborts. */
export async function workspaceFiles(signal: AbortSignal): Promise<readonly UsingFile[]> {
  const files: UsingFile[] = [];
  for (const uri of await vscode.workspace.findFiles(FILES, '**/node_modules/**', MOST_FILES)) {
    signal.throwIfAborted();
    const file = await usingFile(uri);
    if (file) files.push(file);
  }
  return files;
}

/** One file; `undefined` when it can't be read: it uses nothing then. */
export async function usingFile(uri: vscode.Uri): Promise<UsingFile | undefined> {
  const text = await textOf(uri);
  if (text === undefined || text.length > LONGEST_FILE) return undefined;
  return { uri, label: vscode.workspace.asRelativePath(uri), text, calls: await usedCalls(uri.path, text) };
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** The open specs and drafts, as they are in the editor. */
export function openSpecs(): readonly UsingFile[] {
  return vscode.workspace.textDocuments.flatMap((document) => usingSpec(document) ?? []);
}

/** An open spec or draft; `undefined` for any other document. */
export function usingSpec(document: vscode.TextDocument): UsingFile | undefined {
  const { uri } = document;
  const shown = isSpecScheme(uri) ? fromUriPath(uri.path) : undefined;
  if (shown?.view !== 'spec') return undefined;
  const { address, ext } = shown;
  const { segments } = address;
  // A draft is sent to the collection that it is for.
  const path = toApiPath(
    uri.scheme === DRAFT_SCHEME ? { ...address, segments: segments.slice(0, -1) } : address,
  );
  const label = vscode.l10n.t('open spec {0}', segments.at(-1) ?? path);
  const text = document.getText();
  return { uri, label, text, calls: [specCall(path, text, formatOf(ext))] };
}
