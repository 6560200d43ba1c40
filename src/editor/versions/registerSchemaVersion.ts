import * as vscode from 'vscode';
import type { SpecOfPath } from '../../resource/journal.js';
import type { Accounts } from '../accounts/accounts.js';
import type { Connections } from '../connections/connections.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import { compareApiDocuments } from './report/compareApiDocuments.js';
import { compareVersions } from './compareVersions.js';
import { pickSchemaVersion } from './schemaVersionPicker.js';
import { SchemaVersionStatus } from './schemaVersionStatus.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { ApiChanges } from './watch/apiChanges.js';
import { changedDocumentFiles } from './watch/changedDocumentFiles.js';
import { ChangedDocuments } from './watch/changedDocuments.js';
import { BreakProblems } from './usage/breakProblems.js';
import { findUsers } from './usage/findUsers.js';
import { tryFile } from './usage/tryFile.js';
import { VersionSwitch } from './versionSwitch.js';
import { ComparisonReports } from './report/comparisonReports.js';

export interface RegisterSchemaVersionOptions {
  readonly extensionUri: vscode.Uri;
  readonly globalState: vscode.Memento;
  readonly globalStorageUri: vscode.Uri;
  readonly accounts: Accounts;
  readonly connections: Connections;
  readonly versions: SchemaVersions;
  readonly reportFailure: (failure: unknown, options?: { readonly what?: string }) => void;
  readonly note: (failure: unknown) => void;
  /** The newest specs of an account's resources that were seen or saved here. */
  readonly keptSpecs: (account: string) => Promise<readonly SpecOfPath[]>;
}

/** The schema version: shown in the status bar, picked, and compared with another. */
export function registerSchemaVersion(options: RegisterSchemaVersionOptions): vscode.Disposable {
  const {
    extensionUri,
    globalState,
    globalStorageUri,
    accounts,
    connections,
    versions,
    reportFailure,
    note,
  } = options;
  const command = reportingCommands(reportFailure);
  const problems = new BreakProblems();
  const reports = new ComparisonReports({
    ...{ extensionUri, reportFailure },
    findUsers: (comparison, signal) =>
      findUsers(comparison, signal, {
        problems,
        sessionCalls: () => connections.session.of(accounts.active()?.id ?? ''),
        keptSpecs: () => options.keptSpecs(accounts.active()?.id ?? ''),
      }),
    onClose: (comparison) => {
      problems.clear(comparison);
    },
  });
  const changes = new ApiChanges({
    ...{ reports, reportFailure, note },
    onDidChangeDocument: connections.onDidChangeDocument,
    documents: new ChangedDocuments(globalState, changedDocumentFiles(globalStorageUri)),
  });
  const versionSwitch = new VersionSwitch({ versions, reports, reportFailure });
  return vscode.Disposable.from(
    problems,
    reports,
    changes,
    versionSwitch,
    // What was to come may be here now.
    connections.onDidChangeReading(() => {
      problems.clear();
    }),
    new SchemaVersionStatus(accounts, versions, versionSwitch, connections),
    accounts.onDidSignOut(({ id }) => {
      if (versionSwitch.pending(id)) versionSwitch.cancel();
      versions.forgetAccount(id).catch(reportFailure);
    }),
    command('ovhApi.schemaVersion.pick', async () => {
      const connection = connections.active();
      if (connection) await pickSchemaVersion(connection, { versions, versionSwitch, reports, note });
    }),
    command('ovhApi.schemaVersion.compare', async () => {
      const connection = connections.active();
      if (connection) await compareVersions(connection, versions, reports);
    }),
    command('ovhApi.schemaVersion.tryFile', async (target?: vscode.Uri) => {
      const connection = connections.active();
      if (connection) await tryFile(connection, target, { versions, reports, problems });
    }),
    command('ovhApi.documents.changes', () => changes.choose()),
    command('ovhApi.documents.compare', () =>
      compareApiDocuments({ accounts: accounts.list(), connections }, reports),
    ),
  );
}
