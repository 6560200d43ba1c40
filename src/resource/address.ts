/** Which resource a document, a node or a panel speaks of. */
export interface ResourceAddress {
  /** The account's id. */
  readonly account: string;
  /** Decoded segments below the branch, for example `['publicCloud', 'project', 'a/b']`. */
  readonly segments: readonly string[];
}

/** Which side of a resource a document shows: what is asked for, what is, or all the API says. */
export type DocumentView = 'spec' | 'current' | 'full';

/** What a document's URI says. */
export interface DocumentAddress {
  readonly address: ResourceAddress;
  readonly view: DocumentView;
  readonly ext: string;
}

/**
 * The path of a document's URI: `/<account>/<segment…>/<id>.json`. Segments are encoded, dots too, so that the first
 * literal dot begins the suffix whatever is in an identifier. Build the URI with `Uri.from`, which keeps the encoding.
 */
export function toUriPath(address: ResourceAddress, view: DocumentView, ext = 'json'): string {
  const suffix = view === 'spec' ? `.${ext}` : `.${view}.${ext}`;
  return `/${[address.account, ...address.segments].map(encodeSegment).join('/')}${suffix}`;
}

/** Reads what `toUriPath` wrote; `undefined` for any other path. */
export function fromUriPath(path: string): DocumentAddress | undefined {
  const match = /^\/([^/.]+(?:\/[^/.]*)+)(?:\.(current|full))?\.([a-z]+)$/.exec(path);
  const [, encoded, view, ext] = match ?? [];
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

/** What stands one segment above: an item's collection. `undefined` at the top of the branch. */
export function parentAddress({ account, segments }: ResourceAddress): ResourceAddress | undefined {
  return segments.length === 0 ? undefined : { account, segments: segments.slice(0, -1) };
}

/** A key that tells addresses apart, for maps and for the ids of nodes. */
export function addressKey({ account, segments }: ResourceAddress): string {
  return [account, ...segments].map(encodeSegment).join('/');
}

export function sameAddress(a: ResourceAddress, b: ResourceAddress): boolean {
  return addressKey(a) === addressKey(b);
}

/** Dots are encoded as well, so that none of a document's path but the suffix has any. */
function encodeSegment(segment: string): string {
  return encodeWellFormed(segment).replaceAll('.', '%2E');
}

/** Only `.` and `..` would be eaten by URL normalisation (RFC 3986, 5.2.4); other dots stay as people write them. */
function encodeApiSegment(segment: string): string {
  return segment === '.' || segment === '..' ? encodeSegment(segment) : encodeWellFormed(segment);
}

/** Half a surrogate pair is no character and has no encoding; it becomes the replacement character. */
function encodeWellFormed(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
