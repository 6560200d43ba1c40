import type * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import type { ListFilters } from '../../resource/listFilters.js';
import type { ResourceWatcher } from '../../resource/watch.js';
import type { Connections } from '../connections/connections.js';
import type { RequiredQueries } from '../connections/requiredQueries.js';
import type { Reporting } from '../shell/reporting.js';
import type { Names } from '../spec/document/openedUri.js';
import type { ChosenColumns } from './chosenColumns.js';

/** What a table is made with. */
export interface ListTableOptions extends Pick<Reporting, 'describe' | 'note' | 'reportFailure'> {
  readonly extensionUri: vscode.Uri;
  readonly connections: Pick<Connections, 'get' | 'labelOf' | 'onDidRename' | 'onDidWrite'>;
  /** Reports resources that the API doesn't find. */
  readonly onDidMiss: vscode.Event<ResourceAddress>;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  /** What is requested of the API for each list. */
  readonly filters: ListFilters;
  readonly required: RequiredQueries;
  readonly chosen: ChosenColumns;
  readonly known: Names;
}
