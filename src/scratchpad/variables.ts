import { error, type Problem, type Span } from './problem.js';
import type { RequestFile } from './requestFile.js';

/** A text with its variables filled in, or what kept them from being. */
export interface Filled {
  readonly text: string;
  readonly problems: readonly Problem[];
}

const USE = /\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g;
const LONGEST = 100_000;

/**
 * Fills `{{name}}` by the file's `@name = value` lines; values may use other variables. A variable that is unknown, uses
 * itself, or grows without end is a problem at `span`, and stays as it is written.
 */
export function fillVariables(file: Pick<RequestFile, 'variables'>, text: string, span: Span): Filled {
  const values = new Map(file.variables.map(({ name, value }) => [name.text, value.text]));
  const problems: Problem[] = [];
  const fill = (part: string, using: readonly string[]): string =>
    part.replaceAll(USE, (use: string, name: string) => {
      const value = values.get(name);
      if (value === undefined) problems.push(error('variableUnknown', span, name));
      else if (using.includes(name)) problems.push(error('variableCycle', span, name));
      else if (value.length > LONGEST) problems.push(error('variableTooLong', span, name));
      else return fill(value, [...using, name]);
      return use;
    });
  const filled = fill(text, []);
  return { text: filled, problems };
}
