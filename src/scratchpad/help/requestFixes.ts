import { templateValues } from '../../schema/pathTemplate.js';
import type { Operation } from '../../schema/catalogue.js';
import type { OpenApiDocument } from '../../schema/openapi.js';
import { queryFiltersOf } from '../../schema/queryFilters.js';
import type { Problem, ProblemCode, Span } from '../problem.js';
import type { ScratchRequest } from '../requestFile.js';
import { nearest, nearestPaths } from './nearestPaths.js';
import { operationOf, type OperationIndex } from './operationIndex.js';
import { bodyProposals } from './requestSkeleton.js';
import type { Route } from './route.js';

/** A stretch of the document's text and what takes its place. */
interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A way to fix what a finding says. */
export interface RequestFix {
  readonly kind:
    | 'replace'
    | 'addParameter'
    | 'addHeader'
    | 'addBody'
    | 'addVariable'
    | 'addLine'
    | 'remove'
    | 'replacement';
  /** What the title names: the new text, a parameter, a header. */
  readonly name: string;
  readonly edit: TextEdit;
  readonly isPreferred: boolean;
}

/** What a request is compared with. */
export interface FixContext {
  readonly text: string;
  readonly request: ScratchRequest;
  readonly route: Route;
  readonly index: OperationIndex;
  readonly document: OpenApiDocument;
}

/** The ways to make a request agree with the API document, for one of the findings of `checkOperation`. */
export function requestFixes(problem: Problem, context: FixContext): readonly RequestFix[] {
  return FIXES[problem.code]?.(problem, context) ?? [];
}

type MakeFixes = (problem: Problem, context: FixContext) => readonly RequestFix[];

const FIXES: Readonly<Partial<Record<ProblemCode, MakeFixes>>> = {
  pathUnknown: otherPaths,
  pathIncomplete: otherPaths,
  methodNotOffered: otherMethods,
  operationReplaced: replacementRoute,
  parameterMissing: missingParameter,
  headerMissing: missingHeader,
  parameterUnknown: otherParameter,
  parameterValue: otherValues,
  bodyMissing: missingBody,
};

function replace(span: Span, text: string, isPreferred: boolean, name = text): RequestFix {
  return { kind: 'replace', name, edit: { span, text }, isPreferred };
}

function otherPaths(_: Problem, { text, request, route, index }: FixContext): readonly RequestFix[] {
  if (!isPathWritten(text, route)) return [];
  const written = writtenSegments(text, route);
  return nearestPaths(index, request.method.method, written).map((path, at) =>
    replace(route.span, path.slice(1), at === 0, path),
  );
}

function otherMethods({ span }: Problem, { request, route, index }: FixContext): readonly RequestFix[] {
  const { found } = index.search(route.segments);
  const isWritten = request.method.text !== '';
  return [...(found?.operations.keys() ?? [])].map((method) =>
    isWritten
      ? replace(span, method, false)
      : replace({ start: span.start, end: span.start }, `${method} `, false, method),
  );
}

/** The route that the document names, with the identifiers of this one. */
function replacementRoute(_: Problem, context: FixContext): readonly RequestFix[] {
  const { text, route } = context;
  const operation = operationIn(context);
  const replacement = operation?.retirement?.replacement;
  if (!operation || replacement === undefined || !isPathWritten(text, route)) return [];
  const values = templateValues(operation.path, writtenSegments(text, route));
  const path = replacement
    .replace(/^\/v2(?=\/)/, '')
    .replaceAll(/\{([^{}/]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
  return [
    { kind: 'replacement', name: path, edit: { span: route.span, text: path.slice(1) }, isPreferred: true },
  ];
}

function missingParameter({ args: [name = ''] }: Problem, { request }: FixContext): readonly RequestFix[] {
  const { target } = request;
  const mark = target.text.includes('?') ? (/[?&]$/.test(target.text) ? '' : '&') : '?';
  const { end } = target.span;
  const text = `${mark}${encodeURIComponent(name)}=`;
  return [{ kind: 'addParameter', name, edit: { span: { start: end, end }, text }, isPreferred: true }];
}

function missingHeader({ args: [name = ''] }: Problem, { text, request }: FixContext): readonly RequestFix[] {
  const last = request.headers.at(-1)?.value.span.end ?? request.target.span.end;
  const end = lineEnd(text, last);
  return [
    {
      kind: 'addHeader',
      name,
      edit: { span: { start: end, end }, text: `${lineBreak(text)}${name}: ` },
      isPreferred: true,
    },
  ];
}

function otherParameter(problem: Problem, context: FixContext): readonly RequestFix[] {
  const { span, args } = problem;
  const [name = ''] = args;
  const { text, route } = context;
  const known = operationIn(context)?.parameters.filter((one) => one.in === 'query') ?? [];
  const used = new Set(route.query.map((one) => one.name));
  const free = known.map((one) => one.name).filter((one) => !used.has(one));
  const written = text.slice(span.start, span.end);
  const nameEnd = span.start + (written.includes('=') ? written.indexOf('=') : written.length);
  const others = nearest(name, free).map((one, at) =>
    replace({ start: span.start, end: nameEnd }, encodeURIComponent(one), at === 0, one),
  );
  return [...others, ...removal(problem, name, text)];
}

/** Without the mark before it, or with the one behind it where the parameter is the first. */
function removal({ span }: Problem, name: string, text: string): readonly RequestFix[] {
  const [before, after] = [text.charAt(span.start - 1), text.charAt(span.end)];
  const whole =
    before === '&' || (before === '?' && after !== '&')
      ? { start: span.start - 1, end: span.end }
      : { start: span.start, end: after === '&' ? span.end + 1 : span.end };
  return [{ kind: 'remove', name, edit: { span: whole, text: '' }, isPreferred: false }];
}

function otherValues({ span, args: [name = ''] }: Problem, context: FixContext): readonly RequestFix[] {
  const operation = operationIn(context);
  const { text, document } = context;
  const written = text.slice(span.start, span.end);
  const start = span.start + written.indexOf('=') + 1;
  if (!operation || !written.includes('=')) return [];
  const filter = queryFiltersOf(document, operation).find((one) => one.name === name);
  const values = filter?.input.kind === 'choice' ? filter.input.values : [];
  const like = nearest(text.slice(start, span.end), values);
  return (like.length > 0 ? like : values.slice(0, 3)).map((value, at) =>
    replace({ start, end: span.end }, encodeURIComponent(value), at === 0 && like.length > 0, value),
  );
}

function missingBody(_: Problem, context: FixContext): readonly RequestFix[] {
  const { text, request, document } = context;
  const operation = operationIn(context);
  const [body] = operation ? bodyProposals(document, operation) : [];
  if (!body) return [];
  const end = lineEnd(text, request.headers.at(-1)?.value.span.end ?? request.target.span.end);
  const eol = lineBreak(text);
  const json = body.json.replaceAll('\n', eol);
  return [
    {
      kind: 'addBody',
      name: '',
      edit: { span: { start: end, end }, text: `${eol}${eol}${json}` },
      isPreferred: true,
    },
  ];
}

function operationIn({ request, route, index }: FixContext): Operation | undefined {
  const { found } = index.search(route.segments);
  return found && operationOf(found, request.method.method);
}

/** Whether each segment has a separate place: a variable may be for several, and for the branch. */
function isPathWritten(text: string, { segments, span }: Route): boolean {
  const starts = new Set(segments.map((one) => one.span.start));
  return text.charAt(span.start - 1) === '/' && starts.size === segments.length;
}

function writtenSegments(text: string, { segments }: Route): readonly string[] {
  return segments.map(({ span }) => text.slice(span.start, span.end));
}

/** The end of the line that an offset is in. */
export function lineEnd(text: string, offset: number): number {
  const end = /[\r\n]|$/g;
  end.lastIndex = offset;
  return end.exec(text)?.index ?? text.length;
}

/** What ends the lines of a text. */
export function lineBreak(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}
