import type * as vscode from 'vscode';
import { Slices } from '../../../resource/slices.js';
import { checkOperation } from '../../../scratchpad/help/checkOperation.js';
import type { Route } from '../../../scratchpad/help/route.js';
import { warning, type Problem } from '../../../scratchpad/problem.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import { anyOf } from '../../connections/connectionEvents.js';
import { DocumentChecks, type Checked } from '../documentChecks.js';
import { LANGUAGE, toDiagnostics, type RequestDocuments } from '../requestDocuments.js';
import type { RequestApi, SectionSearch } from './requestApi.js';
import type { RequestRoutes } from './requestRoutes.js';

/** Problems after which the others of a file are left out. */
const MOST_PROBLEMS = 1_000;

export interface ApiDiagnosticsOptions {
  readonly documents: RequestDocuments;
  readonly routes: RequestRoutes;
  readonly api: RequestApi;
  /** Fired when variables may have other values. */
  readonly onDidChangeValues: vscode.Event<void>;
}

/** Marks where requests don't agree with the API document of their section, while they are typed. */
export function registerApiDiagnostics(options: ApiDiagnosticsOptions): vscode.Disposable {
  return new DocumentChecks({
    name: 'ovhapi-http-api',
    handles: ({ languageId }) => languageId === LANGUAGE,
    onDidChange: anyOf<unknown>(options.api.onDidChange, options.onDidChangeValues),
    check: (document, signal) => check(options, document, signal),
  });
}

async function check(
  { documents, routes, api }: ApiDiagnosticsOptions,
  document: vscode.TextDocument,
  signal: AbortSignal,
): Promise<Checked | undefined> {
  const slices = new Slices();
  const routeOf = routes.of(document);
  const problems: Problem[] = [];
  // Waiting for a document of the API is no work.
  let [workMs, since] = [0, performance.now()];
  for (const request of documents.file(document).requests) {
    const route = routeOf(request);
    if (route && isDescribed(route)) {
      workMs += performance.now() - since;
      const search = await api.section(route.segments, signal);
      since = performance.now();
      problems.push(...problemsOf(request, route, search));
    }
    await slices.rest();
    if (signal.aborted) return undefined;
    if (problems.length > MOST_PROBLEMS) break;
  }
  return {
    diagnostics: toDiagnostics(document, problems.slice(0, MOST_PROBLEMS)),
    workMs: workMs + performance.now() - since,
  };
}

/** The first branch has no such documents. A section's document is an address, too. */
function isDescribed({ branch, segments }: Route): boolean {
  return branch === 'v2' && segments.length > 0 && segments.at(-1)?.text.endsWith('.json') !== true;
}

function problemsOf(
  request: ScratchRequest,
  route: Route,
  search: SectionSearch | undefined,
): readonly Problem[] {
  if (!search) return [];
  const { isNamed, found } = search;
  if (!found) return isNamed ? [] : sectionProblems(route);
  const { index, section } = found;
  return checkOperation({ request, route, index, document: section.document });
}

function sectionProblems({ segments: [first] }: Route): readonly Problem[] {
  return !first || first.isOpen ? [] : [warning('sectionUnknown', first.span, `/${first.text}`)];
}
