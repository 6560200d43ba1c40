import * as vscode from 'vscode';
import type { TextFiles } from './changedDocuments.js';

/** The documents of changes in the extension's own storage, a file for each. */
export function changedDocumentFiles(storage: vscode.Uri): TextFiles {
  const { fs } = vscode.workspace;
  const folder = vscode.Uri.joinPath(storage, 'changed-documents');
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  return {
    read: async (name) => new TextDecoder().decode(await fs.readFile(at(name))),
    write: async (name, text) => {
      await fs.createDirectory(folder);
      await fs.writeFile(at(name), new TextEncoder().encode(text));
    },
    names: async () => (await fs.readDirectory(folder)).map(([name]) => name),
    remove: async (name) => {
      await fs.delete(at(name));
    },
  };
}
