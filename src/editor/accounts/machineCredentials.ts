import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { findCredential, type FoundSource } from '../../api/credentialSources.js';

/** Looks where the official clients look on this machine; in the workspace only when it is trusted. */
export async function findMachineCredential(signal: AbortSignal): Promise<FoundSource | undefined> {
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const local = folders
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => join(uri.fsPath, 'ovh.conf'));
  return findCredential(
    {
      env: process.env,
      files: ['/etc/ovh.conf', join(homedir(), '.ovh.conf'), ...local],
      readFile: async (path) => {
        try {
          return await readFile(path, { encoding: 'utf8', signal });
        } catch (failure) {
          if (isAbsent(failure)) return undefined;
          throw failure;
        }
      },
    },
    signal,
  );
}

function isAbsent(failure: unknown): boolean {
  const code: unknown = failure instanceof Error && 'code' in failure ? failure.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
