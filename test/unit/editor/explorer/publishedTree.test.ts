import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../../../../src/resource/tree/nodes.js';
import { toApiPath } from '../../../../src/resource/address.js';
import type * as Support from './treeOnSandbox.js';

const { treeOnSandbox }: typeof Support = await import('./treeOnSandbox.js');

/** Published documents beside the checkout, where there are any. */
const folder = join(import.meta.dirname, '../../../../../shared/openapi');
const documents = ['iam.json', 'publicCloud.json'].map((file) => join(folder, file));
const hasDocuments = existsSync(folder);
const whenThere = hasDocuments ? describe : describe.skip;

whenThere(
  `a tree of the published documents${hasDocuments ? '' : ` (left out: there is no ${folder})`}`,
  () => {
    it('opens to its last leaf, and every item is found where its row says', async () => {
      const stage = await treeOnSandbox({ documents, resources: 3 });
      const kinds: string[] = [];
      const unnamed: string[] = [];
      const lost: string[] = [];
      const visit = async (node: TreeNode | undefined): Promise<void> => {
        for (const child of await stage.tree.getChildren(node)) {
          kinds.push(child.kind);
          const { label } = stage.tree.getTreeItem(child);
          if (typeof label !== 'string' || label === '' || label.startsWith('{')) unnamed.push(child.id);
          if (child.kind === 'item' && child.item.read) {
            const response = await stage.api.send({
              method: 'GET',
              path: toApiPath(child.address),
              priority: 'user',
            });
            if (response.status !== 200) lost.push(`${toApiPath(child.address)}: ${String(response.status)}`);
          }
          await visit(child);
        }
      };
      await visit(undefined);
      expect({ unnamed, lost }).toEqual({ unnamed: [], lost: [] });
      expect([...new Set(kinds)].sort()).toEqual([
        'collection',
        'folder',
        'internal',
        'item',
        'references',
        'row',
        'section',
        'spec',
      ]);
      await stage.close();
    });
  },
);
