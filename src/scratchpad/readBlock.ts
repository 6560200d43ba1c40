import { readDirective, type Directives } from './directives.js';
import { isRefusedHeader, isVersionHeader } from './headers.js';
import { firstIn, piece, trimmed, trimmedSpan, type Line } from './lines.js';
import { error, information, warning, type Problem, type Span } from './problem.js';
import { addBodyLine, formOf, type BodyPlace } from './readBody.js';
import type { BodyForm, FileVariable, HeaderLine, Located, ScratchRequest } from './requestFile.js';
import { continuesTarget, readRequestLine, targetPiece } from './requestLine.js';

const VARIABLE_NAME = /^[A-Za-z_][\w.-]*$/;
const HEADER_NAME = /[!$%&'*+.^_`|~\w-]+/y;

/** What is known of a block while its lines are read. */
export interface Block extends Directives {
  readonly index: number;
  readonly start: number;
  readonly title: Located | undefined;
  end: number;
  part: 'before' | 'head' | 'body' | 'unreadable';
  /** Whether the lines are inside of a comment that began with a slash and a star. */
  isInComment: boolean;
  method: ScratchRequest['method'] | undefined;
  pieces: Located[];
  headers: HeaderLine[];
  form: BodyForm;
  body: BodyPlace | undefined;
}

/** What the lines of a block add to besides the block. */
export interface BlockReading {
  readonly text: string;
  readonly variables: FileVariable[];
  readonly diagnostics: Problem[];
}

/** The block that a `###` line begins. */
export function blockAfter({ index }: Block, text: string, { start, end }: Line): Block {
  let at = start;
  while (text.charAt(at) === '#') at += 1;
  const isBlank = firstIn(text, at, end) === end;
  const block = newBlock(index + 1, start, isBlank ? undefined : trimmed(text, at, end));
  block.end = end;
  return block;
}

/** Written out, since a file has thousands: objects that are put together by spreading take ten times as long to make. */
export function newBlock(index: number, start: number, title: Located | undefined): Block {
  return {
    index,
    start,
    title,
    end: start,
    part: 'before',
    isInComment: false,
    name: undefined,
    method: undefined,
    pieces: [],
    headers: [],
    form: 'json',
    body: undefined,
    pages: undefined,
    asksOnce: false,
    prompts: [],
    expectations: [],
  };
}

/** Reads one line of a block. */
export function readLine(reading: BlockReading, block: Block, line: Line): void {
  const { text, diagnostics } = reading;
  if (block.part === 'body' || block.part === 'unreadable') {
    if (isComment(text, line) && block.form !== 'yaml') {
      readDirective(text, line, block, diagnostics, { isInBody: true });
    }
    if (block.part === 'body') block.body = addBodyLine(text, line, block, diagnostics);
    return;
  }
  if (readsAsComment(text, block, line)) return;
  if (isComment(text, line)) {
    readDirective(text, line, block, diagnostics);
    return;
  }
  if (block.part === 'before') readBeforeRequest(reading, block, line);
  else readHead(reading, block, line);
}

function isComment(text: string, { first, end }: Line): boolean {
  return first < end && (text.charAt(first) === '#' || text.startsWith('//', first));
}

/** A comment over several lines, which begins a line and ends one. */
function readsAsComment(text: string, block: Block, { first, end }: Line): boolean {
  if (!block.isInComment && !text.startsWith('/*', first)) return false;
  const line = text.slice(first, end);
  block.isInComment = !line.includes('*/', block.isInComment ? 0 : 2);
  return true;
}

function readBeforeRequest(reading: BlockReading, block: Block, line: Line): void {
  const { text, diagnostics } = reading;
  if (line.first === line.end) return;
  if (text.charAt(line.first) === '@') return readVariable(reading, line);
  if (isScript(text, line)) {
    block.part = 'unreadable';
    diagnostics.push(error('scriptUnsupported', spanOf(text, line)));
    return;
  }
  const read = readRequestLine(text, line);
  if ('code' in read) {
    block.part = 'unreadable';
    diagnostics.push(read);
    return;
  }
  block.part = 'head';
  block.method = read.method;
  block.pieces = [read.target];
}

/** What other tools run: scripts before and after a request, checks and tests. */
function isScript(text: string, { first, end }: Line): boolean {
  if (!'<>{?'.includes(text.charAt(first))) return false;
  return /^(?:[<>] *\{%|\{\{[@+]?$|\?\? )/.test(text.slice(first, Math.min(end, first + 80)).trimEnd());
}

function readVariable({ text, variables, diagnostics }: BlockReading, { first, end }: Line): void {
  const equals = text.indexOf('=', first);
  const isAssigned = equals >= 0 && equals < end;
  const name = trimmed(text, first + 1, isAssigned ? equals : end);
  if (!isAssigned || !VARIABLE_NAME.test(name.text)) {
    diagnostics.push(error('variableMalformed', trimmedSpan(text, first, end)));
    return;
  }
  variables.push({ name, value: trimmed(text, equals + 1, end) });
}

function readHead(reading: BlockReading, block: Block, line: Line): void {
  const { text, diagnostics } = reading;
  if (line.first === line.end) {
    block.part = 'body';
    block.form = formOf(block.headers, diagnostics);
    return;
  }
  if (block.headers.length === 0 && continuesTarget(text, line)) {
    const more = targetPiece(text, line);
    if (more.text !== '') block.pieces.push(more);
    return;
  }
  const header = readHeader(text, line);
  if (header) {
    block.headers.push(header);
    const { text: name } = header.name;
    if (isRefusedHeader(name)) diagnostics.push(warning('headerRefused', spanOf(text, line), name));
    else if (isVersionHeader(name)) {
      diagnostics.push(information('versionComesFromPicker', spanOf(text, line), name));
    }
  } else if (isScript(text, line)) {
    diagnostics.push(error('scriptUnsupported', spanOf(text, line)));
  } else if (/[{[]/.test(text.charAt(line.first))) {
    block.part = 'body';
    block.form = formOf(block.headers, diagnostics);
    block.body = addBodyLine(text, line, block, diagnostics);
    diagnostics.push(error('bodyNeedsBlankLine', spanOf(text, line)));
  } else {
    diagnostics.push(error('headerMalformed', spanOf(text, line)));
  }
}

function readHeader(text: string, { first, end }: Line): HeaderLine | undefined {
  HEADER_NAME.lastIndex = first;
  if (!HEADER_NAME.test(text)) return undefined;
  const after = HEADER_NAME.lastIndex;
  const colon = firstIn(text, after, end);
  if (colon === end || text.charAt(colon) !== ':') return undefined;
  return { name: piece(text, first, after), value: trimmed(text, colon + 1, end) };
}

function spanOf(text: string, { first, end }: Line): Span {
  return trimmedSpan(text, first, end);
}
