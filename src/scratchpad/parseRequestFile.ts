import { isWrite } from '../api/cloudWrite.js';
import { readDirective, type Directives } from './directives.js';
import { isRefusedHeader, isVersionHeader } from './headers.js';
import { firstIn, LineReader, piece, trimmed, trimmedSpan, type Line } from './lines.js';
import { error, information, warning, type Problem, type Span } from './problem.js';
import { formOf, readBody, type BodyLines } from './readBody.js';
import type {
  BodyForm,
  FileNames,
  FileVariable,
  HeaderLine,
  Located,
  RequestFile,
  ScratchRequest,
} from './requestFile.js';
import {
  continuesTarget,
  joinTarget,
  looksLikeRequestLine,
  readRequestLine,
  targetPiece,
} from './requestLine.js';

/** Characters of a file that are read, and blocks between `###` lines: what is larger would hold the editor up on each key. */
const LONGEST_FILE = 2_000_000;
const MOST_BLOCKS = 20_000;
const MOST_VARIABLES = 20_000;

const VARIABLE_NAME = /^[A-Za-z_][\w.-]*$/;
const HEADER_NAME = /[!$%&'*+.^_`|~\w-]+/y;

/** What is known of a block while its lines are read. */
interface Block extends Directives {
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
  body: BodyLines;
}

/** What is known of the file while its blocks are read. */
interface Reading {
  readonly text: string;
  readonly variables: FileVariable[];
  readonly diagnostics: Problem[];
  readonly requests: ScratchRequest[];
  /** The keys of the requests so far, and the number that the next request of a key begins to look for a free one at. */
  readonly keys: Set<string>;
  readonly copies: Map<string, number>;
}

/**
 * Reads a request file, each line once: requests separated by `###` lines, `@name = value` variables, `#` and `//` comments and
 * `# @…` directives. Never throws: what it can't read becomes a diagnostic, and the other requests stay usable. A file that is
 * beyond what is read on a keystroke has one diagnostic and no requests.
 */
export function parseRequestFile(text: string): RequestFile {
  const reading: Reading = {
    text,
    variables: [],
    diagnostics: [],
    requests: [],
    keys: new Set(),
    copies: new Map(),
  };
  if (text.length > LONGEST_FILE) return tooLarge(text);
  let block = newBlock(0, 0, undefined);
  const lines = new LineReader(text);
  for (let line = lines.next(); line; line = lines.next()) {
    if (text.startsWith('###', line.start)) {
      finish(reading, block);
      if (block.index >= MOST_BLOCKS) return tooLarge(text);
      block = blockAfter(block, text, line);
    } else {
      readLine(reading, block, line);
      if (line.first < line.end) block.end = line.end;
    }
    if (reading.variables.length > MOST_VARIABLES) return tooLarge(text);
  }
  finish(reading, block);
  checkVariables(reading);
  const { variables, diagnostics, requests } = reading;
  return { text, requests, variables, diagnostics, names: namesOf(variables, requests) };
}

function namesOf(variables: readonly FileVariable[], requests: readonly ScratchRequest[]): FileNames {
  const named = requests.flatMap((one) => (one.name ? [[one.name.text, one] as const] : []));
  const prompts = requests.flatMap((one) => one.prompts);
  return {
    values: new Map(variables.map(({ name, value }) => [name.text, value.text])),
    prompts: new Map(prompts.map(({ name, question }) => [name.text, question])),
    requests: new Map(named.reverse()),
  };
}

function tooLarge(text: string): RequestFile {
  const end = Math.min(text.length, 80);
  const diagnostics = [error('fileTooLarge', { start: 0, end })];
  return { text, requests: [], variables: [], diagnostics, names: namesOf([], []) };
}

function blockAfter({ index }: Block, text: string, { start, end }: Line): Block {
  let at = start;
  while (text.charAt(at) === '#') at += 1;
  const title = trimmed(text, at, end);
  const block = newBlock(index + 1, start, title.text === '' ? undefined : title);
  block.end = end;
  return block;
}

/** Written out, since a file has thousands: objects that are put together by spreading take ten times as long to make. */
function newBlock(index: number, start: number, title: Located | undefined): Block {
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
    body: [],
    pages: undefined,
    asksOnce: false,
    prompts: [],
    expectations: [],
  };
}

function readLine(reading: Reading, block: Block, line: Line): void {
  const { text, diagnostics } = reading;
  if (block.part === 'body' || block.part === 'unreadable') {
    if (isComment(text, line) && block.form !== 'yaml') {
      readDirective(text, line, block, diagnostics, { isInBody: true });
    }
    if (block.part === 'body') block.body.push(line);
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

function readBeforeRequest(reading: Reading, block: Block, line: Line): void {
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

function spanOf(text: string, { first, end }: Line): Span {
  return trimmedSpan(text, first, end);
}

/** What other tools run: scripts before and after a request, checks and tests. */
function isScript(text: string, { first, end }: Line): boolean {
  if (!'<>{?'.includes(text.charAt(first))) return false;
  return /^(?:[<>] *\{%|\{\{[@+]?$|\?\? )/.test(text.slice(first, Math.min(end, first + 80)).trimEnd());
}

function readVariable({ text, variables, diagnostics }: Reading, { first, end }: Line): void {
  const equals = text.indexOf('=', first);
  const isAssigned = equals >= 0 && equals < end;
  const name = trimmed(text, first + 1, isAssigned ? equals : end);
  if (!isAssigned || !VARIABLE_NAME.test(name.text)) {
    diagnostics.push(error('variableMalformed', trimmedSpan(text, first, end)));
    return;
  }
  variables.push({ name, value: trimmed(text, equals + 1, end) });
}

function readHead(reading: Reading, block: Block, line: Line): void {
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
    block.body.push(line);
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

function finish(reading: Reading, block: Block): void {
  const { text, requests, diagnostics } = reading;
  const { index, method, title, name, headers, pages, asksOnce, prompts, expectations } = block;
  if (!method) return;
  const body = readBody(text, block.body, block.form, diagnostics);
  const target = joinTarget(block.pieces);
  const request: ScratchRequest = {
    key: freeKey(reading, name, title, index),
    span: { start: index === 0 ? method.span.start : block.start, end: block.end },
    title,
    name,
    method,
    target,
    headers,
    body,
    pages,
    asksOnce,
    prompts,
    expectations,
  };
  if (body) checkBody(text, request, body.span, diagnostics);
  if (pages && method.method !== 'GET') {
    diagnostics.push(error('pagesNeedsGet', pages.span, method.method));
  }
  const cursor = pages && headers.find((one) => one.name.text.toLowerCase() === 'x-pagination-cursor');
  if (cursor) diagnostics.push(warning('headerUnusedWithPages', cursor.name.span, cursor.name.text));
  requests.push(request);
}

function checkBody(
  text: string,
  { method, body }: ScratchRequest,
  whole: Span,
  diagnostics: Problem[],
): void {
  const { start, end } = body?.lines[0]?.span ?? whole;
  if (looksLikeRequestLine(text, { start, first: firstIn(text, start, end), end })) {
    diagnostics.push(error('separatorMissing', { start, end }));
  } else if (!isWrite(method.method)) {
    diagnostics.push(error('bodyNotAllowed', { start, end }, method.method));
  }
}

/** A key that no request before has, so that each has a response of its own. */
function freeKey(
  { keys, copies, diagnostics }: Reading,
  name: Located | undefined,
  title: Located | undefined,
  index: number,
): string {
  const wanted = name?.text ?? title?.text ?? String(index);
  if (name && keys.has(name.text)) diagnostics.push(warning('duplicateName', name.span, name.text));
  let key = wanted;
  let copy = copies.get(wanted) ?? 2;
  for (; keys.has(key); copy++) key = `${wanted} (${copy})`;
  if (key !== wanted) copies.set(wanted, copy);
  keys.add(key);
  return key;
}

function checkVariables({ variables, diagnostics }: Reading): void {
  const seen = new Set<string>();
  for (const { name } of variables) {
    if (seen.has(name.text)) diagnostics.push(warning('variableDuplicate', name.span, name.text));
    seen.add(name.text);
  }
}
