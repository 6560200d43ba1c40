import type { RequestFile } from '../requestFile.js';
import type { Sources } from '../sources.js';

/** What may be between double braces. */
export interface VariableName {
  readonly kind: 'file' | 'prompt' | 'environment' | 'response' | 'dynamic';
  readonly name: string;
  /** What is written, up to the words that are to be filled in. */
  readonly lead: string;
  /** Placeholders for what is to be filled in, separated by blanks. */
  readonly words: readonly string[];
}

/** The dynamic values, with what they take. */
const DYNAMIC: readonly (readonly [name: string, ...words: readonly string[]])[] = [
  ['$uuid'],
  ['$guid'],
  ['$timestamp'],
  ['$isoTimestamp'],
  ['$datetime', 'iso8601'],
  ['$localDatetime', 'iso8601'],
  ['$randomInt', '1', '100'],
  ['$processEnv', 'NAME'],
  ['$dotenv', 'NAME'],
  ['$prompt', 'question'],
  ['$shared', 'name'],
];

/** What a use in a file may name: its variables, the environment's, responses of named requests, and dynamic values. */
export function variableNames(
  { names }: Pick<RequestFile, 'names'>,
  { environment }: Pick<Sources, 'environment'>,
): readonly VariableName[] {
  const own = new Set([...names.values.keys(), ...names.prompts.keys()]);
  const plain = (kind: VariableName['kind'], all: Iterable<string>): readonly VariableName[] =>
    [...all].map((name) => ({ kind, name, lead: name, words: [] }));
  return [
    ...plain('file', names.values.keys()),
    ...plain('prompt', names.prompts.keys()),
    ...plain(
      'environment',
      [...environment.keys()].filter((name) => !own.has(name)),
    ),
    ...[...names.requests.keys()].map((name): VariableName => ({
      ...{ kind: 'response', name, lead: `${name}.response.body.$.`, words: ['id'] },
    })),
    ...DYNAMIC.map(([name, ...words]): VariableName => ({
      ...{ kind: 'dynamic', name, lead: words.length > 0 ? `${name} ` : name, words },
    })),
  ];
}
