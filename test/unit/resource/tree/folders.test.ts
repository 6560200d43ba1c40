import { describe, expect, it } from 'vitest';
import { findNode } from '../../../../src/resource/tree/findNode.js';
import { inFolders } from '../../../../src/resource/tree/folders.js';
import { accountOf, isParent } from '../../../../src/resource/tree/nodeFacts.js';
import {
  idsUnder,
  type CollectionNode,
  type ItemNode,
  type TreeNode,
} from '../../../../src/resource/tree/nodes.js';
import { addressKey } from '../../../../src/resource/address.js';

const project = { account: 'me', segments: ['cloud', 'project', 'p'] };

function list(name: string): CollectionNode {
  const address = { account: 'me', segments: [...project.segments, ...name.split('/')] };
  return {
    kind: 'collection',
    id: `${addressKey(address)}/`,
    collection: { name },
    address,
    members: 'resource',
  } as unknown as CollectionNode;
}

function object(name: string): ItemNode {
  const address = { account: 'me', segments: [...project.segments, ...name.split('/')] };
  return { kind: 'item', id: addressKey(address), address, member: { label: name } } as unknown as ItemNode;
}

/** Nodes as lines, what is in a folder below it. */
function drawn(nodes: readonly TreeNode[], indent = ''): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'folder') return [`${indent}${node.name}/`, ...drawn(node.nodes, `${indent}  `)];
    if (node.kind === 'collection') return [indent + (node.shownName ?? node.collection.name)];
    return [indent + (node.kind === 'item' ? node.member.label : node.kind)];
  });
}

describe('paths that begin alike', () => {
  const nodes = [
    { kind: 'spec', id: 's', address: project, name: 'p' } as const,
    ...[
      'rancher',
      'storage/block/volume',
      'network/private',
      'storage/block/snapshot',
      'storage/object/bucket',
    ].map(list),
    ...['network/quota', 'compute/quota'].map(object),
  ];

  it('are in folders by what they share; a path that is alone keeps its whole name, and all else its place', () => {
    expect(drawn(inFolders(project, nodes))).toEqual([
      ...['spec', 'rancher', 'storage/', '  block/', '    volume', '    snapshot', '  object/bucket'],
      ...['network/', '  private', '  quota', 'compute/quota'],
    ]);
  });

  it('share one folder for all that they have in common', () => {
    const deep = ['a/b/c', 'a/b/d', 'a/b/d/e'].map(list);
    expect(drawn(inFolders(project, deep))).toEqual(['a/b/', '  c', '  d', '  d/e']);
  });

  it('keep their addresses and ids, so that they are found, refreshed and marked as before', async () => {
    const folders = inFolders(project, nodes);
    const storage = folders.find(({ kind }) => kind === 'folder');
    if (storage?.kind !== 'folder') throw new Error('no folder');
    expect(storage.id).toBe('me/cloud/project/p/storage?folder');
    expect(idsUnder(storage)).toBe('me/cloud/project/p/storage/');
    expect([isParent(storage), accountOf(storage)]).toEqual([true, 'me']);
    const wanted = list('storage/block/volume');
    const found = await findNode(
      (parent) => Promise.resolve(parent?.kind === 'folder' ? parent.nodes : parent ? [] : folders),
      wanted.address,
    );
    expect(found?.id).toBe(wanted.id);
  });
});
