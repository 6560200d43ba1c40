import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.js';
import { reportingCommands } from '../reportingCommands.js';
import { compareVersions } from './compareVersions.js';
import { pickSchemaVersion, type SchemaVersionPickerOptions } from './schemaVersionPicker.js';
import { SchemaVersionStatus } from './schemaVersionStatus.js';

/** The schema version: shown in the status bar, picked, and compared with another. */
export function registerSchemaVersion(
  options: SchemaVersionPickerOptions & { readonly accounts: Accounts },
): vscode.Disposable {
  const { accounts, connections, versions, reportFailure } = options;
  const command = reportingCommands(reportFailure);
  return vscode.Disposable.from(
    new SchemaVersionStatus(accounts, versions),
    command('ovhApi.schemaVersion.pick', () => pickSchemaVersion(options)),
    command('ovhApi.schemaVersion.compare', () => compareVersions(connections.active())),
  );
}
