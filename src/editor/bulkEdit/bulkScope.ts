import * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import type { EditTarget } from '../../resource/bulkEdit.js';
import type { Item } from '../../schema/catalogue.js';
import { specSchema } from '../../schema/jsonSchema.js';
import type { JsonObject } from '../../schema/openapi.js';
import { lastName } from '../../schema/pathTemplate.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Connection, Connections } from '../connections/connections.js';
import type { ListFilters } from '../../resource/listFilters.js';
import type { CollectionNode, ItemNode, TreeNode } from '../../resource/tree/nodes.js';
import type { ResourceTree } from '../explorer/resourceTree.js';
import { showInformation, showProgress } from '../shell/messages.js';
import { labelText } from '../shell/labelText.js';

/** How many characters of an identifier tell resources of one name apart. */
const SHOWN_IDENTIFIER = 8;

/** The resources that an edit is for, all of one kind, and what may be said in their specs. */
export interface BulkScope {
  readonly connection: Connection;
  readonly item: Item;
  /** Of the spec, as `specSchema` makes it. */
  readonly schema: JsonObject;
  readonly targets: readonly EditTarget[];
  /** How all of them are called together: their list, with its filter. */
  readonly title: string;
}

export interface ScopeOptions {
  readonly connections: Connections;
  readonly filters: ListFilters;
  readonly tree: ResourceTree;
}

/**
 * The scope of rows of the tree: a collection for all resources of its filter, read to its end, or resources
 * themselves. `undefined` after the person was shown why there is none, or cancelled. Throws what reading throws.
 */
export async function scopeOf(
  options: ScopeOptions,
  nodes: readonly TreeNode[],
): Promise<BulkScope | undefined> {
  const [first, ...others] = nodes;
  if (first?.kind === 'collection' && others.length === 0) return collectionScope(options, first);
  const items = nodes.filter((node) => node.kind === 'item');
  const [one] = items;
  if (!one || items.length < nodes.length) return refuse(notChosen());
  if (items.some(({ item }) => item.path !== one.item.path)) {
    return refuse(
      vscode.l10n.t(
        'The resources are of different kinds. Select resources of the same kind, then try again.',
      ),
    );
  }
  const list = lastName(one.item.path) ?? '';
  return scopeFrom(options, items, list);
}

async function collectionScope(options: ScopeOptions, node: CollectionNode): Promise<BulkScope | undefined> {
  const { tree, filters } = options;
  const { collection } = node;
  if (!collection.item?.update || !collection.item.read) return refuse(notChangeable(collection.name));
  const isRead = await showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Loading all of {0}', collection.name),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = abortSignal(token);
      const { failure } = await tree.loadAll(node, signal, (loaded) => {
        progress.report({ message: vscode.l10n.t('{0} loaded', loaded) });
      });
      if (failure !== undefined) throw failure as Error;
      return !signal.aborted;
    },
  );
  if (!isRead) return undefined;
  const { items, isWhole } = tree.shownItems(node);
  if (!isWhole) return refuse(vscode.l10n.t('The list was refreshed meanwhile. Start again.'));
  const filter = filters.get(node.id);
  const words = [
    ...(filter?.text.trim() ? [filter.text.trim()] : []),
    ...(filter?.queries ?? []).map(({ name, words: value }) => labelText(name, value)),
  ].join(', ');
  if (items.length === 0) {
    return refuse(
      words === ''
        ? vscode.l10n.t('{0} has no resources to edit.', collection.name)
        : vscode.l10n.t('No resources of {0} match the filter “{1}”.', collection.name, words),
    );
  }
  return scopeFrom(
    options,
    items,
    words === '' ? collection.name : `${collection.name} · ${vscode.l10n.t('“{0}”', words)}`,
  );
}

async function scopeFrom(
  { connections }: ScopeOptions,
  items: readonly ItemNode[],
  title: string,
): Promise<BulkScope | undefined> {
  const [one] = items;
  const connection = one && connections.get(one.address.account);
  if (!one || !connection) return undefined;
  // As the document has it now: what a row knows may be of another schema version.
  const { section, item } = await connection.schemas.forPath(toApiPath(one.address));
  const schema = item?.read && specSchema(section.document, item);
  if (!item || !schema) return refuse(notChangeable(title));
  const targets = items.map((node) => ({ address: node.address, item, label: labelAmong(items, node) }));
  return { connection, item, schema, targets, title };
}

/** Its name, with the beginning of its identifier where another one has the same. */
function labelAmong(items: readonly ItemNode[], { member, address }: ItemNode): string {
  const isAlone = items.filter((one) => one.member.label === member.label).length === 1;
  const id = address.segments.at(-1) ?? '';
  if (isAlone || id === member.label) return member.label;
  return `${member.label} (${id.length > SHOWN_IDENTIFIER ? `${id.slice(0, SHOWN_IDENTIFIER)}…` : id})`;
}

/** Says why there is nothing to edit. */
function refuse(sentence: string): BulkScope | undefined {
  void showInformation(sentence);
  return undefined;
}

function notChangeable(name: string): string {
  return vscode.l10n.t('The API has no operation to change {0}.', name);
}

function notChosen(): string {
  return vscode.l10n.t(
    'Select a collection or several resources of the same kind in the Resources view, then try again.',
  );
}
