import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { DocumentCache } from '../../schema/schemaSource.js';

/**
 * API documents kept on disk between windows (`globalStorageUri`), so that a tree appears before the network answered. A
 * cache that cannot be read or written costs time, nothing else, so its failures are not the user's.
 */
export function documentDiskCache(storage: vscode.Uri): DocumentCache {
  const folder = vscode.Uri.joinPath(storage, 'api-documents');
  const file = (key: string): vscode.Uri =>
    vscode.Uri.joinPath(folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  return {
    async read(key) {
      try {
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file(key)));
        const end = text.indexOf('\n');
        return { etag: text.slice(0, end), text: text.slice(end + 1) };
      } catch {
        return undefined;
      }
    },
    async write(key, text, etag) {
      try {
        await vscode.workspace.fs.createDirectory(folder);
        await vscode.workspace.fs.writeFile(file(key), new TextEncoder().encode(`${etag}\n${text}`));
      } catch {
        return;
      }
    },
  };
}
