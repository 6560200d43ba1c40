import type { Connection } from '../connections/connections.js';
import { addressOf } from '../../resource/address.js';
import { inFolders } from '../../resource/tree/folders.js';
import {
  itemChildren,
  orEmpty,
  sectionChildren,
  sectionNode,
  type CollectionNode,
  type TreeNode,
} from '../../resource/tree/nodes.js';
import { shownOperations } from './shownOperations.js';

/**
 * What is under a row, or at the root, by the API documents: all but the members of collections, which are read page by page.
 * Rejects with what reading a document throws.
 */
export async function branchChildren(
  { account, schemas }: Connection,
  parent: Exclude<TreeNode, CollectionNode> | undefined,
  signal: AbortSignal,
): Promise<readonly TreeNode[]> {
  switch (parent?.kind) {
    case undefined: {
      const sections = await schemas.sections(signal);
      return sections.map((section) => sectionNode(account.id, section));
    }
    case 'section': {
      const { catalogue } = await schemas.section(parent.section.path, signal);
      const address = addressOf(account.id, parent.section.path);
      const children = sectionChildren(account.id, catalogue, shownOperations());
      return orEmpty(inFolders(address, children), parent.id);
    }
    case 'references':
      return parent.collections;
    case 'folder':
      return parent.nodes;
    case 'item':
      return inFolders(parent.address, itemChildren(parent, shownOperations()));
    default:
      return [];
  }
}
