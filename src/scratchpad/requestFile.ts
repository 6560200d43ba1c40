import type { HttpMethod } from '../api/api.js';
import type { Problem, Span } from './problem.js';
import type { FilledVariables } from './variables.js';

/** A piece of the document's text and where it stands. */
export interface Located {
  readonly text: string;
  readonly span: Span;
}

/** `@name = value`. The value may use other variables. */
export interface FileVariable {
  readonly name: Located;
  readonly value: Located;
}

/** `Name: value`, as written. */
export interface HeaderLine {
  readonly name: Located;
  readonly value: Located;
}

/** What is asked: the request line's rest, and the `?…` and `&…` lines that continue it. */
export interface Target {
  /** The pieces put together, the first separator being `?` and the others `&`. */
  readonly text: string;
  readonly pieces: readonly Located[];
  /** From the first piece's start to the last one's end. */
  readonly span: Span;
}

/** How far `# @pages` follows the cursors: a number of pages, or to the end. */
export type PageLimit = number | 'all';

/** One request of a file, before its variables have been filled in. */
export interface ScratchRequest {
  /** The request's own name in the file, stable while others are added around it: `@name`, else the title, else its place. */
  readonly key: string;
  /** From its `###` line (or the file's start) to its last line's end. */
  readonly span: Span;
  /** The text after `###`. */
  readonly title: Located | undefined;
  /** `# @name`. */
  readonly name: Located | undefined;
  readonly method: Located & { readonly method: HttpMethod };
  readonly target: Target;
  readonly headers: readonly HeaderLine[];
  /** As written, comments and templates included, surrounding blank lines left out. */
  readonly body: Located | undefined;
  readonly pages: { readonly limit: PageLimit; readonly span: Span } | undefined;
  /** `# @confirm off`: ask only the first time. */
  readonly asksOnce: boolean;
}

/** A file of requests as it was read. `diagnostics` holds what can be said without knowing the variables' values. */
export interface RequestFile {
  readonly text: string;
  readonly requests: readonly ScratchRequest[];
  readonly variables: readonly FileVariable[];
  /** The variables' values by name, with the variables in them filled in. */
  readonly filled: FilledVariables;
  readonly diagnostics: readonly Problem[];
}

/** The request whose block holds the offset; between two blocks, the one before. */
export function requestAt(file: RequestFile, offset: number): ScratchRequest | undefined {
  return (
    file.requests.find(({ span }) => span.start <= offset && offset <= span.end) ??
    file.requests.findLast(({ span }) => span.start <= offset)
  );
}
