import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.js';
import type { Connections } from '../connections.js';
import { reportingCommands } from '../reportingCommands.js';
import { compareVersions } from './compareVersions.js';
import { pickSchemaVersion } from './schemaVersionPicker.js';
import { SchemaVersionStatus } from './schemaVersionStatus.js';
import type { SchemaVersions } from './schemaVersions.js';
import { today, VersionSightings } from './versionSightings.js';
import { VersionSwitch } from './versionSwitch.js';
import { VersionTexts } from './versionTexts.js';

export interface RegisterSchemaVersionOptions {
  readonly accounts: Accounts;
  readonly connections: Connections;
  readonly versions: SchemaVersions;
  /** Where what was seen of versions is remembered. */
  readonly globalState: vscode.Memento;
  readonly reportFailure: (failure: unknown, options?: { readonly what?: string }) => void;
  readonly note: (failure: unknown) => void;
}

/** The schema version: shown in the status bar, picked, and compared with another. */
export function registerSchemaVersion(options: RegisterSchemaVersionOptions): vscode.Disposable {
  const { accounts, connections, versions, globalState, reportFailure, note } = options;
  const command = reportingCommands(reportFailure);
  const texts = new VersionTexts();
  const sightings = new VersionSightings(globalState, today);
  const versionSwitch = new VersionSwitch({ versions, texts, reportFailure });
  return vscode.Disposable.from(
    texts,
    versionSwitch,
    new SchemaVersionStatus(accounts, versions, versionSwitch),
    connections.onDidLoad(({ account, section: { asked, version } }) => {
      if (asked === 'default') void sightings.saw(account, version).catch(note);
    }),
    accounts.onDidSignOut((id) => {
      if (versionSwitch.pending(id)) versionSwitch.cancel();
      Promise.all([versions.forgetAccount(id), sightings.forget(id)]).catch(reportFailure);
    }),
    command('ovhApi.schemaVersion.pick', async () => {
      const connection = connections.active();
      if (connection) await pickSchemaVersion(connection, { ...options, sightings, texts, versionSwitch });
    }),
    command('ovhApi.schemaVersion.compare', async () => {
      const connection = connections.active();
      if (connection) await compareVersions(connection, texts);
    }),
  );
}
