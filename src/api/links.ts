import type { Endpoint } from './account.js';

/**
 * The path below the branch that a link of the API leads to (`currentTasks[].link`), query included. `undefined` when
 * it leads to another origin, out of the branch, or is no link at all: such a link is not followed with credentials.
 */
export function pathOfLink(
  link: unknown,
  { origin }: Pick<Endpoint, 'origin'>,
  branch: 'v1' | 'v2' = 'v2',
): string | undefined {
  if (typeof link !== 'string' || !/^[\x21-\x7e]+$/.test(link) || link.includes('\\')) return undefined;
  const path = link.startsWith('/') ? link : withoutOrigin(link, origin);
  if (path === undefined || path.startsWith('//')) return undefined;
  const [pathname = ''] = path.split(/[?#]/, 1);
  // Also the encoded dots: a server may decode them before it looks.
  if (pathname.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) return undefined;
  const [below] = path.split('#', 1);
  return below?.startsWith(`/${branch}/`) ? below.slice(branch.length + 1) : undefined;
}

function withoutOrigin(link: string, origin: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  const isOurs = url.origin === origin && url.username === '' && url.password === '';
  // The text after the origin, not the parsed path: the parser has already eaten dots.
  return isOurs ? link.slice(link.indexOf('/', link.indexOf('//') + 2)) : undefined;
}
