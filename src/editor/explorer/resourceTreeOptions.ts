import type * as vscode from 'vscode';
import type { ListFilters } from '../../resource/listFilters.js';
import type { TreeNode } from '../../resource/tree/nodes.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import type { Connections } from '../connections/connections.js';
import type { Reachability } from '../connections/reachability.js';
import type { RequiredQueries } from '../connections/requiredQueries.js';
import type { Reporting } from '../shell/reporting.js';
import type { ExpandedNodes } from './expandedNodes.js';

/** What the tree is made with. */
export interface ResourceTreeOptions extends Pick<Reporting, 'describe' | 'note'> {
  readonly connections: Connections;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  /** Called when the API can't be reached. */
  readonly reachability?: Pick<Reachability, 'noteLost'>;
  /** Which members of which list are shown. */
  readonly filters?: ListFilters;
  /** The values that lists and objects require. */
  readonly required?: RequiredQueries;
  /** Which branches were open when the window was closed. */
  readonly expanded?: ExpandedNodes;
  /** What drawing rows took last, in milliseconds: a list that is read to its end is drawn as often as that allows. */
  readonly drawingMs?: () => number;
  /** Adds to the look of a row what others know of it. */
  readonly decorate?: (node: TreeNode, item: vscode.TreeItem) => void;
}
