import { lineStart } from '../resource/indentation.js';

/** Text, and where it goes. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** A request to be put into a file. */
export interface Block {
  readonly title: string;
  /** Without the line that parts it from the one before; ends with a line end. */
  readonly text: string;
}

/**
 * Puts GET requests of paths below the branch into a request file, near an offset and not into the middle of another request:
 * after the one that is there.
 */
export function insertRequests(file: string, near: number, paths: readonly string[]): Insertion {
  return insertBlocks(
    file,
    near,
    paths.map((path) => ({ title: '', text: `GET /v2${path}\n` })),
  );
}

/** As `insertRequests`, for requests of any kind. */
export function insertBlocks(file: string, near: number, blocks: readonly Block[]): Insertion {
  const offset = blockEnd(file, near);
  const before = file.slice(0, offset);
  const isFirst = before.trim() === '';
  const texts = blocks.map(({ title, text }, at) => {
    const mark = title === '' ? (isFirst && at === 0 ? '' : '###\n') : `### ${title}\n`;
    return mark + text;
  });
  const start = isFirst || before.endsWith('\n') ? '' : '\n\n';
  // What comes next begins with its own mark.
  return { offset, text: `${start}${texts.join('\n')}${offset < file.length ? '\n' : ''}` };
}

/** Whether nothing but comments, settings and blank lines is in the block of an offset. */
export function isEmptyBlock(file: string, offset: number): boolean {
  const start = Math.max(0, file.lastIndexOf('\n###', offset - 1));
  return file
    .slice(start, blockEnd(file, offset))
    .split(/\r?\n/)
    .every((line) => /^\s*(?:$|#|\/\/|@)/.test(line));
}

/** Where the block of an offset ends: before the next line that parts requests. */
function blockEnd(file: string, offset: number): number {
  const mark = /^###/gm;
  mark.lastIndex = lineStart(file, offset);
  return mark.exec(file)?.index ?? file.length;
}
