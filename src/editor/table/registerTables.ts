import * as vscode from 'vscode';
import { onDidChangeAnyAnswers } from '../connections/connectionEvents.js';
import type { Connections } from '../connections/connections.js';
import type { CollectionNode, MoreNode } from '../../resource/tree/nodes.js';
import type { RequiredQuestions } from '../explorer/requiredQuestions.js';
import type { ResourceTree } from '../explorer/resourceTree.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import { ChosenColumns } from './chosenColumns.js';
import { ListTables } from './listTables.js';
import type { ListTableOptions } from './tableOptions.js';

export interface TablesOptions extends Omit<ListTableOptions, 'chosen' | 'connections'> {
  readonly connections: Connections;
  readonly globalState: vscode.Memento;
  readonly tree: Pick<ResourceTree, 'loadedPages'>;
  readonly questions: Pick<RequiredQuestions, 'queryFor'>;
}

/** Lists as tables, from their rows in the tree. */
export function registerTables(options: TablesOptions): vscode.Disposable {
  const { connections, globalState, tree, questions, reportFailure } = options;
  const register = reportingCommands(reportFailure);
  const tables = new ListTables({ ...options, chosen: new ChosenColumns(globalState) });
  return vscode.Disposable.from(
    tables,
    onDidChangeAnyAnswers(connections)(({ account }) => {
      tables.refresh(account);
    }),
    register('ovhApi.resources.openTable', async (target: CollectionNode | MoreNode) => {
      const node = target.kind === 'more' ? target.parent : target;
      if (!(await questions.queryFor(node.address))) return;
      tables.show(node.address, tree.loadedPages(node));
    }),
  );
}
