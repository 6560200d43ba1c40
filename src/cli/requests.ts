import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { endpointOf } from '../api/endpoints.js';
import { parseRequestFile } from '../scratchpad/parseRequestFile.js';
import { UsageError, type Command } from './command.js';
import { describeRequests, requestsAsText } from './describeRequests.js';

/** Prints how a request file is read; sends nothing. */
export const requests: Command = {
  usage: 'FILE [--json]',
  summary: 'Show how a request file is read: methods, URLs, headers, bodies and problems. Sends nothing.',
  run: async (args, { env, out, signal }) => {
    const { path, isJson } = readArguments(args);
    const { origin } = endpointOf(env.OVH_ENDPOINT ?? 'ovh-eu');
    const described = describeRequests(parseRequestFile(await readText(path, signal)), origin);
    out(isJson ? `${JSON.stringify(described, null, 2)}\n` : requestsAsText(described));
    return described.problems.length + described.requests.flatMap(({ problems }) => problems).length > 0
      ? 1
      : 0;
  },
};

function readArguments(args: readonly string[]): { readonly path: string; readonly isJson: boolean } {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? (cause.message.split(/\. |\n/)[0] ?? '') : ''}.`, {
      cause,
    });
  }
  const [path, stray] = parsed.positionals;
  if (path === undefined || stray !== undefined) throw new UsageError('Name one request file.');
  return { path, isJson: parsed.values.json };
}

async function readText(path: string, signal: AbortSignal): Promise<string> {
  try {
    return await readFile(path, { encoding: 'utf8', signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw new UsageError(`Couldn't read ${path}.`, { cause });
  }
}
