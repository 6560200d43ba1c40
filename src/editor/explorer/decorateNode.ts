import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import type { TreeNode } from '../../resource/tree/nodes.js';
import type { ResourceTree } from './resourceTree.js';
import type { KnownResources } from './knownResources.js';
import { knownNode } from '../../resource/tree/knownNode.js';
import type { ListFilter, ListFilters } from '../../resource/listFilters.js';
import { queryWords, type RequiredQueries } from '../connections/requiredQueries.js';
import { labelText } from '../shell/labelText.js';

export interface DecorationSources {
  readonly known: KnownResources;
  readonly filters: ListFilters;
  readonly required: RequiredQueries;
  /** Which resources are watched. */
  readonly watched: { has(address: ResourceAddress): boolean };
  readonly counts: ResourceTree['counts'];
}

/** Adds to a row of the tree what finding knows of it: words for the menus, and the filter that a collection has. */
export function decorateNode(
  node: TreeNode,
  item: vscode.TreeItem,
  { known, filters, required, watched, counts }: DecorationSources,
): void {
  const filter = node.kind === 'collection' ? filters.get(node.id) : undefined;
  if (node.kind === 'collection' && filter) item.description = filterText(filter, counts(node));
  decorateRequired(node, item, required);
  if (node.kind === 'empty' && filters.get(node.id.replace(/\?empty$/, ''))) {
    item.label = vscode.l10n.t('No items match the filter');
    item.description = vscode.l10n.t('Clear Filter');
    item.command = {
      command: 'ovhApi.resources.clearFilter',
      title: vscode.l10n.t('Clear Filter'),
      arguments: [node],
    };
    item.accessibilityInformation = {
      label: vscode.l10n.t('No items match the filter. Press Enter to clear it.'),
      role: 'button',
    };
  }
  const resource = knownNode(node);
  if (!resource) return;
  const words = [
    item.contextValue,
    resource.urn === undefined ? undefined : 'urn',
    known.isFavourite(resource.address) ? 'favourite' : undefined,
    watched.has(resource.address) ? 'watched' : undefined,
    filter ? 'filtered' : undefined,
  ];
  item.contextValue = words.filter((word) => word !== undefined).join(' ');
}

/** Shows the values that the API requires for a row, `region=GRA`, or opens the choice of them. */
function decorateRequired(node: TreeNode, item: vscode.TreeItem, required: RequiredQueries): void {
  if (node.kind !== 'collection' && node.kind !== 'item') return;
  const read = node.kind === 'collection' ? node.collection.list : node.item.read;
  const names = required.missing(node.address, read);
  const words = names.length > 0 ? wantedText(node, names) : queryWords(required.get(node.address));
  if (words === '') return;
  item.description = [words, item.description]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
  // A row with its own text for screen readers does not have its description read out.
  const { accessibilityInformation: information } = item;
  if (information)
    item.accessibilityInformation = { ...information, label: `${information.label}, ${words}` };
  if (node.kind !== 'item' || names.length === 0) return;
  item.command = {
    command: 'ovhApi.resources.chooseQuery',
    title: choiceText(names),
    arguments: [node],
  };
}

function wantedText({ kind }: TreeNode, names: readonly string[]): string {
  return kind === 'item' ? choiceText(names) : vscode.l10n.t('requires {0}', names.join(', '));
}

function choiceText(names: readonly string[]): string {
  return vscode.l10n.t('Choose {0}…', names.join(', '));
}

function filterText({ text, queries }: ListFilter, counts: ReturnType<ResourceTree['counts']>): string {
  const typed = text.trim();
  const parts = [
    ...(typed === '' ? [] : [vscode.l10n.t('“{0}”', typed)]),
    ...queries.map(({ name, words }) => labelText(name, words)),
  ];
  const what = parts.join(', ');
  if (!counts) return vscode.l10n.t('filter {0}', what);
  return vscode.l10n.t('filter {0} ({1} of {2} shown)', what, counts.shown, counts.loaded);
}
