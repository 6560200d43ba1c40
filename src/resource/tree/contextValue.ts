import { failureKind } from '../../api/failureKind.js';
import { terraformKind } from '../terraformResource.js';
import { requiredQuery, type Operation } from '../../schema/catalogue.js';
import { isWritable, type CollectionNode, type IsShown, type ItemNode, type TreeNode } from './nodes.js';
import { operationsOf, readOperationOf } from './nodeFacts.js';

/**
 * The words by which menus know what a node allows, for `viewItem =~ /\bcanDelete\b/`. The first word is the node's kind.
 * What the user does not want to see (`isShown`) is not allowed.
 *
 * - `collection`: `canCreate`, `canFilter` (the list takes a query parameter), `canUpdateMembers`, `needsQuery` (the API requires
 *   query parameters), `replaced` (another route is named in its place), `hasSamples` (of code);
 * - `item`: `envelope` or `plain`, `canRead`, `writable` or `readonly`, `canUpdate`, `canDelete`, `canDuplicate`,
 *   `canAct` (it has actions),
 *   `canAnswer` (one of its tasks waits for a person), `needsQuery`, `hasTerraform` (Terraform's provider has its like), `replaced`,
 *   `hasSamples`;
 * - `failure`: what would fix it, where that is not only to try again: `credential`, `version`;
 * - `section`, `references`, `spec`, `row`, `more`, `loading`, `empty`: the kind alone.
 */
export function contextValue(node: TreeNode, isShown: IsShown): string {
  return wordsOf(node, isShown)
    .filter((word) => word !== undefined)
    .join(' ');
}

function wordsOf(node: TreeNode, isShown: IsShown): readonly (string | undefined)[] {
  switch (node.kind) {
    case 'collection':
      return collectionWords(node, isShown);
    case 'item':
      return itemWords(node, isShown);
    case 'failure':
      return ['failure', mendingWord(node.failure)];
    case 'more':
      return [node.isLoading ? 'loading' : 'more'];
    default:
      return [node.kind];
  }
}

function mendingWord(failure: unknown): string | undefined {
  const { kind } = failureKind(failure);
  return kind === 'credential' || kind === 'version' ? kind : undefined;
}

function collectionWords(node: CollectionNode, isShown: IsShown): readonly (string | undefined)[] {
  const { collection } = node;
  const { create, list, item } = collection;
  return [
    'collection',
    create && isShown(create) ? 'canCreate' : undefined,
    takesQuery(list) ? 'canFilter' : undefined,
    item && isWritable(item, isShown) ? 'canUpdateMembers' : undefined,
    requiredQuery(list).length > 0 ? 'needsQuery' : undefined,
    ...documentWords(node, isShown),
  ];
}

function itemWords(node: ItemNode, isShown: IsShown): readonly (string | undefined)[] {
  const { item, member } = node;
  const canUpdate = isWritable(item, isShown);
  const canDelete = item.remove !== undefined && isShown(item.remove);
  return [
    'item',
    item.isEnvelope ? 'envelope' : 'plain',
    item.read && 'canRead',
    canUpdate ? 'writable' : 'readonly',
    canUpdate ? 'canUpdate' : undefined,
    canDelete ? 'canDelete' : undefined,
    // A creation for internal use comes with a deletion and an update of that kind.
    item.creatable && item.read && (canUpdate || canDelete) ? 'canDuplicate' : undefined,
    item.actions.some(isShown) ? 'canAct' : undefined,
    member.condition?.kind === 'waitingForYou' ? 'canAnswer' : undefined,
    item.read && requiredQuery(item.read).length > 0 ? 'needsQuery' : undefined,
    item.read && terraformKind(node.address) ? 'hasTerraform' : undefined,
    ...documentWords(node, isShown),
  ];
}

/** What the API document has to show of a row's operations: `replaced` by another route, `hasSamples` of code. */
function documentWords(node: CollectionNode | ItemNode, isShown: IsShown): readonly (string | undefined)[] {
  return [
    readOperationOf(node)?.retirement?.replacement === undefined ? undefined : 'replaced',
    operationsOf(node, isShown).some(({ codeSamples }) => codeSamples.length > 0) ? 'hasSamples' : undefined,
  ];
}

function takesQuery({ parameters }: Operation): boolean {
  return parameters.some((parameter) => parameter.in === 'query');
}
