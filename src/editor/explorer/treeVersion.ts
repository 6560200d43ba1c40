import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { endsInSettings, versionEndWord } from '../connections/versionEnds.js';

export interface TreeVersionOptions {
  readonly connections: Pick<Connections, 'active' | 'onDidChangeActive'>;
  readonly versions: Pick<SchemaVersions, 'picked' | 'known' | 'onDidChange'>;
  readonly view: Pick<vscode.TreeView<unknown>, 'description'>;
}

/** Says beside the tree's title that the schema version that it is read with ends, and when; nothing of a version that stays. */
export function showTreeVersion({ connections, versions, view }: TreeVersionOptions): vscode.Disposable {
  const show = (): void => {
    const account = connections.active()?.account.id;
    const version = account === undefined ? undefined : versions.picked(account);
    const known = account === undefined ? [] : versions.known(account).map((one) => one.version);
    const word =
      version === undefined
        ? undefined
        : versionEndWord({ version, known, ends: endsInSettings() }, Date.now());
    view.description = word ?? '';
  };
  show();
  return vscode.Disposable.from(
    connections.onDidChangeActive(show),
    versions.onDidChange(show),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('ovhApi.schemaVersionEnds')) show();
    }),
  );
}
