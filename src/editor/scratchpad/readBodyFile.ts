import * as vscode from 'vscode';
import { folderOf } from './requestSources.js';

const MOST_BYTES = 5_000_000;

/**
 * The text of a file that a request's body comes from: by its path from the request file, else from the workspace folder. What is
 * outside of the workspace is read in a trusted one only. Throws a sentence when it can't be read.
 */
export async function readBodyFile(
  document: vscode.TextDocument,
  path: string,
  encoding: string,
): Promise<string> {
  const folder = folderOf(document);
  const workspace = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
  const isAbsolute = /^(?:[\\/]|[A-Za-z]:)/.test(path);
  const places = isAbsolute
    ? [vscode.Uri.file(path)]
    : [folder, workspace].flatMap((base) => (base ? [vscode.Uri.joinPath(base, path)] : []));
  let reason: Error | undefined;
  for (const uri of places) {
    if (!vscode.workspace.isTrusted && !vscode.workspace.getWorkspaceFolder(uri)) continue;
    try {
      return await readText(uri, encoding);
    } catch (failure) {
      reason ??= failure instanceof Error ? failure : new Error(String(failure));
    }
  }
  throw new Error(
    reason === undefined
      ? vscode.l10n.t('{0} is outside of the workspace, so it is read in a trusted workspace only.', path)
      : vscode.l10n.t('Couldn’t read {0}: {1}', path, reason.message),
    { cause: reason },
  );
}

async function readText(uri: vscode.Uri, encoding: string): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > MOST_BYTES) throw new Error(vscode.l10n.t('The file is larger than 5 MB.'));
  return new TextDecoder(encoding, { fatal: true }).decode(await vscode.workspace.fs.readFile(uri));
}
