import type { HttpMethod } from '../api/api.js';
import { isWrite } from '../api/cloudWrite.js';
import { isRefusedHeader, isVersionHeader } from './headers.js';
import { linesOf, piece, trimmed } from './lines.js';
import { error, information, warning } from './problem.js';
import type { Problem, Span } from './problem.js';
import { filledVariables } from './variables.js';
import type {
  FileVariable,
  HeaderLine,
  Located,
  PageLimit,
  RequestFile,
  ScratchRequest,
  Target,
} from './requestFile.js';

/** The methods a request line may begin with, in the order they are offered. */
export const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

const DIRECTIVE = /^\s*#\s*@([\w-]+)(.*)$/;
const COMMENT = /^\s*#/;
const VARIABLE = /^\s*@([^=]*)=(.*)$/;
const VARIABLE_NAME = /^[A-Za-z_][\w.-]*$/;
/** A method and what comes after it; both are trimmed before. */
const REQUEST = /^([A-Za-z]+)(?:\s+(\S.*))?$/;
const HTTP_VERSION = /^HTTP\/[\d.]+$/;
const CONTINUATION = /^\s*[?&]/;
const HEADER = /^\s*([!$%&'*+.^_`|~\w-]+)\s*:(.*)$/;

/** What is known of a block while its lines are read. */
interface Block {
  readonly index: number;
  readonly start: number;
  readonly title: Located | undefined;
  end: number;
  part: 'before' | 'head' | 'body' | 'unreadable';
  name: Located | undefined;
  method: ScratchRequest['method'] | undefined;
  pieces: Located[];
  headers: HeaderLine[];
  bodyLines: Located[];
  pages: ScratchRequest['pages'];
  asksOnce: boolean;
}

/** What is known of the file while its blocks are read. */
interface Reading {
  readonly text: string;
  readonly variables: FileVariable[];
  readonly diagnostics: Problem[];
}

/**
 * Reads a request file: requests separated by `###` lines, `@name = value` variables, `#` comments and `# @…`
 * directives. Never throws: what it cannot read becomes a diagnostic, and the other requests stay usable.
 */
export function parseRequestFile(text: string): RequestFile {
  const reading: Reading = { text, variables: [], diagnostics: [] };
  const blocks: Block[] = [newBlock(0, 0, undefined)];
  for (const line of linesOf(text)) {
    let block = blocks.at(-1);
    if (!block || line.text.startsWith('###')) {
      const title = trimmed(line, line.text.length - line.text.replace(/^#+/, '').length);
      block = newBlock(blocks.length, line.span.start, title.text === '' ? undefined : title);
      block.end = line.span.end;
      blocks.push(block);
      continue;
    }
    readLine(reading, block, line);
    if (line.text.trim() !== '') block.end = line.span.end;
  }
  const requests = withKeys(
    blocks.flatMap((block) => finish(reading, block)),
    reading.diagnostics,
  );
  checkVariables(reading);
  const { variables, diagnostics } = reading;
  return { text, requests, variables, filled: filledVariables(variables), diagnostics };
}

function newBlock(index: number, start: number, title: Located | undefined): Block {
  return {
    index,
    start,
    title,
    end: start,
    part: 'before',
    name: undefined,
    method: undefined,
    pieces: [],
    headers: [],
    bodyLines: [],
    pages: undefined,
    asksOnce: false,
  };
}

function readLine(reading: Reading, block: Block, line: Located): void {
  const directive = DIRECTIVE.exec(line.text);
  if (directive) return readDirective(reading, block, line, directive[1] ?? '', directive[2] ?? '');
  if (COMMENT.test(line.text)) return;
  if (block.part === 'before') return readBeforeRequest(reading, block, line);
  if (block.part === 'head') return readHead(reading, block, line);
  if (block.part === 'body') block.bodyLines.push(line);
}

function readDirective(reading: Reading, block: Block, line: Located, name: string, rest: string): void {
  const span = trimmed(line).span;
  const value = trimmed(line, line.text.length - rest.length);
  switch (name) {
    case 'name':
      if (value.text === '') reading.diagnostics.push(warning('directiveValue', span, name));
      else block.name = value;
      return;
    case 'pages': {
      const limit = pageLimit(value.text);
      if (limit === undefined) reading.diagnostics.push(warning('directiveValue', span, name));
      else block.pages = { limit, span };
      return;
    }
    case 'confirm':
      if (value.text === 'off') block.asksOnce = true;
      else if (value.text !== 'on') reading.diagnostics.push(warning('directiveValue', span, name));
      return;
    default:
      reading.diagnostics.push(warning('unknownDirective', span, name));
  }
}

function pageLimit(text: string): PageLimit | undefined {
  if (text === 'all') return 'all';
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

function readBeforeRequest(reading: Reading, block: Block, line: Located): void {
  if (line.text.trim() === '') return;
  const variable = VARIABLE.exec(line.text);
  if (variable) return readVariable(reading, line, variable[1] ?? '', variable[2] ?? '');
  const { span } = trimmed(line);
  const request = requestLine(line.text);
  const method = request?.method.toUpperCase();
  if (!request || method === undefined) {
    block.part = 'unreadable';
    reading.diagnostics.push(error('requestLineExpected', span));
    return;
  }
  const known = METHODS.find((candidate) => candidate === method);
  if (!known) {
    block.part = 'unreadable';
    reading.diagnostics.push(error('unknownMethod', span, method));
    return;
  }
  const methodSpan = { start: span.start, end: span.start + method.length };
  block.method = { ...piece(reading.text, methodSpan.start, methodSpan.end), method: known };
  block.part = 'head';
  const { target } = request;
  const at = target === '' ? line.span.end : reading.text.indexOf(target, methodSpan.end);
  block.pieces = [piece(reading.text, at, at + target.length)];
}

/** Word by word: a pattern that looks for the version at the end would try each blank of a long line as its beginning. */
function requestLine(
  text: string,
): { readonly method: string; readonly target: string; readonly hasMore: boolean } | undefined {
  const [, method, rest] = REQUEST.exec(text.trim()) ?? [];
  if (method === undefined) return undefined;
  const words = rest ?? '';
  const last = Math.max(words.lastIndexOf(' '), words.lastIndexOf('\t')) + 1;
  const isVersioned = HTTP_VERSION.test(words.slice(last));
  return {
    method,
    target: isVersioned ? words.slice(0, last).trimEnd() : words,
    hasMore: rest !== undefined,
  };
}

function readVariable(reading: Reading, line: Located, name: string, rest: string): void {
  const at = line.span.start + line.text.indexOf('@') + 1;
  const located = trimmed(piece(reading.text, at, at + name.length));
  if (!VARIABLE_NAME.test(located.text)) {
    reading.diagnostics.push(error('variableMalformed', trimmed(line).span));
    return;
  }
  reading.variables.push({ name: located, value: trimmed(line, line.text.length - rest.length) });
}

function readHead(reading: Reading, block: Block, line: Located): void {
  if (line.text.trim() === '') {
    block.part = 'body';
    return;
  }
  if (block.headers.length === 0 && CONTINUATION.test(line.text)) {
    block.pieces.push(trimmed(line));
    return;
  }
  const header = HEADER.exec(line.text);
  if (header) return readHeader(reading, block, line, header[1] ?? '', header[2] ?? '');
  const { span } = trimmed(line);
  if (/^\s*[{[]/.test(line.text)) {
    block.part = 'body';
    block.bodyLines.push(line);
    reading.diagnostics.push(error('bodyNeedsBlankLine', span));
    return;
  }
  reading.diagnostics.push(error('headerMalformed', span));
}

function readHeader(reading: Reading, block: Block, line: Located, name: string, rest: string): void {
  const at = line.text.indexOf(name);
  const header = {
    name: trimmed(line, at, at + name.length),
    value: trimmed(line, line.text.length - rest.length),
  };
  block.headers.push(header);
  const span = trimmed(line).span;
  if (isRefusedHeader(name)) reading.diagnostics.push(error('headerRefused', span, name));
  else if (isVersionHeader(name)) reading.diagnostics.push(information('versionComesFromPicker', span, name));
}

function finish(reading: Reading, block: Block): ScratchRequest[] {
  const { method, title, name, headers, pages, asksOnce } = block;
  if (!method) return [];
  const target = joinTarget(block.pieces);
  const body = joinBody(reading.text, block.bodyLines);
  const request: ScratchRequest = {
    key: name?.text ?? title?.text ?? String(block.index),
    span: { start: block.index === 0 ? method.span.start : block.start, end: block.end },
    ...{ title, name, method, target, headers, body, pages, asksOnce },
  };
  if (body) checkBody(reading, request, body);
  if (pages && method.method !== 'GET') {
    reading.diagnostics.push(error('pagesNeedsGet', pages.span, method.method));
  }
  return [request];
}

function joinTarget(pieces: readonly Located[]): Target {
  const parts: string[] = [];
  let hasQuery = false;
  for (const { text: part } of pieces) {
    const isContinued = CONTINUATION.test(part);
    parts.push(isContinued ? (hasQuery ? '&' : '?') + part.slice(1) : part);
    hasQuery ||= isContinued || part.includes('?');
  }
  const text = parts.join('');
  const start = pieces[0]?.span.start ?? 0;
  return { text, pieces, span: { start, end: pieces.at(-1)?.span.end ?? start } };
}

function joinBody(text: string, lines: readonly Located[]): Located | undefined {
  const filled = lines.filter((line) => line.text.trim() !== '');
  const [first] = filled;
  const last = filled.at(-1);
  return first && last ? piece(text, first.span.start, last.span.end) : undefined;
}

function checkBody(reading: Reading, request: ScratchRequest, body: Located): void {
  const [firstLine = body] = linesOf(body.text);
  const span: Span = { start: body.span.start, end: body.span.start + firstLine.text.length };
  const line = requestLine(firstLine.text);
  if (line?.hasMore && METHODS.some((method) => method === line.method)) {
    reading.diagnostics.push(error('separatorMissing', span));
  } else if (!isWrite(request.method.method)) {
    reading.diagnostics.push(error('bodyNotAllowed', span, request.method.method));
  }
}

/** Makes the keys differ, so that each request has an answer of its own. */
function withKeys(requests: readonly ScratchRequest[], diagnostics: Problem[]): readonly ScratchRequest[] {
  const seen = new Set<string>();
  /** The number that the next request of a key begins to look for a free one at. */
  const copies = new Map<string, number>();
  return requests.map((request) => {
    const { name } = request;
    if (name && seen.has(name.text)) diagnostics.push(warning('duplicateName', name.span, name.text));
    let { key } = request;
    let copy = copies.get(key) ?? 2;
    for (; seen.has(key); copy++) key = `${request.key} (${copy})`;
    copies.set(request.key, copy);
    seen.add(key);
    return { ...request, key };
  });
}

function checkVariables({ variables, diagnostics }: Reading): void {
  const seen = new Set<string>();
  for (const { name } of variables) {
    if (seen.has(name.text)) diagnostics.push(warning('variableDuplicate', name.span, name.text));
    seen.add(name.text);
  }
}
