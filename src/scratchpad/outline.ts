import type { Span } from './problem.js';
import type { RequestFile, ScratchRequest } from './requestFile.js';

/** A request as a list of a file's requests shows it. */
export interface OutlineEntry {
  readonly name: string;
  /** Its method and target, where the name is something else. */
  readonly detail: string;
  readonly span: Span;
  /** Its method: where a click on the entry leads. */
  readonly own: Span;
}

/** The requests of a file by their names: `@name`, the title, else the method and target. */
export function outlineOf({ requests }: RequestFile): readonly OutlineEntry[] {
  return requests.map((request) => {
    const { method, span, name, title } = request;
    const line = lineOf(request);
    const named = (name ?? title)?.text;
    return {
      name: named ?? line,
      detail: named === undefined || named === line ? '' : line,
      span,
      own: method.span,
    };
  });
}

/** What a list calls a request: `@name`, the title, else its method and target. */
export function nameOfRequest(request: ScratchRequest): string {
  return request.name?.text ?? request.title?.text ?? lineOf(request);
}

function lineOf({ method: { method }, target }: ScratchRequest): string {
  const { text } = target;
  return text === '' ? method : `${method} ${text}`;
}
