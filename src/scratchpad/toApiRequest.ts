import { stripComments } from 'jsonc-parser';
import type { ApiRequest } from '../api/api.js';
import { readJson } from '../resource/jsonTree.js';
import {
  isHeaderValue,
  isRefusedHeader,
  isVersionHeader,
  overridesMethod,
  queryOverridesMethod,
} from './headers.js';
import { error, type Problem, type Span } from './problem.js';
import type { RequestFile, ScratchRequest } from './requestFile.js';
import { fillVariables } from './variables.js';

/** A request ready to be sent, or what keeps it from being. */
export type Prepared =
  | { readonly kind: 'ready'; readonly request: ApiRequest }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Fills the variables in and checks the result. `origin` is the account's: a full URL may only lead there. */
export function toApiRequest(
  file: RequestFile,
  request: ScratchRequest,
  origin: string | undefined,
): Prepared {
  const problems: Problem[] = [];
  const fill = (text: string, span: Span): string => {
    const filled = fillVariables(file, text, span);
    problems.push(...filled.problems);
    return filled.text;
  };
  const target = readTarget(fill(request.target.text, request.target.span), request.target.span, origin);
  if (target.problem) problems.push(target.problem);
  const headers: Record<string, string> = {};
  for (const { name, value } of request.headers) {
    if (overridesMethod(name.text)) problems.push(error('methodOverride', name.span, name.text));
    if (isRefusedHeader(name.text) || isVersionHeader(name.text)) continue;
    const text = fill(value.text, value.span);
    if (isHeaderValue(text)) headers[name.text] = text;
    else problems.push(error('headerValueInvalid', value.span, name.text));
  }
  const body = request.body && fill(request.body.text, request.body.span);
  const bare = body === undefined ? undefined : stripComments(body).trim();
  if (request.body && bare !== undefined && !isJson(bare))
    problems.push(error('bodyNotJson', request.body.span));
  if (problems.length > 0) return { kind: 'refused', problems };
  return {
    kind: 'ready',
    request: {
      method: request.method.method,
      path: target.path,
      branch: target.branch,
      headers,
      priority: 'user',
      ...(bare === undefined ? {} : { body: bare }),
    },
  };
}

interface ReadTarget {
  readonly path: string;
  readonly branch: 'v1' | 'v2';
  readonly problem?: Problem;
}

function readTarget(text: string, span: Span, origin: string | undefined): ReadTarget {
  const nowhere = { path: '', branch: 'v2' } as const;
  if (text === '') return { ...nowhere, problem: error('targetMissing', span) };
  let path = text;
  if (/^https?:/i.test(text)) {
    if (!URL.canParse(text) || new URL(text).origin !== origin) {
      return { ...nowhere, problem: error('foreignOrigin', span, origin ?? '') };
    }
    path = text.slice(new URL(text).origin.length);
  }
  if (!path.startsWith('/')) return { ...nowhere, problem: error('targetNotAPath', span) };
  const [, branch = 'v2', rest = path] = /^\/(v1|v2|1\.0)(?=\/|\?|$)(.*)$/s.exec(path) ?? [];
  const segments = (rest.split('?')[0] ?? '').split('/');
  if (segments.some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) {
    return { ...nowhere, problem: error('dotSegment', span) };
  }
  if (/[{}]/.test(rest.split('?')[0] ?? '')) return { ...nowhere, problem: error('placeholderLeft', span) };
  if (/\p{Surrogate}/u.test(rest)) return { ...nowhere, problem: error('halfCharacter', span) };
  const override = [...new URLSearchParams(rest.split('?').slice(1).join('?')).keys()].find(
    queryOverridesMethod,
  );
  if (override !== undefined) return { ...nowhere, problem: error('methodOverride', span, override) };
  return {
    path: encodeRest(rest),
    branch: branch === 'v2' ? 'v2' : 'v1',
  };
}

/** Spaces and letters that a URL cannot carry are encoded; what is encoded already stays (RFC 3986, 2). */
function encodeRest(text: string): string {
  return text.replaceAll(/[^\w\-.~!$&'()*+,;=:@%/?[\]]/gu, encodeURIComponent);
}

function isJson(text: string): boolean {
  const { root, faults } = readJson(text, { strict: true });
  return root !== undefined && faults.length === 0;
}
