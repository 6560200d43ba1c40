import type { HttpMethod } from '../api/api.js';
import type { Expectation } from './expectations.js';
import type { Problem, Span } from './problem.js';

/** A piece of the document's text and where it is. */
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

/** What is requested: the request line's rest, and the lines that continue its path or its query. */
export interface Target {
  /** The pieces put together, the first separator being `?` and the others `&`. */
  readonly text: string;
  readonly pieces: readonly Located[];
  /** From the first piece's start to the last one's end. */
  readonly span: Span;
}

/** `< path`: a file whose content is the body, or a line of it. */
export interface BodyFile {
  readonly path: Located;
  /** `<@`: whether variables are filled in. */
  readonly isFilled: boolean;
  /** `<@latin1`: as Node calls encodings. */
  readonly encoding: string;
}

/** A line of a body; `file` when its text only names a file. */
export interface BodyLine extends Located {
  readonly file?: BodyFile;
}

/** What the body is written in, by the request's `Content-Type`. */
export type BodyForm = 'json' | 'yaml' | 'form' | 'text';

export interface RequestBody {
  /** From the first line that isn't blank to the last one. */
  readonly span: Span;
  /** Without comment lines, but for YAML, whose comments are its own. */
  readonly lines: readonly BodyLine[];
  readonly form: BodyForm;
}

/** How far `# @pages` follows the cursors: a number of pages, or to the end. */
export type PageLimit = number | 'all';

/** `# @prompt name question`: a value that the person types before the request is sent. */
export interface PromptVariable {
  readonly name: Located;
  readonly question: string;
}

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
  /** The method's word; empty, at the target's start, where a target alone means GET. */
  readonly method: Located & { readonly method: HttpMethod };
  readonly target: Target;
  readonly headers: readonly HeaderLine[];
  readonly body: RequestBody | undefined;
  readonly pages: { readonly limit: PageLimit; readonly span: Span } | undefined;
  /** `# @confirm off`: ask only the first time. */
  readonly asksOnce: boolean;
  readonly prompts: readonly PromptVariable[];
  /** `# @expect …`: what must be true of the response. */
  readonly expectations: readonly Expectation[];
}

/** A file of requests as it was read. `diagnostics` holds what can be said without knowing the variables' values. */
export interface RequestFile {
  readonly text: string;
  readonly requests: readonly ScratchRequest[];
  readonly variables: readonly FileVariable[];
  readonly diagnostics: readonly Problem[];
  readonly names: FileNames;
}

/** What the uses of a file may name, made once for all of its requests. */
export interface FileNames {
  /** The values of `@name = value` as written; of two the last one counts. */
  readonly values: ReadonlyMap<string, string>;
  /** The questions of `# @prompt`, by variable. */
  readonly prompts: ReadonlyMap<string, string>;
  /** The requests with a `# @name`; of two the first one counts. */
  readonly requests: ReadonlyMap<string, ScratchRequest>;
}

/** The request whose block holds the offset; between two blocks, the one before. */
export function requestAt(file: RequestFile, offset: number): ScratchRequest | undefined {
  return (
    file.requests.find(({ span }) => span.start <= offset && offset <= span.end) ??
    file.requests.findLast(({ span }) => span.start <= offset)
  );
}
