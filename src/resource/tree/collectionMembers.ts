import { orEmpty, type CollectionNode, type ItemNode, type RowNode, type TreeNode } from './nodes.js';

export interface Counts {
  readonly shown: number;
  readonly loaded: number;
}

/** What of a collection is on the screen, and what could be. */
export interface CollectionMembers {
  /** Whether it was read just now. */
  readonly isNew: boolean;
  readonly all: readonly (ItemNode | RowNode)[];
  /** Those that were not reported before, however often the others were drawn. */
  readonly news: readonly (ItemNode | RowNode)[];
  /** Whether the collection's own row says something else now: how many fit the filter, or that it is not up to date. */
  readonly changesOwnRow: boolean;
  readonly isFiltered: boolean;
  /** Those that the collection's filter lets through. */
  readonly shown: readonly (ItemNode | RowNode)[];
  readonly failure: unknown;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
}

/** The rows under a collection: its members, then what comes of the rest of the list. */
export function memberRows(node: CollectionNode, members: CollectionMembers): readonly TreeNode[] {
  const { all, shown, failure, hasMore, isLoading, isFiltered } = members;
  if (failure !== undefined) {
    return [...shown, { kind: 'failure', id: `${node.id}?failure`, parent: node, failure }];
  }
  if (!hasMore) return orEmpty(shown, node.id);
  // A filter may let nothing of what is loaded through, though the list goes on.
  const rows = isFiltered ? orEmpty(shown, node.id) : shown;
  return [...rows, { kind: 'more', id: `${node.id}?more`, parent: node, shown: all.length, isLoading }];
}

/** Resources of one name have their identifiers beside it. */
export function withIdentifiers(nodes: readonly (ItemNode | RowNode)[]): readonly (ItemNode | RowNode)[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { member } of nodes) {
    if (seen.has(member.label)) twice.add(member.label);
    seen.add(member.label);
  }
  if (twice.size === 0) return nodes;
  return nodes.map((node) => {
    const { kind, label, id, detail } = node.member;
    const isAlike = kind === 'resource' && id !== undefined && detail === undefined && twice.has(label);
    return isAlike ? { ...node, member: { ...node.member, detail: id } } : node;
  });
}
