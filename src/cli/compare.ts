import { compareInSlices } from '../schema/comparison/compareDocuments.js';
import type { Change } from '../schema/comparison/judge.js';
import { ADVICE, REASONS } from '../schema/comparison/reasons.js';
import { SEVERITIES } from '../schema/comparison/rules.js';
import { readApiDocument, type ApiDocumentFile } from './apiDocument.js';
import { parseArguments } from './arguments.js';
import { changelog, valueText, type WordedChange } from './changelog.js';
import { UsageError, type Command } from './command.js';
import { sarif } from './sarif.js';
import { findUsage } from './usage.js';

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
    const changes = usedBy === undefined ? all : await concerning(all, usedBy, signal);
    out(written(changes, files, format));
    return failOn !== undefined && changes.some(({ severity }) => isAsBad(severity, failOn)) ? 1 : 0;
  },
};

function isAsBad(severity: Change['severity'], as: Change['severity']): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(as);
}

/** Those that reach an operation which the files use. */
async function concerning(
  changes: readonly Change[],
  pattern: string,
  signal: AbortSignal,
): Promise<readonly WordedChange[]> {
  const usersOf = await findUsage(pattern, signal);
  return changes.flatMap((change) => {
    const users = [...new Set(change.operations.flatMap(usersOf))];
    return users.length > 0 ? [{ ...change, usedBy: users }] : [];
  });
}

function written(
  changes: readonly WordedChange[],
  [before, after]: readonly [ApiDocumentFile, ApiDocumentFile],
  format: Arguments['format'],
): string {
  if (format === 'md') return changelog(changes, [before.path, after.path]);
  return `${JSON.stringify(format === 'sarif' ? sarif(changes, after) : asJson(changes), null, 2)}\n`;
}

function asJson(changes: readonly WordedChange[]): unknown {
  return {
    differences: changes.map((change) => ({
      severity: change.severity,
      kind: change.kind,
      operations: change.operations,
      place: change.place,
      reason: REASONS[change.reason],
      advice: ADVICE[change.advice],
      direction: change.direction,
      pointers: change.pointers,
      ...(valueText(change.before) !== undefined && { before: change.before }),
      ...(valueText(change.after) !== undefined && { after: change.after }),
      ...(change.usedBy && { usedBy: change.usedBy }),
    })),
    breaking: changes.filter(({ severity }) => severity === 'breaking').length,
  };
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
