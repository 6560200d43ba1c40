import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { findCredential, type FoundSource } from '../../api/credentialSources.js';

/**
 * Looks where the official clients look on this machine; in the workspace only when it is trusted. A workspace may bring
 * its own keys or name a region, but it can't lead keys from elsewhere to another address. `note` receives files that can't be
 * read.
 */
export async function findMachineCredential(
  signal: AbortSignal,
  note: (failure: unknown) => void,
): Promise<FoundSource | undefined> {
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const local = folders
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => join(uri.fsPath, 'ovh.conf'));
  const machine = ['/etc/ovh.conf', join(homedir(), '.ovh.conf')];
  const find = (files: readonly string[]): Promise<FoundSource | undefined> =>
    findCredential(
      { env: process.env, files, readFile: (path, end) => readIfThere(path, note, end) },
      signal,
    );
  const found = await find([...machine, ...local]);
  return found && isLedAway(found, new Set(local)) ? find(machine) : found;
}

/** Whether a workspace's file gives the address and another place a key for it. The endpoint's place comes first. */
function isLedAway({ endpoint, places }: FoundSource, local: ReadonlySet<string>): boolean {
  const [endpointPlace = ''] = places;
  return endpoint.name === 'custom' && local.has(endpointPlace) && !places.every((place) => local.has(place));
}

/** A file that may not be read is reported and left out: what is readable elsewhere still counts. */
async function readIfThere(
  path: string,
  note: (failure: unknown) => void,
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    return await readFile(path, { encoding: 'utf8', signal });
  } catch (failure) {
    signal?.throwIfAborted();
    if (!isAbsent(failure)) note(failure);
    return undefined;
  }
}

function isAbsent(failure: unknown): boolean {
  const code: unknown = failure instanceof Error && 'code' in failure ? failure.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
