import type { Span } from './problem.js';
import type { RequestFile } from './requestFile.js';

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
  return requests.map(({ method, target, name: named, title, span }) => {
    const line = `${method.method} ${target.text}`.trim();
    const name = named?.text ?? title?.text ?? line;
    return { name, detail: name === line ? '' : line, span, own: method.span };
  });
}
