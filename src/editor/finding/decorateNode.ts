import * as vscode from 'vscode';
import type { TreeNode } from '../tree/nodes.js';
import type { ResourceTree } from '../tree/resourceTree.js';
import type { KnownResources } from './knownResources.js';
import { knownNode } from './knownNode.js';
import type { ListFilter, ListFilters } from './listFilters.js';

export interface DecorationSources {
  readonly known: KnownResources;
  readonly filters: ListFilters;
  readonly counts: ResourceTree['counts'];
}

/** Adds to a row of the tree what finding knows of it: words for the menus, and the filter that a collection has. */
export function decorateNode(
  node: TreeNode,
  item: vscode.TreeItem,
  { known, filters, counts }: DecorationSources,
): void {
  const filter = node.kind === 'collection' ? filters.get(node.id) : undefined;
  if (node.kind === 'collection' && filter) item.description = filterText(filter, counts(node));
  if (node.kind === 'empty' && filters.get(node.id.replace(/\?empty$/, ''))) {
    item.label = vscode.l10n.t('Nothing here fits the filter');
    item.description = vscode.l10n.t('Clear Filter');
    item.command = {
      command: 'ovhApi.resources.clearFilter',
      title: vscode.l10n.t('Clear Filter'),
      arguments: [node],
    };
    item.accessibilityInformation = {
      label: vscode.l10n.t('Nothing here fits the filter. Press Enter to clear it.'),
      role: 'button',
    };
  }
  const resource = knownNode(node);
  if (!resource) return;
  const words = [
    item.contextValue,
    resource.urn === undefined ? undefined : 'urn',
    known.isFavourite(resource.address) ? 'favourite' : undefined,
    filter ? 'filtered' : undefined,
  ];
  item.contextValue = words.filter((word) => word !== undefined).join(' ');
}

function filterText({ text, queries }: ListFilter, counts: ReturnType<ResourceTree['counts']>): string {
  const typed = text.trim();
  const parts = [
    ...(typed === '' ? [] : [`“${typed}”`]),
    ...queries.map(({ name, words }) => `${name}: ${words}`),
  ];
  const what = parts.join(', ');
  if (!counts) return vscode.l10n.t('filter {0}', what);
  return vscode.l10n.t('filter {0} ({1} of {2} shown)', what, counts.shown, counts.loaded);
}
