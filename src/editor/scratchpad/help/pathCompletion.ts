import * as vscode from 'vscode';
import { encodeText } from '../../../api/encodeText.js';
import { requiredQuery, type Operation } from '../../../schema/catalogue.js';
import { findByPath } from '../../../schema/findByPath.js';
import type { Section } from '../../../schema/sections.js';
import { sourceValue } from '../../../schema/valueSources.js';
import type { CompletionPlace } from '../../../scratchpad/help/completionPlace.js';
import type { Route } from '../../../scratchpad/help/route.js';
import type { LiveLists } from '../../language/liveLists.js';
import { memberItem } from '../../language/valueCompletions.js';
import { emptyMarkdown } from '../../shell/markdown.js';
import { retirementWord } from '../../shell/retirementText.js';
import { rangeOf } from '../requestDocuments.js';
import { operationText } from './operationText.js';
import { withPlaceholders } from './placeholders.js';
import type { RequestApi } from './requestApi.js';
import type { RequestRoutes } from './requestRoutes.js';

export type PathPlace = Extract<CompletionPlace, { readonly kind: 'path' }>;

export interface PathCompletionOptions {
  readonly routes: RequestRoutes;
  readonly api: RequestApi;
  readonly lists: LiveLists;
  readonly note: (failure: unknown) => void;
}

/** A path that is being written: what comes before the segment under the cursor, and what a proposal takes the place of. */
interface PathBefore {
  readonly route: Route;
  /** What of the branch isn't written yet. */
  readonly lead: string;
  readonly range: { readonly inserting: vscode.Range; readonly replacing: vscode.Range };
}

/** The sections of the API, or what the section that the path names has for the request's method. */
export async function completePath(
  { routes, api }: PathCompletionOptions,
  document: vscode.TextDocument,
  place: PathPlace,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.CompletionItem[]> {
  const path = pathBefore(routes, document, place, position);
  if (!path || path.route.branch === 'v1') return [];
  const { route, lead, range } = path;
  const search = await api.section(route.segments, signal);
  if (!search) return [];
  const begun = route.segments.map(({ text }) => `/${text}`).join('');
  const sections = search.sections
    .filter((section) => section.path.startsWith(`${begun}/`))
    .map((section) => sectionItem(section, lead + section.path.slice(begun.length + 1), range));
  const { method } = place.request.method;
  const operations = search.found?.index.below(route.segments) ?? [];
  const offered = operations.filter(
    ({ operation }) => operation.method === method || (method === 'HEAD' && operation.method === 'GET'),
  );
  return [...sections, ...offered.map(({ operation, rest }) => operationItem(operation, rest, range))];
}

/** What the list before an identifier's place has, by the names that people know them by. */
export async function completeIdentifier(
  { routes, api, lists, note }: PathCompletionOptions,
  document: vscode.TextDocument,
  place: PathPlace,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.CompletionItem[]> {
  const path = pathBefore(routes, document, place, position);
  if (!path || path.route.branch === 'v1' || path.route.segments.some(({ isOpen }) => isOpen)) return [];
  const { found } = (await api.section(path.route.segments, signal)) ?? {};
  if (!found || signal.aborted) return [];
  const list = path.route.segments.map(({ text }) => `/${text}`).join('');
  const { collection, item } = findByPath(found.section.catalogue, list);
  if (!collection?.item || item || requiredQuery(collection.list).length > 0) return [];
  try {
    const members = await lists.items(found.connection.api, list, collection.itemsIn);
    const range = rangeOf(document, place.span);
    return members.flatMap((member) => {
      const id = sourceValue(collection, member, '');
      return id === undefined ? [] : [memberItem({ range, written: encodeText }, id, member, { path: list })];
    });
  } catch (failure) {
    // The user didn't request this list: the document's proposals are shown all the same.
    note(failure);
    return [];
  }
}

function pathBefore(
  routes: RequestRoutes,
  document: vscode.TextDocument,
  { before, span, pathEnd }: PathPlace,
  position: vscode.Position,
): PathBefore | undefined {
  const start = document.positionAt(span.start);
  const range = {
    inserting: new vscode.Range(start, position),
    replacing: new vscode.Range(start, document.positionAt(Math.max(pathEnd, span.end))),
  };
  if (before.text === '') {
    const route: Route = { branch: 'v2', segments: [], span, query: [], hasOpenQuery: false };
    return { route, lead: '/v2/', range };
  }
  const typed = document.offsetAt(position) - span.start;
  const pieces = before.pieces.map((piece, index) =>
    index < before.pieces.length - 1 || typed === 0
      ? piece
      : { text: piece.text.slice(0, -typed), span: { ...piece.span, end: piece.span.end - typed } },
  );
  const text = typed === 0 ? before.text : before.text.slice(0, -typed);
  if (!text.endsWith('/')) return undefined;
  const route = routes.of(document)({ target: { ...before, text, pieces } });
  return route && { route, lead: text === '/' ? 'v2/' : '', range };
}

function sectionItem(
  section: Section,
  text: string,
  range: vscode.CompletionItem['range'],
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(text, vscode.CompletionItemKind.Module);
  if (range) item.range = range;
  item.filterText = text;
  item.detail = section.badges.map(({ label }) => label).join(', ');
  if (section.description !== undefined) item.documentation = emptyMarkdown().appendText(section.description);
  return item;
}

function operationItem(
  operation: Operation,
  rest: string,
  range: vscode.CompletionItem['range'],
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(
    { label: rest, description: operation.summary ?? '' },
    vscode.CompletionItemKind.Value,
  );
  if (range) item.range = range;
  item.filterText = rest;
  item.sortText = `${operation.isDeprecated ? '2' : '1'} ${operation.path}`;
  item.insertText = withPlaceholders(new vscode.SnippetString(), rest);
  const word = retirementWord(operation);
  item.detail = [...operation.badges.map(({ label }) => label), ...(word === undefined ? [] : [word])].join(
    ', ',
  );
  item.documentation = operationText(operation);
  if (operation.isDeprecated) item.tags = [vscode.CompletionItemTag.Deprecated];
  return item;
}
