import * as vscode from 'vscode';
import type { Operation, OperationParameter } from '../../../schema/catalogue.js';
import type { OpenApiDocument } from '../../../schema/openapi.js';
import { queryFiltersOf } from '../../../schema/queryFilters.js';
import type { CompletionPlace } from '../../../scratchpad/help/completionPlace.js';
import type { VariableName } from '../../../scratchpad/help/variableNames.js';
import { isRefusedHeader, isVersionHeader } from '../../../scratchpad/headers.js';
import type { DescribedOperation } from './describedOperation.js';
import { parameterText } from './operationText.js';

type Place<K extends CompletionPlace['kind']> = Extract<CompletionPlace, { readonly kind: K }>;

const AGAIN = { command: 'editor.action.triggerSuggest', title: '' };

/** The query parameters that a request doesn't have yet, required ones first. */
export function queryNames(
  { request, span }: Place<'queryName'>,
  { operation, document }: DescribedOperation,
  range: vscode.Range,
): vscode.CompletionItem[] {
  const { text } = request.target;
  const others = new Set(
    [...text.matchAll(/[?&]([^=&]+)=/g)]
      .map(([, name = '']) => name)
      // The one under the cursor is about to be another one.
      .filter((name) => span.end - span.start === 0 || name.length !== span.end - span.start),
  );
  const choices = choicesOf(operation, document);
  return operation.parameters
    .filter((one) => one.in === 'query' && !others.has(one.name))
    .map((parameter) => {
      const item = parameterItem(document, parameter, range);
      item.insertText = `${parameter.name}=`;
      if (choices.has(parameter.name)) item.command = AGAIN;
      return item;
    });
}

/** The values that the document lists for a query parameter. */
export function queryValues(
  { name }: Place<'queryValue'>,
  { operation, document }: DescribedOperation,
  range: vscode.Range,
): vscode.CompletionItem[] {
  return (choicesOf(operation, document).get(name) ?? []).map((value) => {
    const item = new vscode.CompletionItem(value, vscode.CompletionItemKind.EnumMember);
    item.insertText = encodeURIComponent(value);
    item.range = range;
    return item;
  });
}

/** Headers that any request may have, with their values. */
const COMMON: ReadonlyMap<string, readonly string[]> = new Map([
  ['Content-Type', ['application/json', 'application/yaml', 'application/x-www-form-urlencoded']],
  ['Accept-Language', ['en-GB', 'fr-FR']],
]);

/** The headers that an operation takes and a request doesn't have yet, and those that any request may have. */
export function headerNames(
  { request, span }: Place<'headerName'>,
  described: DescribedOperation | undefined,
  range: vscode.Range,
): vscode.CompletionItem[] {
  const others = new Set(
    request.headers
      .filter(({ name }) => name.span.start !== span.start)
      .map(({ name }) => name.text.toLowerCase()),
  );
  const own = described?.operation.parameters.filter((one) => one.in === 'header') ?? [];
  const items = own.map((one) => parameterItem(described?.document, one, range));
  const known = new Set(own.map(({ name }) => name.toLowerCase()));
  const common = [...COMMON.keys()]
    .filter((name) => !known.has(name.toLowerCase()))
    .map((name) => {
      const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Field);
      item.sortText = `3 ${name}`;
      item.range = range;
      return item;
    });
  return [...items, ...common].flatMap((item) => {
    const name = typeof item.label === 'string' ? item.label : item.label.label;
    if (others.has(name.toLowerCase()) || isVersionHeader(name) || isRefusedHeader(name)) return [];
    item.insertText = `${name}: `;
    item.command = AGAIN;
    return [item];
  });
}

/** The values that are known of a header. */
export function headerValues(
  { name }: Place<'headerValue'>,
  described: DescribedOperation | undefined,
  range: vscode.Range,
): vscode.CompletionItem[] {
  const same = (one: string): boolean => one.toLowerCase() === name.toLowerCase();
  const parameter = described?.operation.parameters.find((one) => one.in === 'header' && same(one.name));
  const listed =
    described && parameter
      ? choicesIn(described.document, [{ ...parameter, in: 'query' }]).get(parameter.name)
      : undefined;
  const common = [...COMMON].find(([one]) => same(one))?.[1];
  return (listed ?? common ?? []).map((value) => {
    const item = new vscode.CompletionItem(value, vscode.CompletionItemKind.EnumMember);
    item.range = range;
    return item;
  });
}

/** The directives of a request, with what is behind them. */
export function directives(range: vscode.Range): vscode.CompletionItem[] {
  const rows: readonly (readonly [string, string, string])[] = [
    ['name', 'name ${1:list}', vscode.l10n.t('Names the request, so that others can refer to its response.')],
    ['pages', 'pages ${1|all,3|}', vscode.l10n.t('Follows the pages of a list.')],
    ['confirm', 'confirm ${1|off,on|}', vscode.l10n.t('Asks only once for a request that writes.')],
    [
      'prompt',
      'prompt ${1:variable} ${2:question}',
      vscode.l10n.t('Asks for a value before the request is sent.'),
    ],
    ['expect', 'expect ${1:status 200}', vscode.l10n.t('Checks the response.')],
  ];
  return rows.map(([name, snippet, text]) => {
    const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Keyword);
    item.insertText = new vscode.SnippetString(snippet);
    item.detail = text;
    item.range = range;
    return item;
  });
}

const VARIABLE_KINDS: Readonly<Record<VariableName['kind'], vscode.CompletionItemKind>> = {
  file: vscode.CompletionItemKind.Variable,
  prompt: vscode.CompletionItemKind.Variable,
  environment: vscode.CompletionItemKind.Constant,
  response: vscode.CompletionItemKind.Reference,
  dynamic: vscode.CompletionItemKind.Function,
};

/** What may be between double braces; `valueOf` says the value of a name, where that may be shown. */
export function variables(
  names: readonly VariableName[],
  valueOf: (name: string) => string | undefined,
  range: vscode.Range,
): vscode.CompletionItem[] {
  return names.map(({ kind, name, lead, words }) => {
    const item = new vscode.CompletionItem(name, VARIABLE_KINDS[kind]);
    const snippet = new vscode.SnippetString().appendText(lead);
    for (const [index, word] of words.entries()) {
      if (index > 0) snippet.appendText(' ');
      snippet.appendPlaceholder(word);
    }
    item.insertText = snippet;
    item.sortText = `${kind === 'dynamic' ? '2' : '1'} ${name}`;
    const value = kind === 'file' || kind === 'environment' ? valueOf(name) : undefined;
    if (value !== undefined) item.detail = value;
    item.range = range;
    return item;
  });
}

function parameterItem(
  document: OpenApiDocument | undefined,
  parameter: OperationParameter,
  range: vscode.Range,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(parameter.name, vscode.CompletionItemKind.Field);
  item.sortText = `${parameter.required ? '1' : '2'} ${parameter.name}`;
  if (parameter.required) item.detail = vscode.l10n.t('required');
  if (document) item.documentation = parameterText(document, parameter);
  item.range = range;
  return item;
}

function choicesOf(operation: Operation, document: OpenApiDocument): ReadonlyMap<string, readonly string[]> {
  return choicesIn(document, operation.parameters);
}

function choicesIn(
  document: OpenApiDocument,
  parameters: readonly OperationParameter[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    queryFiltersOf(document, { parameters }).flatMap(({ name, input }) =>
      input.kind === 'choice' ? [[name, input.values] as const] : [],
    ),
  );
}
