import { encodeText } from '../../api/encodeText.js';
import { regionAt } from '../../api/endpoints.js';
import { readJson } from '../../resource/jsonTree.js';
import { prettyText } from '../../resource/spec.js';
import { isRefusedHeader } from '../headers.js';
import { METHODS } from '../requestLine.js';
import { encodeRest } from '../target.js';
import { optionsIn } from './curlOptions.js';
import { shellWords, UnreadableCommand, type ShellWord } from './shellWords.js';

/** A curl command as a request of a file, and what of it isn't in that. */
export interface CurlRequest {
  /** Request line, headers and body, with a line end. */
  readonly text: string;
  /** Options and headers that were left out: the account's credential counts, and connections are the extension's. */
  readonly leftOut: readonly string[];
}

/** Where a variable is set: at the start of a line. */
const ASSIGNMENT = /^[ \t]*(\w+)=/gm;
/** Each may be read to the end of the text. */
const MOST_ASSIGNMENTS = 20;
/** Where a command begins: at the start of a line, perhaps behind the sign of a shell. */
const COMMAND = /^[ \t]*(?:[$%>][ \t]+)?curl(?:\.exe)?[ \t\\]/m;

/**
 * Reads a curl command. `undefined` where the text isn't one, or is one that a request file can't say. Addresses of the account (`origin`),
 * or of a region of OVHcloud, become paths.
 */
export function requestFromCurl(text: string, origin: string | undefined): CurlRequest | undefined {
  const found = COMMAND.exec(text);
  if (!found) return undefined;
  try {
    const [, ...words] = shellWords(text.slice(found.index).replace(/^[ \t]*[$%>][ \t]+/, ''));
    const assigned = assignedIn(text.slice(0, found.index));
    return writeRequest(readWords(words.map((word) => filled(word, assigned))), origin);
  } catch (failure) {
    if (failure instanceof UnreadableCommand) return undefined;
    throw failure;
  }
}

/** What variables are set to above a command, as in the signed ones that are copied here; not what other commands answer. */
function assignedIn(text: string): ReadonlyMap<string, ShellWord> {
  const assigned = new Map<string, ShellWord>();
  for (const { index, 0: start, 1: name = '' } of [...text.matchAll(ASSIGNMENT)].slice(0, MOST_ASSIGNMENTS)) {
    try {
      const [word = []] = shellWords(text.slice(index + start.length));
      assigned.set(name, word);
    } catch (failure) {
      if (!(failure instanceof UnreadableCommand)) throw failure;
    }
  }
  return assigned;
}

function filled(word: ShellWord, assigned: ReadonlyMap<string, ShellWord>): ShellWord {
  return word.flatMap((part) =>
    typeof part === 'string' ? [part] : (assigned.get(part.variable) ?? [part]),
  );
}

/** What a command says. Variables are written as a request file uses them. */
interface Command {
  method: string | undefined;
  address: ShellWord | undefined;
  readonly headers: ShellWord[];
  readonly data: { readonly kind: string; readonly word: ShellWord }[];
  isQuery: boolean;
  isHead: boolean;
  readonly leftOut: string[];
}

function readWords(words: readonly ShellWord[]): Command {
  const command: Command = {
    ...{ method: undefined, address: undefined, isQuery: false, isHead: false },
    ...{ headers: [], data: [], leftOut: [] },
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? [];
    const [first = ''] = word;
    const options = typeof first === 'string' ? optionsIn(first) : [];
    if (options.length === 0) command.address ??= word;
    for (const { name, takesValue, value } of options) {
      if (!takesValue) take(command, name, []);
      else if (value !== undefined) take(command, name, [value, ...word.slice(1)]);
      else take(command, name, words[(at += 1)] ?? []);
    }
  }
  return command;
}

function take(command: Command, name: string, word: ShellWord): void {
  switch (name) {
    case 'request':
      command.method = plain(word).toUpperCase();
      break;
    case 'url':
      command.address ??= word;
      break;
    case 'header':
      command.headers.push(word);
      break;
    case 'get':
      command.isQuery = true;
      break;
    case 'head':
      command.isHead = true;
      break;
    case 'form':
    case 'form-string':
    case 'upload-file':
      throw new UnreadableCommand('The API takes no parts of forms.');
    default:
      if (name.startsWith('data') || name === 'json' || name === 'url-query')
        command.data.push({ kind: name, word });
      else command.leftOut.push(name.startsWith('-') ? name : `--${name}`);
  }
}

function writeRequest(command: Command, origin: string | undefined): CurlRequest | undefined {
  const { address, data, isHead } = command;
  if (!address) return undefined;
  const isInQuery = (kind: string): boolean => command.isQuery || kind === 'url-query';
  const query = data.filter(({ kind }) => isInQuery(kind)).map(dataText);
  const bodies = data.filter(({ kind }) => !isInQuery(kind));
  const method = command.method ?? (isHead ? 'HEAD' : bodies.length > 0 ? 'POST' : 'GET');
  if (!METHODS.some((one) => one === method)) return undefined;
  const { lines, leftOut, type } = headersOf(command);
  const body = bodyOf(bodies);
  const isJson = bodies.some(({ kind }) => kind === 'json') || (body !== undefined && isJsonBody(body));
  const needsType = body !== undefined && type === undefined && !isJson && !body.startsWith('<');
  return {
    text: [
      `${method} ${targetOf(address, query, origin)}\n`,
      ...lines.map((line) => `${line}\n`),
      ...(needsType ? ['Content-Type: application/x-www-form-urlencoded\n'] : []),
      ...(body === undefined ? [] : [`\n${isJsonText(body) ? prettyText(body).trimEnd() : body}\n`]),
    ].join(''),
    leftOut: [...command.leftOut, ...leftOut],
  };
}

function headersOf({ headers }: Command): {
  readonly lines: readonly string[];
  readonly leftOut: readonly string[];
  readonly type: string | undefined;
} {
  const lines: string[] = [];
  const leftOut: string[] = [];
  let type: string | undefined;
  for (const header of headers) {
    const [, name, value = ''] = /^\s*([^\s:;]+)\s*[:;]\s*([^\r\n]*?)\s*$/.exec(written(header)) ?? [];
    if (name === undefined) continue;
    if (isRefusedHeader(name) || /^(?:user-agent|accept-encoding|sec-.*|origin|referer)$/i.test(name)) {
      leftOut.push(name);
    } else lines.push(`${name}: ${value}`);
    if (/^content-type$/i.test(name)) type = value;
  }
  return { lines, leftOut, type };
}

/** The path below the branch where it is an address of the API, else the whole address, which the file then marks. */
function targetOf(address: ShellWord, query: readonly string[], origin: string | undefined): string {
  const text = writtenInUrl(address);
  const [, host = '', rest = text] = /^(https?:\/\/[^/?#]+)(.*)$/is.exec(text) ?? [];
  const isOurs = host !== '' && (host === origin || regionAt(host.toLowerCase()) !== undefined);
  const path = (isOurs ? rest : text).replace(/#.*$/s, '').replace(/^\/1\.0(?=\/)/, '/v1');
  if (query.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${query.join('&')}`;
}

function bodyOf(data: Command['data']): string | undefined {
  const [first] = data;
  if (!first) return undefined;
  const [start = ''] = first.word;
  const isFile = data.length === 1 && first.kind !== 'data-raw' && first.kind !== 'data-urlencode';
  if (isFile && typeof start === 'string' && start.startsWith('@')) return `< ${plain(first.word).slice(1)}`;
  return data.map(dataText).join(data.some(({ kind }) => kind === 'json') ? '' : '&');
}

function dataText({ kind, word }: Command['data'][number]): string {
  if (kind !== 'data-urlencode' && kind !== 'url-query') return written(word);
  const [start = '', ...more] = word;
  const text = typeof start === 'string' ? start : '';
  const at = text.indexOf('=');
  const name = at < 0 ? '' : text.slice(0, at + 1);
  const value: ShellWord = typeof start === 'string' ? [text.slice(at + 1), ...more] : word;
  return (
    (name === '=' ? '' : name) +
    value.map((part) => (typeof part === 'string' ? encodeText(part) : use(part))).join('')
  );
}

/** Whether a body is JSON, its variables being anything that is. */
function isJsonBody(body: string): boolean {
  return isJsonText(body.replaceAll(/\{\{\$processEnv \w+\}\}/g, '0'));
}

function isJsonText(text: string): boolean {
  const { root, faults } = readJson(text, { strict: true });
  return root !== undefined && faults.length === 0;
}

function use({ variable }: Exclude<ShellWord[number], string>): string {
  return `{{$processEnv ${variable}}}`;
}

/** Braces that a shell takes as they are would be uses of variables in a request file. */
function written(word: ShellWord): string {
  return word.map((part) => (typeof part === 'string' ? part.replaceAll('{{', '\\{{') : use(part))).join('');
}

function writtenInUrl(word: ShellWord): string {
  return word.map((part) => (typeof part === 'string' ? encodeRest(part) : use(part))).join('');
}

function plain(word: ShellWord): string {
  return word.map((part) => (typeof part === 'string' ? part : `$${part.variable}`)).join('');
}
