/** Text, and where it goes. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/**
 * Puts GET requests of paths below the branch into a request file, near an offset and not into the middle of another request:
 * after the one that stands there.
 */
export function insertRequests(file: string, near: number, paths: readonly string[]): Insertion {
  const offset = blockEnd(file, near);
  const before = file.slice(0, offset);
  const requests = paths.map((path) => `GET /v2${path}\n`).join('\n###\n');
  const start = before.trim() === '' ? '' : before.endsWith('\n') ? '###\n' : '\n\n###\n';
  // What comes next begins with a mark of its own.
  return { offset, text: `${start}${requests}${offset < file.length ? '\n' : ''}` };
}

/** Where the block of an offset ends: before the next line that parts requests. */
function blockEnd(file: string, offset: number): number {
  const lineStart = file.lastIndexOf('\n', offset - 1) + 1;
  const mark = /^###/gm;
  mark.lastIndex = lineStart;
  return mark.exec(file)?.index ?? file.length;
}
