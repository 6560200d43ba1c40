import type { HttpMethod } from '../api/api.js';
import { segmentsOf } from '../schema/pathTemplate.js';

const METHODS: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What a pasted or typed text means, before it is checked whether that exists. */
export type Location =
  /** A path below the branch, encoded. `origin` is the host that it was pasted with. */
  | { readonly kind: 'path'; readonly path: string; readonly origin: string | undefined }
  /** A page of an API console. */
  | ({ readonly kind: 'console'; readonly origin: string | undefined } & ConsolePage)
  | { readonly kind: 'urn'; readonly urn: string }
  /** A path of the API's first branch, which has no resources in the sense of the second. */
  | { readonly kind: 'firstBranch'; readonly path: string }
  /** An address of some other web page; identifiers may be in it. `words` are its segments, last one first. */
  | { readonly kind: 'page'; readonly url: string; readonly words: readonly string[] }
  /** Looks like a path, and can't be one: its encoding is broken, or it leads out of its place by dots. */
  | { readonly kind: 'broken' }
  /** A name, an identifier, or a part of either; empty when nothing was typed. */
  | { readonly kind: 'words'; readonly text: string };

/** What a page of the API console shows: an operation, or a whole section. */
export interface ConsolePage {
  readonly method: HttpMethod;
  /** A path's template below the branch, encoded but for its placeholders: `/publicCloud/project/{projectId}`. */
  readonly template: string;
}

/**
 * Reads a URN, an API path (with or without its branch and host, with or without a method before it), the address of an
 * API console's page, or anything else as words. Never throws.
 */
export function parseLocation(pasted: string): Location {
  const text = unwrap(pasted);
  const [, target = text] = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE)\s+(\S+)$/i.exec(text) ?? [];
  if (/^urn:[^\s:]+:\S+$/i.test(target)) return { kind: 'urn', urn: target };
  if (/^https?:\/\//i.test(target)) return parseUrl(target);
  if (target.startsWith('/')) return parsePath(target, undefined);
  return { kind: 'words', text };
}

/** What people paste around an address: space, quotes, brackets of a mail. */
function unwrap(pasted: string): string {
  return pasted.trim().replace(/^(["'`<])([^\s]*)["'`>]$/, '$2');
}

function parseUrl(text: string): Location {
  if (!URL.canParse(text)) return { kind: 'words', text };
  const url = new URL(text);
  // The text after the host, not the parsed path: the parser has already eaten dots.
  const path = /^https?:\/\/[^/?#]*([^?#]*)/i.exec(text)?.[1] ?? '';
  if (/^\/console(?:-preview)?(?:\/|$)/.test(path)) return parseConsole(url);
  if (/^\/(?:v1|v2|1\.0)(?:\/|$)/.test(path)) return parsePath(path, url.origin);
  return { kind: 'page', url: text, words: wordsOf(url) };
}

/**
 * `…/console/?section=%2Fsome&branch=v2#get-/some/thing/-thingId-`, as the console writes its links, or `…/console/#/some/thing#GET`
 * as the one before it did, which showed the first branch alone.
 */
function parseConsole(url: URL): Location {
  const [, before, operation, after] = /^#(?:([a-z]+)-)?(\/[^~#]*)(?:[~#]([a-z]+))?$/i.exec(url.hash) ?? [];
  const [, written, rest] = /^\/(v1|v2|1\.0)(?=\/)(.*)$/.exec(operation ?? '') ?? [];
  const isOld = operation !== undefined && !url.searchParams.has('section');
  const branch = url.searchParams.get('branch') ?? written ?? (isOld ? 'v1' : 'v2');
  const template = templateOf(rest ?? operation ?? url.searchParams.get('section') ?? '');
  if (template === undefined) return { kind: 'broken' };
  if (branch !== 'v2') return { kind: 'firstBranch', path: template };
  // One console serves all regions; its page says nothing of the host.
  const origin = url.hostname === 'api.ovh.com' ? undefined : url.origin;
  return { kind: 'console', method: methodOf(before ?? after), template, origin };
}

/** Placeholders are written `-name-` by the console, `{name}` in the API's documents. */
function templateOf(path: string): string | undefined {
  const segments = segmentsOf(path).map((segment) => {
    const [, dashed, braced] = /^(?:-(.+)-|(?:\{|%7B)(.+)(?:\}|%7D))$/i.exec(segment) ?? [];
    const name = dashed ?? braced;
    const encoded = encodeOnce(name ?? segment);
    return name === undefined || encoded === undefined ? encoded : `{${encoded}}`;
  });
  return segments.includes(undefined) ? undefined : `/${segments.join('/')}`;
}

function methodOf(text = 'GET'): HttpMethod {
  const method = text.toUpperCase();
  return METHODS.find((known) => known === method) ?? 'GET';
}

function parsePath(text: string, origin: string | undefined): Location {
  const [whole = ''] = text.split(/[?#]/, 1);
  const [, branch, rest = whole] = /^\/(v1|v2|1\.0)(?=\/|$)(.*)$/s.exec(whole) ?? [];
  const encoded = segmentsOf(rest).map(encodeOnce);
  if (encoded.includes(undefined)) return { kind: 'broken' };
  const path = `/${encoded.join('/')}`;
  return branch === 'v1' || branch === '1.0' ? { kind: 'firstBranch', path } : { kind: 'path', path, origin };
}

/** A segment in the one encoding that addresses use, however much of it was encoded; `undefined` when that is broken. */
function encodeOnce(segment: string): string | undefined {
  try {
    const decoded = decodeURIComponent(segment);
    return decoded === '.' || decoded === '..' ? undefined : encodeURIComponent(decoded);
  } catch {
    return undefined;
  }
}

function wordsOf(url: URL): readonly string[] {
  return [...segmentsOf(url.pathname), ...segmentsOf(url.hash.slice(1).split('?', 1).join(''))]
    .map(decodeLoosely)
    .reverse();
}

function decodeLoosely(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
