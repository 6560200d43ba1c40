import { guardedAccountText } from '../shell/accountText.js';
import type * as vscode from 'vscode';
import type { ResourceWatcher } from '../../resource/watch.js';
import type { Accounts } from '../accounts/accounts.js';
import type { KnownResources } from '../explorer/knownResources.js';
import type { Reporting } from '../shell/reporting.js';
import type { IgnoredDifferences } from '../shell/ignoredDifferences.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { panelCommands } from './panelCommands.js';
import type { SpecEdits } from './followedEdit.js';
import { specEdits } from './specEdits.js';
import type { KeptSpecs, ResourcePanelsOptions } from './panelOptions.js';
import { ResourcePanels } from './resourcePanels.js';

export interface OpenPanelsOptions {
  readonly extensionUri: vscode.Uri;
  readonly watcher: ResourceWatcher;
  readonly accounts: Accounts;
  readonly versions: SchemaVersions;
  readonly known: KnownResources;
  readonly kept: KeptSpecs;
  readonly readForm: ResourcePanelsOptions['readForm'];
  readonly editOf: SpecEdits['of'];
  readonly isWatched: ResourcePanelsOptions['isWatched'];
  readonly ignored: IgnoredDifferences;
  readonly reporting: Reporting;
}

/** The panels, with what the rest of the extension knows of accounts, versions and failures. */
export function openPanels(options: OpenPanelsOptions): ResourcePanels {
  const { extensionUri, watcher, accounts, versions, known, kept, readForm, editOf, ignored, reporting } =
    options;
  const { failures, log, reportFailure } = reporting;
  return new ResourcePanels({
    extensionUri,
    watcher,
    kept,
    readForm,
    isWatched: options.isWatched,
    ignored,
    reportFailure,
    edits: specEdits(editOf),
    describe: ({ account, segments }) => ({
      accountLabel: labelOf(accounts, account),
      path: segments
        .slice(0, -1)
        .map((_, at) => known.nameOf({ account, segments: segments.slice(0, at + 1) })),
      schemaVersion: versions.picked(account),
    }),
    describeFailure: (failure) => {
      const { message, actions } = failures.describe(failure);
      return {
        message,
        actions: actions.filter(
          (action) => action === 'retry' || action === 'signIn' || action === 'showLog',
        ),
      };
    },
    log,
    commands: panelCommands(known),
    onShow: (address) => void known.opened(address).catch(reportFailure),
  });
}

function labelOf(accounts: Accounts, id: string): string {
  const account = accounts.get(id);
  return account ? guardedAccountText(account) : (accounts.labelOf(id) ?? id);
}
