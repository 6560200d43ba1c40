import * as vscode from 'vscode';
import { usedCalls, type UsedCall } from '../../../scratchpad/usage/usedCalls.js';

/** A request file or a file of manifests, with the calls that it makes. */
export interface UsingFile {
  readonly uri: vscode.Uri;
  /** As the user knows it: its path in the workspace. */
  readonly label: string;
  readonly text: string;
  readonly calls: readonly UsedCall[];
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
