import { encodeText } from '../api/encodeText.js';
import { queryOverridesMethod } from './headers.js';
import { error, type Problem, type Span } from './problem.js';
import type { Target } from './requestFile.js';
import type { Need } from './sources.js';
import { templateParts, type TemplatePart } from './template.js';
import { faultsAt, type Variables } from './variables.js';

/** Where a request goes. */
export interface Destination {
  /** Below the branch, encoded, with the query. */
  readonly path: string;
  readonly branch: 'v1' | 'v2';
  /** The same with dots for secrets, and with the uses whose values aren't known. */
  readonly shown: string;
}

/** What a request's parts gather while they are filled in. */
export interface Findings {
  readonly problems: Problem[];
  readonly needs: Need[];
  readonly secrets: string[];
}

/** Mistakes of one kind that are reported in one target. */
const MOST_TOLD = 20;

/** A stretch of the target: what is sent of it, what is shown, and where it is in the document. */
export interface Stretch {
  readonly kind: 'written' | 'escaped' | 'value' | 'raw';
  readonly text: string;
  readonly shown: string;
  readonly span: Span;
  /** Whether its value isn't known, so that another text replaces it. */
  readonly isOpen: boolean;
}

/**
 * Fills a target's variables in and checks where it leads. A value is one piece of its segment or parameter, with any content; in
 * triple braces, and in the address before the path, it goes in as it is. `origin` is the account's: no other may be named.
 */
export function resolveTarget(
  target: Target,
  variables: Variables,
  origin: string | undefined,
  findings: Findings,
): Destination {
  const before = findings.problems.length;
  const stretches = stretchesOf(target, variables, findings);
  const isKnown = findings.problems.length === before;
  const written = assemble(stretches, ({ text }) => text);
  const shown = assemble(stretches, (one) => one.shown).text;
  const nowhere = { path: '', branch: 'v2', shown } as const;
  const refuse = (...problems: Problem[]): Destination => {
    findings.problems.push(...problems);
    return nowhere;
  };
  if (target.text === '') return refuse(error('targetMissing', target.span));
  if (!isKnown) return nowhere;
  const local = pathIn(written.text, target.span, origin);
  if (typeof local !== 'string') return refuse(local);
  const { branch, rest } = branchOf(local);
  const problems = problemsOf(rest, written, target.span);
  if (problems.length > 0) return refuse(...problems);
  return { path: encodeRest(rest), branch, shown: shownAddress(shown, origin) };
}

/** The branch of a path of the account's address, and the path below it. */
export function branchOf(path: string): { readonly branch: 'v1' | 'v2'; readonly rest: string } {
  const [, branch = 'v2', rest = path] = /^\/(v1|v2|1\.0)(?=\/|\?|$)(.*)$/s.exec(path) ?? [];
  return { branch: branch === 'v2' ? 'v2' : 'v1', rest };
}

/** The whole address, dots and uses without values left as they are. */
function shownAddress(shown: string, origin: string | undefined): string {
  const local = pathIn(shown, { start: 0, end: 0 }, origin);
  if (typeof local !== 'string') return shown;
  const { branch, rest } = branchOf(local);
  const encoded = rest.replaceAll(/\{\{[^{}]*\}\}|[^\w\-.~!$&'()*+,;=:@%/?[\]•]/gu, (part) =>
    part.startsWith('{{') ? part : encodeText(part),
  );
  return `${origin ?? ''}/${branch}${encoded}`;
}

/** The parts of a target in their order, their variables filled in. */
export function stretchesOf(target: Target, variables: Variables, findings: Findings): readonly Stretch[] {
  let hasQuery = false;
  return target.pieces.flatMap(({ text, span }, index) => {
    const isQuery = index > 0 && /^[?&]/.test(text);
    const joined = isQuery ? (hasQuery ? '&' : '?') + text.slice(1) : text;
    const parts = templateParts(joined, { isTarget: true });
    const stretches = parts.map((part): Stretch => {
      const place = { start: span.start + part.start, end: span.start + part.end };
      const stretch = stretchOf(part, place, variables, findings, hasQuery);
      hasQuery ||= part.kind === 'text' && part.text.includes('?');
      return stretch;
    });
    hasQuery ||= isQuery;
    return stretches;
  });
}

function stretchOf(
  part: TemplatePart,
  span: Span,
  variables: Variables,
  { problems, needs, secrets }: Findings,
  hasQuery: boolean,
): Stretch {
  if (part.kind === 'open') {
    problems.push(error('bracesOpen', span));
    return { kind: 'escaped', text: '', shown: '', span, isOpen: true };
  }
  if (part.kind === 'use') {
    const resolved = variables.resolve(part.content);
    problems.push(...faultsAt(resolved, span));
    needs.push(...resolved.needs.map((need) => ({ ...need, span })));
    secrets.push(...resolved.secrets);
    const isFaulty = resolved.faults.length > 0;
    const shown = isFaulty ? `{{${part.content}}}` : resolved.shown;
    const isOpen = isFaulty || resolved.needs.length > 0;
    return { kind: part.isRaw ? 'raw' : 'value', text: resolved.text, shown, span, isOpen };
  }
  const { text, kind } = part;
  if (kind === 'text') problems.push(...literalProblems(text, span, hasQuery));
  return { kind: kind === 'text' ? 'written' : 'escaped', text, shown: text, span, isOpen: false };
}

/** What is wrong with a written part by itself: placeholders of templates, and what a URL never sends. */
function literalProblems(text: string, { start }: Span, hasQuery: boolean): readonly Problem[] {
  const mark = hasQuery ? 0 : text.indexOf('?');
  const pathEnd = mark < 0 ? text.length : mark;
  const at = (from: number, length: number): Span => ({ start: start + from, end: start + from + length });
  const problems: Problem[] = [];
  for (const { index, 0: found } of text.matchAll(/#|\{[^{}/?]*\}?|\}/g)) {
    if (problems.length >= MOST_TOLD) break;
    // JSON is a value of a query that has braces, too.
    const isPlaceholder = index < pathEnd || /^\{[\w.-]+\}$/.test(found);
    if (found === '#') problems.push(error('fragment', at(index, 1)));
    else if (isPlaceholder) problems.push(error('placeholderLeft', at(index, found.length)));
  }
  return problems;
}

/** A target as one text, and where its characters come from. */
export interface Assembled {
  readonly text: string;
  /** Where each stretch begins in the text, and its place in the document. */
  readonly places: readonly { readonly at: number; readonly span: Span; readonly isWritten: boolean }[];
}

/** Puts stretches together; what `textOf` says in the place of a stretch's own text goes in as it is. */
export function assemble(stretches: readonly Stretch[], textOf: (one: Stretch) => string): Assembled {
  const places: { at: number; span: Span; isWritten: boolean }[] = [];
  const texts: string[] = [];
  let at = 0;
  let isInPath = false;
  for (const one of stretches) {
    const isWritten = one.kind === 'written';
    const own = textOf(one);
    const isAsItIs = isWritten || one.kind === 'raw' || (one.kind === 'value' && !isInPath);
    // What isn't known, and dots, are shown as they are.
    const text = isAsItIs || own !== one.text ? own : encodeText(own);
    isInPath ||= (isWritten && PATH_BEGINS.test(own)) || (at === 0 && own.startsWith('/'));
    places.push({ at, span: one.span, isWritten });
    texts.push(text);
    at += text.length;
  }
  return { text: texts.join(''), places };
}

/** A slash that isn't one of those behind a scheme ends the address, and so does the beginning of a query. */
const PATH_BEGINS = /(?<![:/])\/(?!\/)|\?/;

/** The place in the document of a character of an assembled text. */
function placeOf({ places }: Assembled, at: number): Span {
  const place = places.findLast((one) => one.at <= at);
  if (!place) return { start: 0, end: 0 };
  const start = place.span.start + at - place.at;
  return place.isWritten ? { start, end: start + 1 } : place.span;
}

/** The path of a target on the account's own address. */
export function pathIn(text: string, span: Span, origin: string | undefined): string | Problem {
  if (text.startsWith('/')) return text;
  const host = origin === undefined ? undefined : origin.replace(/^https?:\/\//, '');
  if (host !== undefined && text.startsWith(`${host}/`)) return text.slice(host.length);
  if (!/^https?:/i.test(text)) return error('targetNotAPath', span);
  if (!URL.canParse(text) || new URL(text).origin !== origin) {
    return error('foreignOrigin', span, origin ?? '');
  }
  return text.slice(new URL(text).origin.length);
}

function problemsOf(rest: string, written: Assembled, span: Span): readonly Problem[] {
  const [pathname = ''] = rest.split('?', 1);
  const from = written.text.length - rest.length;
  if (pathname === '/') return [error('branchMissing', span)];
  const segments = pathname.split('/');
  if (segments.some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) return [error('dotSegment', span)];
  if (/\p{Surrogate}/u.test(rest)) return [error('halfCharacter', span)];
  const empty: Problem[] = [];
  let at = from;
  for (const [index, segment] of segments.entries()) {
    if (empty.length >= MOST_TOLD) break;
    if (index > 0 && segment === '') empty.push(error('emptySegment', placeOf(written, at - 1)));
    at += segment.length + 1;
  }
  if (empty.length > 0) return empty;
  const query = rest.slice(pathname.length + 1);
  const names = query === '' ? [] : [...new URLSearchParams(query).keys()];
  const override = names.find(queryOverridesMethod);
  return override === undefined ? [] : [error('methodOverride', span, override)];
}

/** Spaces and letters that a URL can't carry are encoded; what is encoded already stays (RFC 3986, 2). */
export function encodeRest(text: string): string {
  return text.replaceAll(/[^\w\-.~!$&'()*+,;=:@%/?[\]]/gu, encodeURIComponent);
}
