import * as vscode from 'vscode';
import type { SpecBase } from '../../resource/specBase.js';
import type { Accounts } from '../accounts/accounts.js';
import type { Connections } from '../connections.js';
import type { CommandTarget } from '../documents/documentUri.js';
import type { KnownResources } from '../finding/knownResources.js';
import { reportingCommands } from '../reportingCommands.js';
import { EARLIER_SCHEME, EarlierSpecs } from './earlierSpecs.js';
import { Journal } from './journal.js';
import { journalFiles } from './journalFiles.js';
import { restoreEarlierSpec, restoreShown } from './restoreEarlier.js';

export interface JournalRegistration {
  readonly connections: Connections;
  readonly accounts: Pick<Accounts, 'list' | 'onDidChange'>;
  readonly known: Pick<KnownResources, 'nameOf'>;
  /** The folder of the extension's own files. */
  readonly storage: vscode.Uri;
  readonly note: (failure: unknown) => void;
  readonly reportFailure: (failure: unknown) => void;
  readonly isKnownSecret: (text: string) => boolean;
}

/** What the journal is told. */
export interface RegisteredJournal {
  /** A spec was read for its document. */
  seen(base: SpecBase): void;
  /** The cloud has taken a spec. */
  saved(base: SpecBase): void;
  dispose(): void;
}

/** Keeps the specs that were seen and saved, and brings them back. What is kept of an account goes when it signs out. */
export function registerJournal(options: JournalRegistration): RegisteredJournal {
  const { accounts, connections, known, note, reportFailure, isKnownSecret } = options;
  const journal = new Journal({ files: journalFiles(options.storage), note, isKnownSecret });
  const earlier = new EarlierSpecs(journal, connections);
  const restoring = { connections, known, journal, earlier };
  const command = reportingCommands(reportFailure);
  const ids = (): readonly string[] => accounts.list().map(({ id }) => id);
  let signedIn = ids();
  const parts = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(EARLIER_SCHEME, earlier),
    command('ovhApi.journal.restore', (target: CommandTarget) => restoreEarlierSpec(restoring, target)),
    command('ovhApi.journal.restoreShown', (uri?: vscode.Uri) => restoreShown(restoring, uri)),
    accounts.onDidChange(() => {
      const left = ids();
      for (const id of signedIn) if (!left.includes(id)) void journal.forget(id);
      signedIn = left;
    }),
  );
  return {
    seen: (base) => void journal.record(base, 'seen'),
    saved: (base) => void journal.record(base, 'saved'),
    dispose: () => {
      parts.dispose();
    },
  };
}
