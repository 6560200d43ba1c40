import { encodeText } from '../api/encodeText.js';

/** Which resource a document, a node or a panel speaks of. */
export interface ResourceAddress {
  /** The account's id. */
  readonly account: string;
  /** Decoded segments below the branch, for example `['publicCloud', 'project', 'a/b']`. */
  readonly segments: readonly string[];
}

/** Which side of a resource a document shows: what is requested, what is, or all the API says. */
export type DocumentView = 'spec' | 'current' | 'full';

/** What a document's URI says. */
export interface DocumentAddress {
  readonly address: ResourceAddress;
  readonly view: DocumentView;
  readonly ext: string;
}

/**
 * The path of a document's URI: `/<account>/<segment…>/<id>.json`. Segments are encoded, dots too, so that the first
 * literal dot begins the suffix, whatever is in an identifier. With the name that people know the resource by it ends as
 * `/<id>.spec/<name>.json`, so that tabs and breadcrumbs show that name; it is for the eye alone and not read back. A spec’s
 * always ends so, with its identifier where it has no name: by that folder the manifest knows its language. Build
 * the URI with `Uri.from`, which keeps the encoding.
 */
export function toUriPath(address: ResourceAddress, view: DocumentView, ext = 'json', name = ''): string {
  const path = `/${[address.account, ...address.segments].map(encodeUriSegment).join('/')}`;
  const id = address.segments.at(-1) ?? '';
  const named = name === id ? '' : fileName(name);
  const shown = view === 'spec' && named === '' ? fileName(id) : named;
  const suffix = view === 'spec' ? `.${ext}` : `.${view}.${ext}`;
  return shown === '' ? `${path}${suffix}` : `${path}.${view}/${shown}${suffix}`;
}

const NAMED = /^\/([^/.]+(?:\/[^/.]*)+)\.(spec|current|full)\/[^/]+\.(json|ya?ml)$/;
const UNNAMED = /^\/([^/.]+(?:\/[^/.]*)+)(?:\.(current|full))?\.(json|ya?ml)$/;

/** Reads what `toUriPath` wrote; `undefined` for any other path. */
export function fromUriPath(path: string): DocumentAddress | undefined {
  const [, encoded, view, ext] = NAMED.exec(path) ?? UNNAMED.exec(path) ?? [];
  if (encoded === undefined || ext === undefined) return undefined;
  try {
    const [account = '', ...segments] = encoded.split('/').map(decodeURIComponent);
    return {
      address: { account, segments },
      view: view === 'current' || view === 'full' ? view : 'spec',
      ext,
    };
  } catch {
    return undefined;
  }
}

const LONGEST_NAME = 80;

/** What most segments and names are: as short as a name may be, and the same in any encoding. */
const PLAIN = /^[\w-]{0,80}$/;

/** What of a name can be in a path, without characters that show as nothing or turn the text around. */
function fileName(name: string): string {
  if (PLAIN.test(name)) return name;
  const shown = name.replace(/\p{C}/gu, '').replaceAll('/', '∕').replaceAll('\\', '∖').trim();
  return Array.from(shown).slice(0, LONGEST_NAME).join('');
}

/** The path below the branch that requests are sent to. */
export function toApiPath({ segments }: ResourceAddress): string {
  return `/${segments.map(encodeApiSegment).join('/')}`;
}

/** The address of an encoded path below the branch, its query left out. Throws `URIError` when it is not validly encoded. */
export function addressOf(account: string, apiPath: string): ResourceAddress {
  const [path = ''] = apiPath.split(/[?#]/, 1);
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent);
  return { account, segments };
}

/** What is one segment above: an item's collection. `undefined` at the top of the branch. */
export function parentAddress({ account, segments }: ResourceAddress): ResourceAddress | undefined {
  return segments.length === 0 ? undefined : { account, segments: segments.slice(0, -1) };
}

/** A key that distinguishes addresses, for maps and for the ids of nodes. */
export function addressKey(address: ResourceAddress): string {
  const known = keys.get(address);
  if (known !== undefined) return known;
  const key = [address.account, ...address.segments].map(encodeSegment).join('/');
  keys.set(address, key);
  return key;
}

/** A row of a list is looked up under its key several times whenever it is drawn, and thousands may be drawn at once. */
const keys = new WeakMap<ResourceAddress, string>();

export function sameAddress(a: ResourceAddress, b: ResourceAddress): boolean {
  return addressKey(a) === addressKey(b);
}

/** Only what a path can't hold, or what would be read as something else: breadcrumbs show the rest as people write it. */
function encodeUriSegment(segment: string): string {
  if (PLAIN.test(segment)) return segment;
  return segment
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[%/\\\p{C}]/gu, encodeURIComponent)
    .replaceAll('.', '%2E');
}

/** Dots are encoded as well, so that none of a document's path but the suffix has any. */
function encodeSegment(segment: string): string {
  if (PLAIN.test(segment)) return segment;
  return encodeText(segment).replaceAll('.', '%2E');
}

/** Only `.` and `..` would be eaten by URL normalisation (RFC 3986, 5.2.4); other dots stay as people write them. */
function encodeApiSegment(segment: string): string {
  return segment === '.' || segment === '..' ? encodeSegment(segment) : encodeText(segment);
}
