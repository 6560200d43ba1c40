import type { ProblemCode, Span } from '../problem.js';
import type { RequestFile } from '../requestFile.js';
import { METHODS } from '../requestLine.js';
import { isPlaceInResponse } from '../variables.js';
import { nearest } from './nearestPaths.js';
import { lineBreak, lineEnd, type RequestFix } from './requestFixes.js';
import { lineStart } from '../lines.js';

/** A finding by its code and its place. */
interface PlacedProblem {
  readonly code: ProblemCode;
  readonly span: Span;
}

/** Two letters that changed places are two of the three of GET. */
const METHOD_SLIP = 0.7;

/** Names of the environment that a variable may be meant to have. */
type Known = readonly string[];

/** The ways to fix what can be said of a file without an API document. */
export function fileFixes(
  { code, span }: PlacedProblem,
  { text, names }: RequestFile,
  environment: Known,
): readonly RequestFix[] {
  const written = text.slice(span.start, span.end);
  switch (code) {
    case 'unknownMethod': {
      const word = /^[A-Za-z-]+/.exec(written)?.[0] ?? '';
      const place = { start: span.start, end: span.start + word.length };
      return replacements(place, nearest(word.toUpperCase(), METHODS, METHOD_SLIP));
    }
    case 'fragment':
      return [{ kind: 'replace', name: '%23', edit: { span, text: '%23' }, isPreferred: true }];
    case 'separatorMissing':
      return [lineBefore(text, span, `###${lineBreak(text)}`, '###')];
    case 'bodyNeedsBlankLine':
      return [lineBefore(text, span, lineBreak(text), '')];
    case 'headerRefused':
    case 'versionComesFromPicker':
    case 'headerUnusedWithPages':
      return [lineRemoved(text, span)];
    case 'requestUnknown': {
      const [, name = ''] = /^\{\{\s*([\w-]+)/.exec(written) ?? [];
      const start = span.start + written.indexOf(name);
      return replacements({ start, end: start + name.length }, nearest(name, [...names.requests.keys()]));
    }
    case 'emptySegment':
      // A slash in the value of a variable is fixed there.
      return written === '/' ? [slashRemoved(span)] : [];
    case 'referenceUnreadable':
      return placeFixes(span, written);
    case 'variableUnknown':
      return variableFixes(
        span,
        written,
        [...names.values.keys(), ...names.prompts.keys(), ...environment],
        text,
      );
    default:
      return [];
  }
}

function replacements(span: Span, texts: readonly string[]): readonly RequestFix[] {
  return texts.map((text, at) => ({
    ...{ kind: 'replace', name: text, edit: { span, text }, isPreferred: at === 0 },
  }));
}

function variableFixes(span: Span, written: string, known: Known, text: string): readonly RequestFix[] {
  const [, name] = /^\{\{\{?\s*([A-Za-z_][\w.-]*)\s*\}?\}\}$/.exec(written) ?? [];
  if (name === undefined) return [];
  const start = span.start + written.indexOf(name);
  const top = text.startsWith('\uFEFF') ? 1 : 0;
  const line = `@${name} = ${lineBreak(text)}`;
  return [
    ...replacements({ start, end: start + name.length }, nearest(name, known)),
    { kind: 'addVariable', name, edit: { span: { start: top, end: top }, text: line }, isPreferred: false },
  ];
}

function slashRemoved(span: Span): RequestFix {
  return { kind: 'remove', name: '/', edit: { span, text: '' }, isPreferred: true };
}

/** What other tools take for a place in a response, and one value's place that is near it. */
function placeFixes(span: Span, written: string): readonly RequestFix[] {
  const [, before = '', place = ''] = /^(\{\{\{?\s*[\w-]+\.)(.*?)\s*\}?\}\}$/s.exec(written) ?? [];
  const mended = place
    .replace(/^request\./, 'response.')
    .replace(/^response\.header\b/, 'response.headers')
    .replace(/^response\.headers\[(['"]?)([\w-]+)\1\]$/, 'response.headers.$2')
    .replaceAll('..', '.')
    .replaceAll(/\[\*\]|\.\*(?=\.)/g, '[0]');
  if (mended === place || !isPlaceInResponse(mended)) return [];
  const start = span.start + before.length;
  const edit = { span: { start, end: start + place.length }, text: mended };
  return [{ kind: 'replace', name: mended, edit, isPreferred: !place.startsWith('request.') }];
}

function lineBefore(text: string, { start }: Span, line: string, name: string): RequestFix {
  const at = lineStart(text, start);
  return { kind: 'addLine', name, edit: { span: { start: at, end: at }, text: line }, isPreferred: true };
}

function lineRemoved(text: string, { start, end }: Span): RequestFix {
  const from = lineStart(text, start);
  const stop = lineEnd(text, end);
  const [eol = ''] = /^(?:\r\n|\n|\r)?/.exec(text.slice(stop, stop + 2)) ?? [];
  const [name = ''] = text.slice(from, stop).trim().split(':', 1);
  return {
    kind: 'remove',
    name,
    edit: { span: { start: from, end: stop + eol.length }, text: '' },
    isPreferred: true,
  };
}
