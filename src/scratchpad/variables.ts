import { error, type Problem, type Span } from './problem.js';
import type { FileVariable, RequestFile } from './requestFile.js';

/** A text with its variables filled in, or what kept them from being. */
export interface Filled {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** A variable's value with the variables in it filled in, or why it has none. */
type FilledVariable =
  | { readonly text: string }
  | { readonly fault: 'variableUnknown' | 'variableCycle' | 'variableTooLong'; readonly name: string };

/** Looks a variable up; what it finds is kept, so that each is filled once for a file. */
export type FilledVariables = (name: string) => FilledVariable;

const USE = /\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g;
/** Characters of one value, and of one text with all its variables filled in. */
const LONGEST = 100_000;
/** Variables within variables. */
const DEEPEST = 100;

/** The values of a file's variables, filled in as they are asked for. */
export function filledVariables(variables: readonly FileVariable[]): FilledVariables {
  const values = new Map(variables.map(({ name, value }) => [name.text, value.text]));
  const known = new Map<string, FilledVariable>();
  const using = new Set<string>();
  const valueOf = (name: string): FilledVariable => {
    const value = values.get(name);
    if (value === undefined) return { fault: 'variableUnknown', name };
    if (using.has(name)) return { fault: 'variableCycle', name };
    if (using.size >= DEEPEST) return { fault: 'variableTooLong', name };
    const before = known.get(name);
    if (before) return before;
    using.add(name);
    const filled = fill(value, valueOf);
    using.delete(name);
    const [fault] = filled.faults;
    const found = filled.isTooLong
      ? ({ fault: 'variableTooLong', name } as const)
      : (fault ?? { text: filled.text });
    known.set(name, found);
    return found;
  };
  return valueOf;
}

/**
 * Fills `{{name}}` by the file's `@name = value` lines; values may use other variables. A variable that is unknown, uses
 * itself, or grows without end is a problem at `span`, and stays as it is written.
 */
export function fillVariables({ filled }: Pick<RequestFile, 'filled'>, text: string, span: Span): Filled {
  const { text: whole, faults, isTooLong } = fill(text, filled);
  const problems = faults.map(({ fault, name }) => error(fault, span, name));
  const [, last = ''] = [...text.matchAll(USE)].at(-1) ?? [];
  return {
    text: whole,
    problems: isTooLong ? [...problems, error('variableTooLong', span, last)] : problems,
  };
}

function fill(
  text: string,
  valueOf: FilledVariables,
): {
  readonly text: string;
  readonly faults: readonly Extract<FilledVariable, { readonly fault: string }>[];
  readonly isTooLong: boolean;
} {
  const faults = new Map<string, Extract<FilledVariable, { readonly fault: string }>>();
  let added = 0;
  const filled = text.replaceAll(USE, (use: string, name: string) => {
    if (added > LONGEST) return use;
    const value = valueOf(name);
    if ('fault' in value) faults.set(`${value.fault} ${value.name}`, value);
    const inserted = 'text' in value ? value.text : use;
    added += inserted.length;
    return inserted;
  });
  return { text: filled, faults: [...faults.values()], isTooLong: added > LONGEST };
}
