import * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import { conditionsValue, queryFiltersOf, textsValue, type QueryFilter } from '../../schema/queryFilters.js';
import type { Connections } from '../connections/connections.js';
import type { CollectionNode, TreeNode } from '../../resource/tree/nodes.js';
import type { ResourceTree } from './resourceTree.js';
import type { ApiQuery, ListFilter, ListFilters } from '../../resource/listFilters.js';
import type { RequiredQueries } from '../connections/requiredQueries.js';
import type { RequiredQuestions } from './requiredQuestions.js';
import type { Reporting } from '../shell/reporting.js';
import { showInput } from '../shell/messages.js';
import { labelText } from '../shell/labelText.js';

export interface FilterCollectionOptions extends Pick<Reporting, 'reportFailure'> {
  readonly connections: Connections;
  readonly filters: ListFilters;
  readonly required: Pick<RequiredQueries, 'get'>;
  readonly questions: Pick<RequiredQuestions, 'ask'>;
  readonly tree: ResourceTree;
  readonly view: Pick<vscode.TreeView<TreeNode>, 'reveal'>;
}

interface Row extends vscode.QuickPickItem {
  readonly parameter?: QueryFilter;
}

/**
 * Filters a collection: what is typed narrows the loaded members at once, and the API's own filters can be chosen when its
 * document declares any. Escape brings back what was.
 */
export async function filterCollection(
  options: FilterCollectionOptions,
  node: CollectionNode,
): Promise<void> {
  const { filters, required, questions, tree, view } = options;
  const before = filters.get(node.id);
  // What is filtered is looked at.
  await view.reveal(node, { select: false, expand: true });
  const apply = (filter: ListFilter | undefined): void => {
    filters.set(node.id, filter);
    tree.redraw(node);
  };
  const parameters = await ownFilters(options, node);
  const picked = await pickFilter(node, { before, parameters, required: required.get(node.address) }, apply);
  if (picked === 'keep') return;
  if (picked?.parameter.isRequired === true) {
    apply(before);
    await questions.ask(node.address);
    return;
  }
  const query = picked && (await askQuery(picked.parameter, picked.text));
  apply(query ? { text: '', queries: [...without(before, query.name), query] } : before);
}

/** The API's own filters that are set, but for one. */
function without(filter: ListFilter | undefined, name: string): readonly ApiQuery[] {
  return (filter?.queries ?? []).filter((query) => query.name !== name);
}

/** Shows everything again. */
export function clearFilter({ filters, tree }: FilterCollectionOptions, node: CollectionNode): void {
  filters.set(node.id, undefined);
  tree.redraw(node);
}

/** The list's own filters; an API document that can't be read leaves those of the loaded members. */
async function ownFilters(
  { connections, reportFailure }: FilterCollectionOptions,
  { address, collection }: CollectionNode,
): Promise<readonly QueryFilter[]> {
  try {
    const found = await connections.get(address.account)?.schemas.forPath(toApiPath(address));
    return found ? queryFiltersOf(found.section.document, collection.list) : [];
  } catch (failure) {
    reportFailure(failure);
    return [];
  }
}

type Picked = 'keep' | { readonly parameter: QueryFilter; readonly text: string } | undefined;

interface FilterChoice {
  readonly before: ListFilter | undefined;
  readonly parameters: readonly QueryFilter[];
  /** The values that the API requires. They can be changed, and not be removed. */
  readonly required: readonly ApiQuery[];
}

function pickFilter(
  { collection }: CollectionNode,
  { before, parameters, required }: FilterChoice,
  apply: (filter: ListFilter | undefined) => void,
): Promise<Picked> {
  const pick = vscode.window.createQuickPick<Row>();
  pick.title = vscode.l10n.t('Filter {0}', collection.name);
  pick.placeholder = vscode.l10n.t('Part of the name, identifier or status');
  pick.value = before?.text ?? '';
  let queries = before?.queries ?? [];
  const show = (): void => {
    pick.items = rows(pick.value.trim(), parameters, [...required, ...queries]);
  };
  let picked: Picked;
  pick.onDidChangeValue((text) => {
    show();
    apply({ text, queries });
  });
  pick.onDidTriggerItemButton(({ item: { parameter } }) => {
    queries = queries.filter(({ name }) => name !== parameter?.name);
    apply({ text: pick.value, queries });
    show();
  });
  pick.onDidAccept(() => {
    const parameter = pick.selectedItems[0]?.parameter;
    picked = parameter ? { parameter, text: pick.value.trim() } : 'keep';
    pick.hide();
  });
  show();
  pick.show();
  return new Promise((resolve) => {
    pick.onDidHide(() => {
      pick.dispose();
      resolve(picked);
    });
  });
}

function rows(
  text: string,
  parameters: readonly QueryFilter[],
  queries: readonly ApiQuery[],
): readonly Row[] {
  const loaded: Row = {
    label:
      text === ''
        ? vscode.l10n.t('Show all loaded items')
        : vscode.l10n.t('Filter loaded items by “{0}”', text),
    iconPath: new vscode.ThemeIcon('filter'),
    alwaysShow: true,
  };
  if (parameters.length === 0) return [loaded];
  return [
    loaded,
    { label: vscode.l10n.t('filter in the API'), kind: vscode.QuickPickItemKind.Separator },
    ...parameters.map((parameter) => parameterRow(parameter, text, queries)),
  ];
}

function parameterRow(parameter: QueryFilter, text: string, queries: readonly ApiQuery[]): Row {
  const { name, description, isRequired, input } = parameter;
  const set = queries.find((query) => query.name === name);
  return {
    parameter,
    label: text === '' || isRequired || input.kind !== 'text' ? name : `${name} = ${text}`,
    ...(set ? { description: set.words, ...(isRequired ? {} : { buttons: [removeButton()] }) } : {}),
    ...(description === undefined ? {} : { detail: description }),
    iconPath: new vscode.ThemeIcon(set ? 'check' : 'cloud'),
    alwaysShow: true,
  };
}

function removeButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon('close'), tooltip: vscode.l10n.t('Remove filter') };
}

/** Asks for a parameter's value; `undefined` when the person stopped. What was typed already is taken as the value of a text. */
async function askQuery(
  { name, description, input }: QueryFilter,
  typed: string,
): Promise<ApiQuery | undefined> {
  const ask = (prompt: string, value = ''): Thenable<string | undefined> =>
    showInput({ title: name, prompt, value });
  switch (input.kind) {
    case 'choice': {
      const options = { title: name, ...(description === undefined ? {} : { placeHolder: description }) };
      const value = await vscode.window.showQuickPick([...input.values], options);
      return value === undefined ? undefined : { name, value, words: value };
    }
    case 'text': {
      const value = typed === '' ? await ask(description ?? '') : typed;
      return value === undefined || value === '' ? undefined : { name, value, words: value };
    }
    case 'texts': {
      const words = await ask(vscode.l10n.t('Several values are separated by commas.'), typed);
      return words === undefined || words.trim() === ''
        ? undefined
        : { name, value: textsValue(words), words };
    }
    case 'conditions': {
      const key = await ask(vscode.l10n.t('The key, for example of a tag'), typed);
      if (key === undefined || key === '') return undefined;
      const operator =
        input.operators.length === 0
          ? undefined
          : await vscode.window.showQuickPick([...input.operators], { title: labelText(name, key) });
      if (operator === undefined && input.operators.length > 0) return undefined;
      const value = await ask(vscode.l10n.t('Value (leave empty for EXISTS)'));
      if (value === undefined) return undefined;
      const condition = { key, operator, value: value === '' ? undefined : value };
      const words = [key, operator, value].filter(Boolean).join(' ');
      return { name, value: conditionsValue(condition), words };
    }
  }
}
