/** The parts of a request's address, the path as it was written. */
export interface WrittenAddress {
  readonly origin: string;
  readonly pathname: string;
  readonly search: string;
  readonly searchParams: URLSearchParams;
}

/**
 * Reads an absolute address without turning its path: an identifier may be `.` or `..`, and comes as `%2E` and `%2E%2E`, which
 * `URL` would take for a way through folders (WHATWG URL, "double-dot URL path segment"). `undefined` for anything else.
 */
export function readAddress(written: string): WrittenAddress | undefined {
  const url = parseUrl(written);
  if (!url) return undefined;
  const { origin, search, searchParams } = url;
  const [, path = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(written) ?? [];
  return { origin, pathname: path === '' ? '/' : path, search, searchParams };
}

/** Parses once: most addresses are right. */
function parseUrl(written: string): URL | undefined {
  try {
    return new URL(written);
  } catch {
    return undefined;
  }
}
