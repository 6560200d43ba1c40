import type { ApiRequest } from '../api/api.js';
import { resolveBody } from './body.js';
import { isHeaderValue, isRefusedHeader, isVersionHeader, overridesMethod } from './headers.js';
import { error, type Problem, type Span } from './problem.js';
import type { HeaderLine, RequestFile, ScratchRequest } from './requestFile.js';
import { needKey, noSources, type Need, type Sources } from './sources.js';
import { resolveTarget, type Findings } from './target.js';
import { templateParts } from './template.js';
import { faultsAt, LONGEST_VALUE, Variables } from './variables.js';

/** A request as it may be shown: dots replace secrets, and uses without a value are left as they are written. */
export interface ShownRequest {
  readonly method: string;
  /** The whole address where it is known, else the target with what is known of it. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A request ready to be sent, what it waits for, or what keeps it from being sent. */
export type Prepared =
  | {
      readonly kind: 'ready';
      readonly request: ApiRequest;
      readonly shown: ShownRequest;
      /** Texts in it that nothing may keep or show. */
      readonly secrets: readonly string[];
    }
  | { readonly kind: 'waiting'; readonly needs: readonly Need[]; readonly shown: ShownRequest }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[]; readonly shown: ShownRequest };

/**
 * Fills the variables in and checks the result; nothing unknown is ever part of it. `origin` is the account's: a full URL may only
 * lead there. `sources` bring what the file doesn't hold: where one is missing that can be had, the request waits for it.
 */
export function toApiRequest(
  file: Pick<RequestFile, 'names'>,
  request: ScratchRequest,
  origin: string | undefined,
  sources: Sources = noSources,
): Prepared {
  return prepareWith(new Variables(file, sources), request, origin, sources);
}

/** As `toApiRequest`, with variables that requests share. */
export function prepareWith(
  variables: Variables,
  request: ScratchRequest,
  origin: string | undefined,
  sources: Sources,
): Prepared {
  const findings: Findings = { problems: [], needs: [], secrets: [] };
  const { problems, needs, secrets } = findings;
  const destination = resolveTarget(request.target, variables, origin, findings);
  if (request.pages && destination.branch === 'v1') {
    problems.push(error('pagesNeedsV2', request.pages.span));
  }
  const headers = resolveHeaders(request, variables, origin, findings);
  const body = request.body && resolveBody(request.body, variables, sources, findings);
  const { method } = request.method;
  const shown = { method, url: destination.shown, headers: headers.shown, body: body?.shown };
  if (problems.length > 0) return { kind: 'refused', problems, shown };
  if (needs.length > 0) return { kind: 'waiting', needs: distinct(needs), shown };
  return {
    kind: 'ready',
    shown,
    secrets,
    request: {
      method,
      path: destination.path,
      branch: destination.branch,
      headers: headers.sent,
      priority: 'user',
      ...(body ? { body: body.text } : {}),
    },
  };
}

function distinct(needs: readonly Need[]): readonly Need[] {
  return [...new Map(needs.map((need) => [needKey(need), need])).values()];
}

interface ResolvedHeaders {
  readonly sent: Readonly<Record<string, string>>;
  readonly shown: Readonly<Record<string, string>>;
}

/** A header that is written twice is sent once, its values joined by a comma (RFC 9110, 5.3). */
function resolveHeaders(
  { headers, body }: ScratchRequest,
  variables: Variables,
  origin: string | undefined,
  findings: Findings,
): ResolvedHeaders {
  const sent = new Map<string, { readonly name: string; readonly text: string; readonly shown: string }>();
  for (const header of headers) {
    const { name, value } = header;
    const key = name.text.toLowerCase();
    if (overridesMethod(key)) findings.problems.push(error('methodOverride', name.span, name.text));
    if (key === 'host') findings.problems.push(...hostProblems(header, origin));
    if (isRefusedHeader(key) || isVersionHeader(key)) continue;
    // YAML is sent as the JSON that it means: the API takes nothing else.
    if (key === 'content-type' && body?.form === 'yaml') continue;
    const { text, shown } = fillHeader(value.text, value.span, variables, findings);
    if (!isHeaderValue(text)) findings.problems.push(error('headerValueInvalid', value.span, name.text));
    const before = sent.get(key);
    sent.set(key, {
      name: before?.name ?? name.text,
      text: before ? `${before.text},${text}` : text,
      shown: before ? `${before.shown},${shown}` : shown,
    });
  }
  return {
    sent: Object.fromEntries([...sent.values()].map(({ name, text }) => [name, text])),
    shown: Object.fromEntries([...sent.values()].map(({ name, shown }) => [name, shown])),
  };
}

/** A request that names another host is meant for it. */
function hostProblems({ value }: HeaderLine, origin: string | undefined): readonly Problem[] {
  const isOwn = origin === undefined || value.text === new URL(origin).host || value.text.includes('{{');
  return isOwn ? [] : [error('foreignOrigin', value.span, origin)];
}

function fillHeader(
  written: string,
  span: Span,
  variables: Variables,
  { problems, needs, secrets }: Findings,
): { readonly text: string; readonly shown: string } {
  const [texts, shown]: [string[], string[]] = [[], []];
  let added = 0;
  if (/^\{[\w.-]+\}$/.test(written)) problems.push(error('placeholderLeft', span));
  for (const part of templateParts(written)) {
    const place = { start: span.start + part.start, end: span.start + part.end };
    if (part.kind === 'open') problems.push(error('bracesOpen', place));
    else if (part.kind === 'use' && added <= LONGEST_VALUE) {
      const resolved = variables.resolve(part.content);
      added += resolved.text.length;
      if (added > LONGEST_VALUE) problems.push(error('variableTooLong', place, part.content));
      problems.push(...faultsAt(resolved, place));
      needs.push(...resolved.needs.map((need) => ({ ...need, span: place })));
      secrets.push(...resolved.secrets);
      texts.push(resolved.text);
      shown.push(resolved.faults.length > 0 ? written.slice(part.start, part.end) : resolved.shown);
    } else if (part.kind !== 'use') {
      texts.push(part.text);
      shown.push(part.text);
    }
  }
  return { text: texts.join(''), shown: shown.join('') };
}
