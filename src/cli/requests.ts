import { parseRequestFile } from '../scratchpad/parseRequestFile.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { readBodyFiles } from './bodyFiles.js';
import { describeRequests, requestsAsText } from './describeRequests.js';
import { run } from './run.js';
import { machineEndpoint, readText, sourcesFor } from './surroundings.js';

/** Prints how a request file is read; sends nothing. `requests run FILE` is `run FILE`. */
export const requests: Command = {
  usage: 'FILE [--env NAME] [--json]',
  summary: 'Show how a request file is read: methods, URLs, headers, bodies and problems. Sends nothing.',
  run: async (args, machine) => {
    const [first, ...rest] = args;
    if (first === 'run') return run.run(rest, machine);
    const { path, values } = readArguments(args, { json: { type: 'boolean' }, env: { type: 'string' } });
    const text = await readText(path, 'utf-8', machine.signal);
    const { origin } = await machineEndpoint(machine);
    const sources = await sourcesFor(path, values.env, machine);
    const file = parseRequestFile(text);
    const { files, problems: unread } = await readBodyFiles(file, path, machine.signal);
    const described = describeRequests(file, origin, { ...sources, files }, unread);
    machine.out(values.json ? `${JSON.stringify(described, null, 2)}\n` : requestsAsText(described));
    const problems = [...described.problems, ...described.requests.flatMap((one) => one.problems)];
    return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};
