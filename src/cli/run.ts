import { ApiClient } from '../api/apiClient.js';
import { defaultLimits } from '../api/clientLimits.js';
import { openDispatcher } from '../api/connections.js';
import { parseRequestFile } from '../scratchpad/parseRequestFile.js';
import { readArguments } from './arguments.js';
import { UnreadableError, UsageError, type Command, type Machine } from './command.js';
import { besideOf, readBodyFiles } from './bodyFiles.js';
import { describeRequests, problemLine, type DescribedFile } from './describeRequests.js';
import { outcomesAsText, runFile, type FileOutcome } from './runFile.js';
import { machineCredential, readText, sourcesFor } from './surroundings.js';

const OPTIONS = {
  json: { type: 'boolean' },
  env: { type: 'string' },
  answer: { type: 'string', multiple: true },
  'schema-version': { type: 'string' },
} as const;

/** Sends the requests of a file, one after the other, and judges their responses. */
export const run: Command = {
  usage: 'FILE [--env NAME] [--answer "QUESTION=VALUE"]… [--schema-version X] [--json]',
  summary:
    'Send the requests of a file with the credential of the environment, stop at the first failure, and end with 1 when there is one.',
  run: async (args, machine) => {
    const { path, values } = readArguments(args, OPTIONS);
    const file = parseRequestFile(await readText(path, 'utf-8', machine.signal));
    const found = await machineCredential(machine);
    if (!found) throw new UnreadableError('No credential was found in OVH_… variables or ovh.conf files.');
    const { endpoint, credential } = found;
    const sources = await sourcesFor(path, values.env, machine);
    const { files, problems } = await readBodyFiles(file, path, machine.signal);
    const described = describeRequests(file, endpoint.origin, { ...sources, files }, problems);
    if (hasErrors(described, machine)) return 1;
    const api = new ApiClient({
      account: { id: 'command-line', label: 'Command line', endpoint, credential: credential.kind },
      credential: () => Promise.resolve(credential),
      schemaVersion: () => values['schema-version'],
      dispatcher: () => openDispatcher({}, defaultLimits),
    });
    try {
      const outcome = await runFile({
        ...{ api, file, sources, answers: answersOf(values.answer ?? []), signal: machine.signal },
        readFile: (name, encoding) => readText(besideOf(path, name), encoding, machine.signal),
      });
      machine.out(values.json ? `${JSON.stringify(outcome, null, 2)}\n` : outcomesAsText(outcome));
      return isGood(outcome) ? 0 : 1;
    } finally {
      await api.close();
    }
  },
};

function isGood({ requests, notSent }: FileOutcome): boolean {
  return notSent === 0 && requests.every(({ isPassed }) => isPassed);
}

/** Nothing is sent of a file with errors: a part of it may be what the rest was written for. */
function hasErrors(described: DescribedFile, { err }: Machine): boolean {
  const all = [...described.requests.flatMap(({ problems }) => problems), ...described.problems];
  const errors = all.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) err(`Nothing was sent:\n${errors.map(problemLine).join('\n')}\n`);
  return errors.length > 0;
}

function answersOf(written: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    written.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError('An answer is written as QUESTION=VALUE.');
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
