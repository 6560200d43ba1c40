import * as vscode from 'vscode';
import { checkOperation } from '../../../scratchpad/help/checkOperation.js';
import { fileFixes } from '../../../scratchpad/help/fileFixes.js';
import { nearest } from '../../../scratchpad/help/nearestPaths.js';
import { requestFixes, type RequestFix } from '../../../scratchpad/help/requestFixes.js';
import type { Route } from '../../../scratchpad/help/route.js';
import type { Problem } from '../../../scratchpad/problem.js';
import { isProblemCode } from '../../../scratchpad/problemSentences.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import { OUR_SOURCE } from '../../language/diagnostics.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from '../requestDocuments.js';
import type { RequestApi } from './requestApi.js';
import type { RequestRoutes } from './requestRoutes.js';

export interface RequestCodeActionsOptions {
  readonly documents: RequestDocuments;
  readonly routes: RequestRoutes;
  readonly api: RequestApi;
}

/** A fix with the code of what it fixes. */
interface CodedFix {
  readonly code: string;
  readonly range: vscode.Range;
  readonly fix: RequestFix;
}

/** Offers what fixes a request, where something is said of it. */
export function registerRequestCodeActions(options: RequestCodeActionsOptions): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    LANGUAGE,
    {
      provideCodeActions: async (document, range, { diagnostics }, token) => {
        const ours = diagnostics.filter(({ source, code }) => source === OUR_SOURCE && isProblemCode(code));
        // Asked wherever the cursor goes: a text in which nothing is wrong needs no reading.
        if (ours.length === 0) return [];
        const fixes = [
          ...ofFile(options, document, ours),
          ...(await ofRequests(options, document, range, abortSignal(token))),
        ];
        return fixes.map((fix) => toAction(document, fix, ours));
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function ofFile(
  { documents, routes }: RequestCodeActionsOptions,
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): readonly CodedFix[] {
  const file = documents.file(document);
  const environment = [...routes.sources(document).environment.keys()];
  return diagnostics.flatMap(({ code, range }) => {
    if (!isProblemCode(code)) return [];
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return fileFixes({ code, span }, file, environment).map((fix) => ({ code, range, fix }));
  });
}

async function ofRequests(
  { documents, routes, api }: RequestCodeActionsOptions,
  document: vscode.TextDocument,
  range: vscode.Range,
  signal: AbortSignal,
): Promise<readonly CodedFix[]> {
  const file = documents.file(document);
  const routeOf = routes.of(document);
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const touched = file.requests.filter(({ span }) => span.start <= end && start <= span.end);
  const fixes: CodedFix[] = [];
  for (const request of touched.slice(0, MOST_REQUESTS)) {
    const route = routeOf(request);
    if (!route || route.branch === 'v1' || signal.aborted) continue;
    for (const [problem, fix] of await fixesOf(api, file.text, request, route, signal)) {
      if (problem.span.start > end || start > problem.span.end) continue;
      fixes.push({ code: problem.code, range: rangeOf(document, problem.span), fix });
    }
  }
  return fixes;
}

/** Requests whose fixes are offered at once: all of a file may be selected. */
const MOST_REQUESTS = 20;

async function fixesOf(
  api: RequestApi,
  text: string,
  request: ScratchRequest,
  route: Route,
  signal: AbortSignal,
): Promise<readonly (readonly [Problem | SectionProblem, RequestFix])[]> {
  const search = await api.section(route.segments, signal);
  if (!search) return [];
  const { found, isNamed, sections } = search;
  if (!found) return isNamed ? [] : sectionFixes(text, route, sections);
  const { index, section } = found;
  const context = { text, request, route, index, document: section.document };
  return checkOperation(context).flatMap((problem) =>
    requestFixes(problem, context).map((fix) => [problem, fix] as const),
  );
}

type SectionProblem = Pick<Problem, 'code' | 'span'>;

function sectionFixes(
  text: string,
  { segments: [first] }: Route,
  sections: readonly { readonly path: string }[],
): readonly (readonly [SectionProblem, RequestFix])[] {
  if (!first || first.isOpen || text.slice(first.span.start, first.span.end) !== first.text) return [];
  const { span } = first;
  return nearest(
    `/${first.text}`,
    sections.map(({ path }) => path),
  ).map((path, at) => [
    { code: 'sectionUnknown', span },
    { kind: 'replace', name: path, edit: { span, text: path.slice(1) }, isPreferred: at === 0 },
  ]);
}

function toAction(
  document: vscode.TextDocument,
  { code, range, fix }: CodedFix,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(title(fix), vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, rangeOf(document, fix.edit.span), fix.edit.text);
  action.isPreferred = fix.isPreferred;
  action.diagnostics = diagnostics.filter((one) => one.code === code && one.range.isEqual(range));
  return action;
}

function title({ kind, name }: RequestFix): string {
  switch (kind) {
    case 'replace':
      return vscode.l10n.t('Use {0}', name);
    case 'replacement':
      return vscode.l10n.t('Replace with {0}', name);
    case 'addParameter':
      return vscode.l10n.t('Add the query parameter {0}', name);
    case 'addHeader':
      return vscode.l10n.t('Add the header {0}', name);
    case 'addBody':
      return vscode.l10n.t('Add a body with the required fields');
    case 'addVariable':
      return vscode.l10n.t('Add the variable {0}', name);
    case 'addLine':
      return name === '' ? vscode.l10n.t('Add an empty line') : vscode.l10n.t('Add a line with {0}', name);
    case 'remove':
      return vscode.l10n.t('Remove {0}', name);
  }
}
