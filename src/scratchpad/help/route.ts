import type { Span } from '../problem.js';
import type { Target } from '../requestFile.js';
import { assemble, branchOf, pathIn, stretchesOf, type Assembled } from '../target.js';
import type { Variables } from '../variables.js';

/** What is between two slashes of a path. */
export interface RouteSegment {
  /** Encoded, as it is sent. */
  readonly text: string;
  readonly span: Span;
  /** Whether it holds a value that isn't known yet, or a placeholder: it may be any identifier. */
  readonly isOpen: boolean;
}

/** `name=value` of a query. */
interface RouteParameter {
  /** Decoded; empty where a variable is part of it. */
  readonly name: string;
  readonly value: string;
  readonly span: Span;
  /** Whether a value in it isn't known yet. */
  readonly isOpen: boolean;
}

/** Where a request leads, as far as that is known before it is sent. */
export interface Route {
  readonly branch: 'v1' | 'v2';
  /** Below the branch, without the empty one behind a slash at the end. */
  readonly segments: readonly RouteSegment[];
  /** From the first segment's start to the last one's end. */
  readonly span: Span;
  readonly query: readonly RouteParameter[];
  /** Whether a part of the query isn't known, so that any parameter may be in it. */
  readonly hasOpenQuery: boolean;
}

/** Stands for what isn't known: a character that no text of a request has. */
const OPEN = '\uE000';
/** Longer targets fit no route. */
const LONGEST_TARGET = 20_000;
const MOST_SEGMENTS = 64;
const MOST_PARAMETERS = 256;

/**
 * Reads a target piece by piece, each with its place in the document. `undefined` where it leads nowhere on the account's address
 * (`origin`), or where that isn't known: a variable without a value means all of it.
 */
export function routeOf(target: Target, variables: Variables, origin: string | undefined): Route | undefined {
  if (target.text.length > LONGEST_TARGET) return undefined;
  const stretches = stretchesOf(target, variables, { problems: [], needs: [], secrets: [] });
  const written = assemble(stretches, ({ isOpen, text }) => (isOpen ? OPEN : text));
  if (stretches.some(({ kind, isOpen }) => kind === 'raw' && isOpen)) return undefined;
  const local = pathIn(written.text, target.span, origin);
  if (typeof local !== 'string') return undefined;
  const { branch, rest } = branchOf(local);
  if (branch === 'v2' && rest === local && written.text.startsWith(OPEN)) return undefined;
  const places = placesOf(written);
  const [pathname = ''] = rest.split('?', 1);
  const from = written.text.length - rest.length;
  const texts = pathname.split('/').slice(1);
  if (texts.length > MOST_SEGMENTS) return undefined;
  let at = from + 1;
  const all = texts.map((text): RouteSegment => {
    const span = places(at, text.length);
    at += text.length + 1;
    return { text, span, isOpen: text.includes(OPEN) || /^\{[^{}]*\}?$/.test(text) };
  });
  const segments = all.at(-1)?.text === '' ? all.slice(0, -1) : all;
  const span = { start: segments[0]?.span.start ?? target.span.start, end: places(at - 1, 0).end };
  const query = rest.length > pathname.length ? rest.slice(pathname.length + 1) : '';
  return { branch, segments, span, ...parametersOf(query, from + pathname.length + 1, places) };
}

function parametersOf(
  query: string,
  from: number,
  places: (at: number, length: number) => Span,
): Pick<Route, 'query' | 'hasOpenQuery'> {
  const parts = query === '' ? [] : query.split('&');
  let at = from;
  let hasOpenQuery = parts.length > MOST_PARAMETERS;
  const read = parts.slice(0, MOST_PARAMETERS).map((part): RouteParameter => {
    const span = places(at, part.length);
    at += part.length + 1;
    const [[name, value] = ['', '']] = new URLSearchParams(part);
    const isUnknown = name.includes(OPEN);
    hasOpenQuery ||= isUnknown;
    return { name: isUnknown ? '' : name, value, span, isOpen: part.includes(OPEN) };
  });
  return { query: read.filter(({ name }) => name !== ''), hasOpenQuery };
}

/** Gives the places of stretches of the text, which are read from its beginning on. */
function placesOf({ places, text }: Assembled): (at: number, length: number) => Span {
  let index = 0;
  const placeAt = (at: number): { readonly start: number; readonly end: number } => {
    while ((places[index + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) index += 1;
    while (index > 0 && (places[index]?.at ?? 0) > at) index -= 1;
    const place = places[index];
    if (!place) return { start: 0, end: 0 };
    if (!place.isWritten) return place.span;
    const start = place.span.start + at - place.at;
    return { start, end: start + 1 };
  };
  return (at, length) => {
    if (length > 0) return { start: placeAt(at).start, end: placeAt(at + length - 1).end };
    const end = at < text.length ? placeAt(at).start : placeAt(text.length - 1).end;
    return { start: end, end };
  };
}
