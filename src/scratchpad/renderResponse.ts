import { readJson } from '../resource/jsonTree.js';
import { prettyText } from '../resource/spec.js';
import type { RunResult } from './run.js';

/** Words that stand in a rendered response; the editor hands them in its own language. */
export interface ResponseWords {
  readonly schemaVersion: (version: string | undefined) => string;
  readonly pages: (count: number, items: number, isCut: boolean) => string;
  readonly empty: string;
}

/**
 * An answer as a document of JSON with comments: the status line, time and size, schema version and headers as a block of
 * comments that folds, then the body, printed anew with its numbers and its order.
 */
export function renderResponse(result: RunResult, words: ResponseWords): string {
  const { response, text, pages } = result;
  const facts = [
    `${response.method} ${response.path}`,
    [
      `HTTP ${String(response.status)}`,
      `${String(Math.round(response.durationMs))} ms`,
      `${String(response.sizeBytes)} B`,
      words.schemaVersion(response.schemaVersion),
    ].join(' · '),
    ...(pages ? [words.pages(pages.count, pages.items, pages.isCut)] : []),
    '',
    ...Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`),
  ];
  const header = [
    '//#region',
    ...facts.map((fact) => `// ${printable(fact)}`.trimEnd()),
    '//#endregion',
  ].join('\n');
  const body = text.trim() === '' ? `// ${words.empty}\n` : isJson(text) ? prettyText(text) : commented(text);
  return `${header}\n${body}`;
}

/** What is inside counts, not what the answer says of itself: a page of HTML may come as JSON. */
function isJson(text: string): boolean {
  return readJson(text, { strict: true }).faults.length === 0;
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
