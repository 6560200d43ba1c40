import * as vscode from 'vscode';
import type { SpecBase } from '../../../resource/specBase.js';
import type { Accounts } from '../../accounts/accounts.js';
import { toApiPath, type ResourceAddress } from '../../../resource/address.js';
import { parseResource } from '../../../resource/envelope.js';
import { actionOf, type KnownAction } from '../../../resource/ownActions.js';
import type { KeptSpec } from '../../../resource/ownSaves.js';
import { baseAfterUpdate } from '../../../resource/writeSpec.js';
import { findByPath } from '../../../schema/findByPath.js';
import type { WriteEvent } from '../../../resource/written.js';
import type { Connections } from '../../connections/connections.js';
import type { CommandTarget } from '../../shell/documentUri.js';
import type { KnownResources } from '../../explorer/knownResources.js';
import { reportingCommands } from '../../shell/reportingCommands.js';
import type { Reporting } from '../../shell/reporting.js';
import { EARLIER_SCHEME, EarlierSpecs } from './earlierSpecs.js';
import { Journal } from '../../../resource/journal.js';
import type { SpecOfPath, StoredFiles } from '../../../resource/journal.js';
import { restoreEarlierSpec, restoreShown } from './restoreEarlier.js';

export interface JournalRegistration extends Pick<Reporting, 'note' | 'reportFailure' | 'isKnownSecret'> {
  readonly connections: Connections;
  readonly accounts: Pick<Accounts, 'list' | 'onDidChange'>;
  readonly known: Pick<KnownResources, 'nameOf'>;
  readonly files: StoredFiles;
}

/** What the journal needs, and what it reports. */
export interface RegisteredJournal {
  /** What is kept of a resource, newest first. Rejects with what reading the storage throws. */
  entries(address: ResourceAddress): Promise<readonly KeptSpec[]>;
  /** What else was done to a resource here, newest first. Rejects with what reading the storage throws. */
  actions(address: ResourceAddress): Promise<readonly KnownAction[]>;
  /** The newest spec that is kept of each of the account's resources. Rejects with what reading the storage throws. */
  newestSpecs(account: string): Promise<readonly SpecOfPath[]>;
  readonly onDidKeep: vscode.Event<ResourceAddress>;
  /** A spec was read for its document. */
  seen(base: SpecBase): void;
  dispose(): void;
}

/** Keeps the specs that were seen and saved, and brings them back. What is kept of an account goes when it signs out. */
export function registerJournal(options: JournalRegistration): RegisteredJournal {
  const { accounts, connections, known, note, reportFailure, isKnownSecret } = options;
  const kept = new vscode.EventEmitter<ResourceAddress>();
  const onKept = (address: ResourceAddress): void => {
    kept.fire(address);
  };
  const journal = new Journal({ files: options.files, note, isKnownSecret, onKept });
  const earlier = new EarlierSpecs(journal, connections);
  const restoring = { connections, known, journal, earlier };
  const command = reportingCommands(reportFailure);
  const ids = (): readonly string[] => accounts.list().map(({ id }) => id);
  let signedIn = ids();
  const parts = vscode.Disposable.from(
    kept,
    vscode.workspace.registerTextDocumentContentProvider(EARLIER_SCHEME, earlier),
    command('ovhApi.journal.restore', (target: CommandTarget) => restoreEarlierSpec(restoring, target)),
    command('ovhApi.journal.restoreShown', (uri?: vscode.Uri) => restoreShown(restoring, uri)),
    connections.onDidWrite((write) => {
      const acted = actionOf(write);
      if (acted) void journal.recordAction(acted.address, acted.action);
      else keepWritten(journal, connections, write).catch(note);
    }),
    accounts.onDidChange(() => {
      const left = ids();
      for (const id of signedIn) if (!left.includes(id)) void journal.forget(id);
      signedIn = left;
    }),
  );
  return {
    entries: (address) => journal.entries(address),
    actions: (address) => journal.actions(address),
    newestSpecs: (account) => journal.newestSpecs(account),
    onDidKeep: kept.event,
    seen: (base) => void journal.record(base, 'seen'),
    dispose: () => {
      parts.dispose();
    },
  };
}

/** Keeps the spec that the cloud made of an update, by any sender. */
export async function keepWritten(
  journal: Journal,
  connections: Pick<Connections, 'get'>,
  { account, kind, resources, response, query, before }: WriteEvent,
): Promise<void> {
  const [address] = resources;
  const connection = connections.get(account);
  if (kind !== 'updated' || !address || !response || !connection) return;
  const { api, schemas } = connection;
  const path = toApiPath(address);
  const { section } = (await schemas.forPath(path)).section;
  const { schemaVersion } = response;
  const { catalogue } = await schemas.sectionAt(section, schemaVersion ?? 'default');
  const { item } = findByPath(catalogue, path);
  if (!item?.update) return;
  await journal.record(
    await baseAfterUpdate(api, { address, item, query, schemaVersion }, response),
    'saved',
    {
      tasks: parseResource(response.json()).currentTasks.map(({ id }) => id),
      // What sends a spec made sure of the one before it; a request file sends what it says.
      by: before.by ?? (before.spec === undefined ? 'request' : undefined),
    },
  );
}
