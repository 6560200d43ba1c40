import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { findCredential, type FoundSource } from '../../api/credentialSources.js';

/**
 * Looks where the official clients look on this machine; in the workspace only when it is trusted. A workspace may bring
 * keys of its own or name a region, but it can't lead keys from elsewhere to another address.
 */
export async function findMachineCredential(signal: AbortSignal): Promise<FoundSource | undefined> {
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  const local = folders
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => join(uri.fsPath, 'ovh.conf'));
  const machine = ['/etc/ovh.conf', join(homedir(), '.ovh.conf')];
  const find = (files: readonly string[]): Promise<FoundSource | undefined> =>
    findCredential({ env: process.env, files, readFile: readIfThere }, signal);
  const found = await find([...machine, ...local]);
  return found && isLedAway(found, new Set(local)) ? find(machine) : found;
}

/** Whether a workspace's file gives the address and another place a key for it. The endpoint's place comes first. */
function isLedAway({ endpoint, places }: FoundSource, local: ReadonlySet<string>): boolean {
  const [endpointPlace = ''] = places;
  return endpoint.name === 'custom' && local.has(endpointPlace) && !places.every((place) => local.has(place));
}

async function readIfThere(path: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    return await readFile(path, { encoding: 'utf8', signal });
  } catch (failure) {
    if (isAbsent(failure)) return undefined;
    throw failure;
  }
}

function isAbsent(failure: unknown): boolean {
  const code: unknown = failure instanceof Error && 'code' in failure ? failure.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
