import type * as vscode from 'vscode';
import { ApiClient } from '../../../../src/api/apiClient.js';
import { endpointOf } from '../../../../src/api/endpoints.js';
import type { Connection, Connections } from '../../../../src/editor/connections/connections.js';
import { ListFilters } from '../../../../src/resource/listFilters.js';
import { decorateNode } from '../../../../src/editor/explorer/decorateNode.js';
import type { KnownResources } from '../../../../src/editor/explorer/knownResources.js';
import { RequiredQueries } from '../../../../src/editor/connections/requiredQueries.js';
import { ExpandedNodes } from '../../../../src/editor/explorer/expandedNodes.js';
import type { ItemNode, TreeNode } from '../../../../src/resource/tree/nodes.js';
import { ResourceTree } from '../../../../src/editor/explorer/resourceTree.js';
import { Turns } from '../../../../src/resource/turns.js';
import { addressKey } from '../../../../src/resource/address.js';
import { readSnapshot } from '../../../../src/resource/snapshot.js';
import type { WatchListener } from '../../../../src/resource/watch.js';
import type { Sandbox, SandboxOptions } from '../../../../src/sandbox/sandbox.js';
import { startSandbox } from '../../../../src/sandbox/sandbox.js';
import { SchemaSource } from '../../../../src/schema/schemaSource.js';
import { FakeMemento } from '../fakeContext.js';
import { EventEmitter, TreeItemCollapsibleState } from '../fakeVscode.js';

/** A tree, what it stands on, and what a person does with it. */
export interface TreeStage {
  readonly sandbox: Sandbox;
  readonly api: ApiClient;
  readonly connection: Connection;
  readonly tree: ResourceTree;
  readonly filters: ListFilters;
  readonly required: RequiredQueries;
  readonly connections: Connections;
  /** Failures that went to the log. */
  readonly noted: readonly unknown[];
  /** Accounts whose API was found to be out of reach. */
  readonly lost: readonly string[];
  readonly report: (failure: unknown) => void;
  /** Paths of the resources that are followed. */
  readonly watched: readonly string[];
  /** What the editor was told to draw again. */
  readonly redrawn: readonly (TreeNode | undefined)[];
  readonly labels: (nodes: readonly TreeNode[]) => readonly string[];
  /** The node that labels lead to from the root, each read as if a person had expanded it. */
  readonly at: (...path: readonly string[]) => Promise<TreeNode>;
  readonly firstOf: (node: TreeNode) => Promise<TreeNode>;
  /** What was asked of the API, but for its time, which the first request of all asks for. */
  readonly requests: () => Promise<readonly string[]>;
  /** Reads a resource that is followed, as the watcher does when its time has come. */
  readonly poll: (node: ItemNode) => Promise<void>;
  readonly expand: (node: TreeNode) => void;
  readonly collapse: (node: TreeNode) => void;
  readonly isOpen: (node: TreeNode) => boolean;
  readonly close: () => Promise<void>;
}

/** A tree over a sandbox of this process, drawn as the editor draws it. To be used where `vscode` is the fake one. */
export async function treeOnSandbox(
  options: SandboxOptions,
  state = new FakeMemento(),
  drawing = new Turns(),
): Promise<TreeStage> {
  const sandbox = await startSandbox(options);
  const account = {
    id: 'me',
    label: 'me',
    endpoint: endpointOf(new URL(sandbox.api).origin),
    credential: 'signature',
  } as const;
  const api = new ApiClient({
    account,
    schemaVersion: () => undefined,
    credential: () => Promise.resolve({ kind: 'signature', ...sandbox.credentials }),
  });
  const schemas = new SchemaSource({ api, version: () => undefined });
  const connection: Connection = { account, api, schemas };
  const connectionsChanged = new EventEmitter<void>();
  const connections = {
    active: () => connection,
    get: () => connection,
    onDidChangeAnswers: connectionsChanged.event,
    onDidWrite: new EventEmitter<never>().event,
  } as unknown as Connections;
  const filters = new ListFilters();
  const required = new RequiredQueries(state as never);
  const known = { isFavourite: () => false } as unknown as KnownResources;
  const noted: unknown[] = [];
  const lost: string[] = [];
  const watched: string[] = [];
  const listeners = new Map<string, WatchListener>();
  const tree: ResourceTree = new ResourceTree({
    connections,
    filters,
    required,
    decorate: (node, item) =>
      decorateNode(node, item, {
        known,
        filters,
        required,
        watched: { has: () => false },
        counts: (list) => tree.counts(list),
      }),
    expanded: new ExpandedNodes(state as never),
    drawingMs: () => drawing.costMs,
    watcher: {
      watch: (address, listener) => {
        watched.push(address.segments.join('/'));
        listeners.set(addressKey(address), listener);
        return { setVisible: () => undefined, refresh: () => undefined, dispose: () => undefined };
      },
    },
    describe: (failure) => `failed: ${failure instanceof Error ? failure.message : String(failure)}`,
    note: (failure) => String(noted.push(failure)),
    reachability: { noteLost: (one) => lost.push(one) },
  });
  const redrawn: (TreeNode | undefined)[] = [];
  tree.onDidChangeTreeData((node) => redrawn.push(node));

  const expanded = new EventEmitter<{ element: TreeNode }>();
  const collapsed = new EventEmitter<{ element: TreeNode }>();
  const view = {
    visible: true,
    onDidChangeVisibility: new EventEmitter().event,
    onDidExpandElement: expanded.event,
    onDidCollapseElement: collapsed.event,
  } as unknown as vscode.TreeView<TreeNode>;
  tree.showIn(view);

  const labels = (nodes: readonly TreeNode[]): readonly string[] =>
    nodes.map((node) => tree.getTreeItem(node).label as string);
  const at = async (...path: readonly string[]): Promise<TreeNode> => {
    let nodes = await tree.getChildren();
    let found: TreeNode | undefined;
    for (const label of path) {
      found = nodes.find((node) => tree.getTreeItem(node).label === label);
      if (!found) throw new Error(`${label} is not among ${labels(nodes).join(', ')}`);
      if (label !== path.at(-1)) nodes = await tree.getChildren(found);
    }
    if (!found) throw new Error('no label was given');
    return found;
  };
  const firstOf = async (node: TreeNode): Promise<TreeNode> => {
    const [first] = await tree.getChildren(node);
    if (!first) throw new Error('there is nothing under it');
    return first;
  };
  const requests = async (): Promise<readonly string[]> =>
    (await sandbox.client.requests())
      .filter(({ path }) => !path.endsWith('/auth/time'))
      .map(({ method, path }) => `${method} ${path}`);

  return {
    sandbox,
    api,
    connection,
    tree,
    filters,
    required,
    connections,
    noted,
    lost,
    report: (failure) => noted.push(failure),
    watched,
    redrawn,
    labels,
    at,
    firstOf,
    requests,
    poll: async ({ item, address }) => {
      listeners.get(addressKey(address))?.(await readSnapshot(api, item, address));
    },
    expand: (element) => {
      expanded.fire({ element });
    },
    collapse: (element) => {
      collapsed.fire({ element });
    },
    isOpen: (node) => Number(tree.getTreeItem(node).collapsibleState) === TreeItemCollapsibleState.Expanded,
    close: async () => {
      tree.dispose();
      await api.close();
      await sandbox.stop();
    },
  };
}
