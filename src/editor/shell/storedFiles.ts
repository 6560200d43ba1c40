import * as vscode from 'vscode';
import type { StoredFiles } from '../../resource/journal.js';

/** Files below a folder of the extension's own storage. */
export function storedFiles(root: vscode.Uri): StoredFiles {
  const { fs } = vscode.workspace;
  const at = (...names: readonly string[]): vscode.Uri => vscode.Uri.joinPath(root, ...names);
  const names = async (folder: vscode.Uri, kind: vscode.FileType): Promise<readonly string[]> => {
    try {
      const entries = await fs.readDirectory(folder);
      return entries.filter(([, type]) => type === kind).map(([name]) => name);
    } catch (failure) {
      if (isGone(failure)) return [];
      throw failure;
    }
  };
  return {
    folders: () => names(at(), vscode.FileType.Directory),
    names: (folder) => names(at(folder), vscode.FileType.File),
    read: async (folder, name) => new TextDecoder().decode(await fs.readFile(at(folder, name))),
    write: async (folder, name, text) => {
      await fs.createDirectory(at(folder));
      await fs.writeFile(at(folder, name), new TextEncoder().encode(text));
    },
    remove: async (folder, name) => {
      const uri = name === undefined ? at(folder) : at(folder, name);
      try {
        await fs.delete(uri, { recursive: true });
      } catch (failure) {
        // Another window was faster.
        if (!isGone(failure)) throw failure;
      }
    },
  };
}

function isGone(failure: unknown): boolean {
  return failure instanceof vscode.FileSystemError && failure.code === 'FileNotFound';
}
