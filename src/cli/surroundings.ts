import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { stripComments } from 'jsonc-parser';
import { findCredential, type FoundSource } from '../api/credentialSources.js';
import { endpointOf } from '../api/endpoints.js';
import type { Endpoint } from '../api/account.js';
import {
  environmentNames,
  ENVIRONMENT_FILES,
  readEnvironments,
  variablesOf,
} from '../scratchpad/environments.js';
import { systemChance, type Sources } from '../scratchpad/sources.js';
import { UnreadableError, type Machine } from './command.js';

/** A file's text. Throws `UnreadableError` when it can't be read. */
export async function readText(path: string, encoding: string, signal: AbortSignal): Promise<string> {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(await readFile(path, { signal }));
  } catch (cause) {
    signal.throwIfAborted();
    throw new UnreadableError(`Couldn't read ${path}.`, { cause });
  }
}

/** What the variables of a request file may name on this machine: its own, `.env` beside the file, and the chosen environment. */
export async function sourcesFor(
  file: string,
  environment: string | undefined,
  { env, signal }: Machine,
): Promise<Pick<Sources, 'environment' | 'machine' | 'chance'>> {
  const folder = dirname(resolve(file));
  const read = (name: string): Promise<string | undefined> => readIfThere(join(folder, name), signal);
  const found = await Promise.all(
    ENVIRONMENT_FILES.map(async ({ name, isSecret }) => ({
      json: jsonOf(name, await read(name)),
      isSecret,
    })),
  );
  const environments = readEnvironments(found);
  if (environment !== undefined && !environments.has(environment)) {
    const names = environmentNames(environments);
    throw new UnreadableError(
      names.length === 0
        ? `No environment is defined beside ${file}.`
        : `There is no environment ${environment}; there are ${names.join(', ')}.`,
    );
  }
  const dotenv = await read('.env');
  return {
    environment: variablesOf(environments, environment),
    machine: { env, dotenv: dotenv === undefined ? {} : parseEnv(dotenv) },
    chance: systemChance,
  };
}

/** The credential that official clients would use here. Throws `UnreadableError` for a configuration that isn't one. */
export async function machineCredential({
  env,
  home,
  folder,
  signal,
}: Machine): Promise<FoundSource | undefined> {
  try {
    return await findCredential(
      {
        env,
        files: ['/etc/ovh.conf', join(home, '.ovh.conf'), join(folder, 'ovh.conf')],
        readFile: readIfThere,
      },
      signal,
    );
  } catch (cause) {
    signal.throwIfAborted();
    throw new UnreadableError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Where requests go, with or without a credential. */
export async function machineEndpoint(machine: Machine): Promise<Endpoint> {
  const found = await machineCredential(machine);
  if (found) return found.endpoint;
  try {
    return endpointOf(machine.env.OVH_ENDPOINT ?? 'ovh-eu');
  } catch (cause) {
    throw new UnreadableError('OVH_ENDPOINT is neither a region nor an https address.', { cause });
  }
}

function jsonOf(name: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(stripComments(text)) as unknown;
  } catch (cause) {
    throw new UnreadableError(`${name} is not valid JSON.`, { cause });
  }
}

async function readIfThere(path: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    return await readFile(path, { encoding: 'utf8', signal });
  } catch (cause) {
    signal?.throwIfAborted();
    const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return undefined;
    throw new UnreadableError(`Couldn't read ${path}.`, { cause });
  }
}
