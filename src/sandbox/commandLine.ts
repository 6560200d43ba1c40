import { parseArgs } from 'node:util';
import { readCustoms, type Customs } from './customs.js';
import type { SandboxOptions } from './options.js';

/** Why a sandbox could not start, in a sentence for its starter. */
class StartFailure extends Error {}

const FLAGS = {
  port: { type: 'string' },
  openapi: { type: 'string', multiple: true },
  resources: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  'failing-tasks': { type: 'string' },
  'refuse-replay': { type: 'boolean' },
  custom: { type: 'string', multiple: true },
  manual: { type: 'boolean' },
  'hostile-identifiers': { type: 'boolean' },
  demo: { type: 'boolean' },
  attached: { type: 'boolean' },
} as const;

/** Reads the options of the sandbox's command. Throws a `StartFailure` for anything else. */
export function readCommandLine(args: readonly string[]): SandboxOptions {
  const { values, positionals } = parsed(args);
  const [stray] = positionals;
  if (stray !== undefined && values.openapi === undefined) {
    throw new StartFailure(`There is no command ${stray}. To serve a document, say --openapi ${stray}.`);
  }
  const whole = (name: 'port' | 'resources' | 'seed', most: number): Partial<Record<string, number>> =>
    values[name] === undefined ? {} : { [name]: numberOf(name, values[name], most, true) };
  const { speed, 'failing-tasks': failing } = values;
  return {
    ...whole('port', 65_535),
    ...whole('resources', 2 ** 31),
    ...whole('seed', 2 ** 31),
    ...(speed === undefined ? {} : { speed: numberOf('speed', speed, Infinity, false) }),
    ...(failing === undefined ? {} : { failingTasks: numberOf('failing-tasks', failing, 1, false) }),
    ...(values.openapi ? { documents: [...values.openapi, ...positionals] } : {}),
    ...(values.manual === true ? { clock: 'manual' as const } : {}),
    ...(values.custom ? { customs: customsOf(values.custom) } : {}),
    demo: values.demo ?? false,
    hostileIdentifiers: values['hostile-identifiers'] ?? false,
    refuseReplay: values['refuse-replay'] ?? false,
  };
}

/** Customs that are written as `name=value`. Throws a `StartFailure` for anything else. */
function customsOf(written: readonly string[]): Partial<Customs> {
  return written.reduce<Partial<Customs>>((all, text) => {
    const [name = '', value = ''] = text.split(/=(.*)/s);
    const read = readCustoms({ [name]: WORDS.has(value) ? WORDS.get(value) : value });
    if (Object.keys(read).length === 0)
      throw new StartFailure(`--custom ${text} is no custom of the sandbox.`);
    return { ...all, ...read };
  }, {});
}

/** Values that are no texts. */
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['409', 409],
  ['412', 412],
]);

function parsed(args: readonly string[]): ReturnType<typeof parseFlags> {
  try {
    return parseFlags(args);
  } catch (cause) {
    const [first = ''] = cause instanceof Error ? cause.message.split(/\. |\n/) : [];
    throw new StartFailure(`${first}. There are --${Object.keys(FLAGS).join(', --')}.`, { cause });
  }
}

// Its result's type is made of the flags.
function parseFlags(args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options: FLAGS });
}

function numberOf(name: string, text: string, most: number, isWhole: boolean): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= most && (!isWhole || Number.isInteger(value)))
    return value;
  const kind = isWhole ? 'a whole number' : 'a number';
  const range = most === Infinity ? 'from 0 on' : `from 0 to ${most}`;
  throw new StartFailure(`--${name} takes ${kind} ${range}; ${JSON.stringify(text)} isn’t one.`);
}
