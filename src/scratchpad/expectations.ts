import type { ApiResponse } from '../api/api.js';
import { readPath, valueAt, type JsonPath } from './jsonPath.js';
import type { Span } from './problem.js';

const OPERATORS = ['==', '!=', '<=', '>=', '<', '>', 'contains', 'exists'] as const;
type Operator = (typeof OPERATORS)[number];

/** What is looked at: the status, a value of the body, or a header. */
type Subject =
  | { readonly kind: 'status' }
  | { readonly kind: 'body'; readonly path: JsonPath }
  | { readonly kind: 'header'; readonly name: string };

/** `# @expect …`: what must be true of a response. */
export interface Expectation {
  /** As written, behind `@expect`. */
  readonly text: string;
  readonly span: Span;
  readonly subject: Subject;
  readonly operator: Operator;
  /** JSON where it is any, such as `3`, `true` or `"a b"`; else the text itself. Empty for `exists`. */
  readonly value: string;
}

/** What an expectation came to. */
export interface Verdict {
  readonly expectation: Expectation;
  readonly isMet: boolean;
  /** What the response has there, as JSON; `undefined` where it has nothing. */
  readonly found: string | undefined;
}

/**
 * Reads `status 200`, `status 2xx`, `status >= 200`, `$.path == value`, `$.path exists`, `header Name contains text`; `undefined` for
 * anything else.
 */
export function readExpectation(text: string, span: Span): Expectation | undefined {
  const [head = '', ...words] = text.split(/[ \t]+/);
  const subject = subjectOf(head, words);
  if (!subject) return undefined;
  const rest = subject.kind === 'header' ? words.slice(1) : words;
  const [word] = rest;
  const isBare = subject.kind === 'status' && /^[1-5](?:\d\d|xx)$/.test(word ?? '') && rest.length === 1;
  const operator = isBare ? '==' : OPERATORS.find((one) => one === word);
  const value = (isBare ? rest : rest.slice(1)).join(' ');
  if (!operator || (value === '') !== (operator === 'exists')) return undefined;
  return { text, span, subject, operator, value };
}

function subjectOf(head: string, words: readonly string[]): Subject | undefined {
  if (head === 'status') return { kind: 'status' };
  const [name] = words;
  if (head === 'header') return name === undefined ? undefined : { kind: 'header', name: name.toLowerCase() };
  const path = head.startsWith('$') ? readPath(head) : undefined;
  return path && { kind: 'body', path };
}

/** Whether a response is as it is expected to be. A body that isn't JSON has no values. */
export function judgeResponse(
  expectation: Expectation,
  response: Pick<ApiResponse, 'status' | 'headers' | 'text'>,
): Verdict {
  const { subject, operator, value } = expectation;
  const found = foundIn(subject, response);
  return {
    expectation,
    isMet: isMet(subject, operator, found, value),
    found: found === undefined ? undefined : JSON.stringify(found),
  };
}

function foundIn(subject: Subject, response: Pick<ApiResponse, 'status' | 'headers' | 'text'>): unknown {
  if (subject.kind === 'status') return response.status;
  if (subject.kind === 'header') return response.headers[subject.name];
  return valueAt(response.text, subject.path);
}

function isMet(subject: Subject, operator: Operator, found: unknown, written: string): boolean {
  if (operator === 'exists') return found !== undefined;
  if (subject.kind === 'status' && /^[1-5]xx$/.test(written)) {
    const isSame = String(found).startsWith(written.charAt(0));
    return operator === '==' ? isSame : operator === '!=' && !isSame;
  }
  const wanted = valueOf(written);
  if (operator === '!=') return found === undefined || !isSame(found, wanted, written);
  if (found === undefined) return false;
  if (operator === '==') return isSame(found, wanted, written);
  if (operator === 'contains') return contains(found, wanted, written);
  return compares(operator, found, wanted);
}

/** A header's value is always a text: `== 7` means the text of a number there. */
function isSame(found: unknown, wanted: unknown, written: string): boolean {
  return JSON.stringify(found) === JSON.stringify(wanted) || found === written;
}

function contains(found: unknown, wanted: unknown, written: string): boolean {
  if (Array.isArray(found)) return found.some((one) => isSame(one, wanted, written));
  const text = typeof found === 'string' ? found : JSON.stringify(found);
  return text.includes(typeof wanted === 'string' ? wanted : written);
}

function compares(operator: '<' | '<=' | '>' | '>=', found: unknown, wanted: unknown): boolean {
  const [left, right] = [Number(found), Number(wanted)];
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function valueOf(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    return written;
  }
}
