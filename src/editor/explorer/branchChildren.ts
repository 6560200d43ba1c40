import type { Connection } from '../connections/connections.js';
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
 * What stands under a row, or at the root, by the API documents: all but the members of collections, which are read page by page.
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
      return orEmpty(sectionChildren(account.id, catalogue, shownOperations()), parent.id);
    }
    case 'references':
      return parent.collections;
    case 'item':
      return itemChildren(parent, shownOperations());
    default:
      return [];
  }
}
