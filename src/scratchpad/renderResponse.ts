import { Slices } from '../resource/slices.js';
import { printJson } from '../resource/specPrinter.js';
import { nextOf, type RunResult } from './run.js';

/** Characters of a body that are printed again without being asked: beyond them even a pause now and then is felt. */
const LONGEST_PRINTED = 16_000_000;
/** How long printing holds up everybody else at once: less than a person notices while typing. */
const SLICE_MS = 15;
/** Characters of a body that is no JSON and is still shown as comments. */
const LONGEST_COMMENT = 1_000_000;

/** Words that are in a rendered response; the editor hands them in its own language. */
export interface ResponseWords {
  readonly schemaVersion: (version: string | undefined) => string;
  readonly pages: (count: number, items: number, isCut: boolean) => string;
  /** One page of a list that goes on, or that others came before. */
  readonly page: (page: number, isLast: boolean) => string;
  readonly queryId: (id: string) => string;
  /** Why there is no body: by the method, by the status, or just so. */
  readonly empty: (why: 'head' | 'noContent' | 'nothing') => string;
  /** What a body is that can't be shown. */
  readonly binary: (type: string, bytes: number) => string;
  /** The body is large and shown as it came. */
  readonly raw: string;
}

/** A response as a document. */
export interface Rendered {
  readonly text: string;
  /** How many items it has, if it is a list. */
  readonly items: number | undefined;
  /** Whether the body is shown as it came though it could be printed again. */
  readonly isRaw: boolean;
}

/**
 * An answer as a document of JSON with comments: what was asked, the status line, time and size, schema version, query id, page and
 * headers as a block of comments that folds, then the body, printed again with its numbers and its order. Large bodies are printed
 * in slices; very large ones only with `prints`, else they are shown as they came.
 */
export async function renderResponse(
  result: RunResult,
  words: ResponseWords,
  { prints = false } = {},
): Promise<Rendered> {
  const { text } = result;
  const isRaw = text.length > LONGEST_PRINTED && !prints;
  const body = isRaw ? { text, items: undefined } : await bodyOf(result, words);
  const header = headerOf(result, words, isRaw);
  return { text: `${header}\n${body.text}`, items: result.pages?.items ?? body.items, isRaw };
}

/** The body alone, printed again as in `renderResponse`: to be compared with others. */
export async function renderBody(result: RunResult, words: ResponseWords): Promise<string> {
  return (await bodyOf(result, words)).text;
}

function headerOf(result: RunResult, words: ResponseWords, isRaw: boolean): string {
  const { response, pages, firstPage = 1 } = result;
  const next = nextOf(result);
  const facts = [
    `${response.method} ${response.path}`,
    [
      `HTTP ${String(response.status)}`,
      `${String(Math.round(response.durationMs))} ms`,
      sizeText(response.sizeBytes),
      words.schemaVersion(response.schemaVersion),
    ].join(' · '),
    ...(response.queryId === undefined ? [] : [words.queryId(response.queryId)]),
    ...(pages ? [words.pages(pages.count, pages.items, pages.isCut)] : []),
    ...(!pages && (next !== undefined || firstPage > 1) ? [words.page(firstPage, next === undefined)] : []),
    ...(isRaw ? [words.raw] : []),
    '',
    ...Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return ['//#region', ...facts.map((fact) => `// ${printable(fact)}`.trimEnd()), '//#endregion'].join('\n');
}

/** A size that can be read at a glance; the exact one is in the headers. */
function sizeText(bytes: number): string {
  if (bytes < 10_000) return `${String(bytes)} B`;
  return bytes < 1_000_000
    ? `${String(Math.round(bytes / 1_000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** What is inside counts, not what the answer says of itself: a page of HTML may come as JSON. */
async function bodyOf(
  { text, response }: RunResult,
  words: ResponseWords,
): Promise<{ readonly text: string; readonly items: number | undefined }> {
  const comment = (line: string) => ({ text: `// ${printable(line)}\n`, items: undefined });
  const { method, status, binary, headers } = response;
  if (binary) return comment(words.binary(headers['content-type'] ?? '', binary.length));
  if (text === '') {
    return comment(words.empty(method === 'HEAD' ? 'head' : status === 204 ? 'noContent' : 'nothing'));
  }
  const printed = await new Slices(SLICE_MS).through(printJson(text, { indent: '' }, { strict: true }));
  if (printed) return { ...printed, text: `${printed.text}\n` };
  if (text.trim() === '') return comment(words.empty('nothing'));
  return { text: text.length > LONGEST_COMMENT ? text : commented(text), items: undefined };
}

/** A body that is no JSON is shown as it is, as a comment, so that the document stays what its language says. */
function commented(text: string): string {
  return `${text
    .split(/\r\n|\n|\r/)
    .map((line) => `// ${line}`)
    .join('\n')}\n`;
}

/** A header's value cannot leave its comment. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
}
