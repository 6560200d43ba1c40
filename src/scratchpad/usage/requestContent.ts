import { decodedSegment } from '../../schema/findByPath.js';
import { maskedBody } from '../help/maskedBody.js';
import { nameUses } from '../help/nameUses.js';
import { pathSteps } from '../jsonPath.js';
import type { Span } from '../problem.js';
import type { Located, RequestFile, ScratchRequest } from '../requestFile.js';
import { placedValue, valueOfPath, type PlacedValue } from './placedValue.js';

/** A query parameter or a header that a request sends. */
interface SentParameter {
  readonly in: 'query' | 'header';
  readonly name: string;
  readonly span: Span;
  readonly value: PlacedValue;
}

/** What a call sends, and what its file reads of the response. */
export interface CallContent {
  readonly parameters: readonly SentParameter[];
  /** `undefined` where there is none, and where it can't be read before it is sent. */
  readonly body: PlacedValue | undefined;
  /** Whether the body is a spec, which the update may take inside an envelope. */
  readonly isSpec: boolean;
  readonly reads: readonly PlacedValue[];
}

/** Reads what the requests of a file send, and what the file reads of their responses. */
export function requestContents(file: RequestFile): (request: ScratchRequest) => CallContent {
  let reads: ReadonlyMap<string, readonly PlacedValue[]> | undefined;
  return (request) => {
    reads ??= readsByName(file);
    const masked = maskedBody(file, request);
    return {
      parameters: [...queryOf(request), ...headersOf(request)],
      body: masked && placedValue(masked.text, masked.form, masked.span.start),
      isSpec: false,
      reads: [...expected(file, request), ...((request.name && reads.get(request.name.text)) ?? [])],
    };
  };
}

function queryOf({ target }: ScratchRequest): readonly SentParameter[] {
  let isInQuery = false;
  return target.pieces.flatMap(({ text, span }, index) => {
    const mark = isInQuery ? 0 : text.indexOf('?');
    const isMore = index > 0 && /^[?&]/.test(text);
    const from = isMore ? 1 : mark < 0 ? text.length : isInQuery ? 0 : mark + 1;
    isInQuery ||= isMore || mark >= 0;
    return [...text.slice(from).matchAll(/([^=&]+)(=?)([^&]*)/g)].map((match) => {
      const [, name = '', equals = '', value = ''] = match;
      const start = span.start + from + match.index;
      const end = start + name.length;
      const place = { start: end + equals.length, end: end + equals.length + value.length };
      const own = textValue(value, place, decoded);
      return { in: 'query', name: decoded(name), span: { start, end }, value: own } as const;
    });
  });
}

function decoded(text: string): string {
  return decodedSegment(text.replaceAll('+', ' '));
}

function headersOf({ headers }: ScratchRequest): readonly SentParameter[] {
  return headers.map(({ name, value: { text, span } }) => {
    return { in: 'header', name: name.text, span: name.span, value: textValue(text, span) };
  });
}

/** The text of a variable isn't known before it is sent. */
function textValue(text: string, span: Span, decode = (one: string): string => one): PlacedValue {
  return { span, isText: true, ...(!text.includes('{{') && { scalar: decode(text) }) };
}

/** What `# @expect $.path …` reads of the request's own response. */
function expected({ text }: RequestFile, { expectations }: ScratchRequest): readonly PlacedValue[] {
  return expectations.flatMap(({ subject, span, text: written }) => {
    const [path = ''] = written.split(/[ \t]/, 1);
    const start = text.indexOf(written, span.start);
    return subject.kind === 'body' && start >= 0 ? read({ text: path, span: { start, end: start } }) : [];
  });
}

/** What `{{name.path}}` reads of the responses of other requests, by their names. */
function readsByName(file: RequestFile): ReadonlyMap<string, readonly PlacedValue[]> {
  const reads = new Map<string, PlacedValue[]>();
  for (const { kind, name, span, whole, isDefinition } of nameUses(file)) {
    if (kind !== 'request' || isDefinition) continue;
    const rest = file.text.slice(span.end, whole.end).replace(/\s*\}+$/, '');
    const [before = ''] = /^\.?(?:response\.body\.?)?/.exec(rest) ?? [];
    if (/^\.?(?:response\.headers|request\.)/.test(rest)) continue;
    const start = span.end + before.length;
    const found = read({ text: rest.slice(before.length), span: { start, end: start } });
    reads.set(name, [...(reads.get(name) ?? []), ...found]);
  }
  return reads;
}

function read({ text, span }: Located): readonly PlacedValue[] {
  const steps = text === '' ? undefined : pathSteps(text, span.start);
  const value = steps && valueOfPath(steps);
  return value ? [value] : [];
}
