import type { RequestFile } from '../requestFile.js';
import type { Variables } from '../variables.js';
import { nameUses } from './nameUses.js';

/** A value to be shown behind a use of a variable. */
export interface ValueHint {
  /** Behind the braces. */
  readonly offset: number;
  /** On one line, dots for secrets. */
  readonly value: string;
}

/** Characters of a value that are shown, and that are looked at for them: a long value is not read to its end at each use. */
const SHOWN = 40;
const LOOKED_AT = 1_000;

/**
 * The values of variables where they are used, between two offsets. What is different each time, entered by the user, or answered later has no
 * hint, and neither has a variable whose value can't be had: that is a problem already.
 */
export function valueHints(
  file: RequestFile,
  variables: Variables,
  { start, end }: { readonly start: number; readonly end: number },
): readonly ValueHint[] {
  return nameUses(file).flatMap(({ kind, name, whole, isDefinition }) => {
    const isShown = !isDefinition && (kind === 'variable' || kind === 'environment');
    if (!isShown || whole.end < start || whole.start > end) return [];
    const { shown, faults, needs } = variables.resolve(name);
    if (faults.length + needs.length > 0 || usesDynamic(file, name)) return [];
    const line = shown.slice(0, LOOKED_AT).replaceAll(/\s+/g, ' ');
    const isCut = line.length > SHOWN || shown.length > LOOKED_AT;
    return [{ offset: whole.end, value: isCut ? `${line.slice(0, SHOWN)}…` : line }];
  });
}

/** Whether a variable's own value is another one each time. */
function usesDynamic({ names }: RequestFile, name: string): boolean {
  return /\{\{\s*\$(?!shared|processEnv|dotenv)/.test(names.values.get(name) ?? '');
}
