import { isAbsolute, relative } from 'node:path';
import { parseDocument } from 'yaml';
import { readApiDocumentText, type ApiDocumentText } from '../resource/apiDocumentText.js';
import { changelog, type UsedChange } from '../schema/comparison/changelog.js';
import type { ComparedDocument } from '../schema/comparison/comparison.js';
import { compareInSlices } from '../schema/comparison/compareDocuments.js';
import { comparisonJson } from '../schema/comparison/comparisonJson.js';
import type { Change } from '../schema/comparison/judge.js';
import { SEVERITIES } from '../schema/comparison/rules.js';
import { sarif } from '../schema/comparison/sarif.js';
import { parseArguments } from './arguments.js';
import { UnreadableError, UsageError, type Command } from './command.js';
import { readText } from './surroundings.js';
import { concerning } from './usage.js';

const FORMATS = ['md', 'json', 'sarif'] as const;
const FAILURES = ['breaking', 'risky'] as const;

const OPTIONS = {
  'fail-on': { type: 'string' },
  'used-by': { type: 'string' },
  format: { type: 'string' },
} as const;

interface Arguments {
  readonly before: string;
  readonly after: string;
  readonly format: (typeof FORMATS)[number];
  readonly failOn: (typeof FAILURES)[number] | undefined;
  readonly usedBy: string | undefined;
}

/** Compares two API documents. Ends with 1 when something is as bad as `--fail-on` says, or worse. */
export const compare: Command = {
  usage: 'OLD NEW [--fail-on breaking|risky] [--used-by GLOB] [--format md|json|sarif]',
  summary: 'Show what a new API document changes, and whether programs for the old one go on.',
  run: async (args, { out, signal }) => {
    const { before, after, format, failOn, usedBy } = readArguments(args);
    const files = [await readApiDocument(before, signal), await readApiDocument(after, signal)] as const;
    const [old, current] = files;
    const all = await compareInSlices(old.document, current.document, signal, { now: Date.now() });
    const compared = { before: sideOf(old), after: sideOf(current), changes: all };
    const changes = usedBy === undefined ? all : await concerning(compared, usedBy, signal);
    out(written(changes, files, format));
    return failOn !== undefined && changes.some(({ severity }) => isAsBad(severity, failOn)) ? 1 : 0;
  },
};

function isAsBad(severity: Change['severity'], as: Change['severity']): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(as);
}

function written(
  changes: readonly UsedChange[],
  [before, after]: readonly [ApiDocumentFile, ApiDocumentFile],
  format: Arguments['format'],
): string {
  if (format === 'md') return changelog(changes, [before.path, after.path]);
  const artifact = { uri: uriOf(after.path), lineOf: after.lineOf };
  const answer = format === 'sarif' ? sarif(changes, () => artifact) : comparisonJson(changes);
  return `${JSON.stringify(answer, null, 2)}\n`;
}

/** As code scanning knows files: by their place in the repository, where it is run. */
function uriOf(path: string): string {
  const inside = isAbsolute(path) ? relative(process.cwd(), path) : path;
  return (inside.startsWith('..') ? path : inside).split(/[\\/]/).map(encodeURIComponent).join('/');
}

interface ApiDocumentFile extends ApiDocumentText {
  readonly path: string;
}

function sideOf({ path, document }: ApiDocumentFile): ComparedDocument {
  return { document, uri: uriOf(path) };
}

/** Nothing else waits here, so a YAML text may be as long as it likes. */
function readYaml(text: string): ReturnType<typeof parseDocument> {
  return parseDocument(text, { logLevel: 'silent' });
}

/** Throws `UnreadableError` when the file can't be read or is something else. */
async function readApiDocument(path: string, signal: AbortSignal): Promise<ApiDocumentFile> {
  const text = await readText(path, 'utf-8', signal);
  try {
    return { path, ...readApiDocumentText(text, readYaml) };
  } catch (cause) {
    throw new UnreadableError(`${path} isn't an OpenAPI 3 document in JSON or YAML.`, { cause });
  }
}

function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArguments(args, OPTIONS);
  const [before, after, stray] = positionals;
  if (before === undefined || after === undefined || stray !== undefined) {
    throw new UsageError('Name two API documents.');
  }
  return {
    before,
    after,
    format: oneOf('--format', values.format ?? 'md', FORMATS),
    failOn: values['fail-on'] === undefined ? undefined : oneOf('--fail-on', values['fail-on'], FAILURES),
    usedBy: values['used-by'],
  };
}

function oneOf<Word extends string>(option: string, word: string, words: readonly Word[]): Word {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new UsageError(`${option} takes ${words.join(' or ')}, not ${word}.`);
  return found;
}
