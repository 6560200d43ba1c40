import * as vscode from 'vscode';
import { openAccounts, registerSignIn } from './editor/connections/openAccounts.js';
import { registerLifecycle } from './editor/actions/registerLifecycle.js';
import { registerActions } from './editor/actions/registerActions.js';
import { registerBulkEdit } from './editor/bulkEdit/registerBulkEdit.js';
import { registerComparing } from './editor/spec/compare/registerComparing.js';
import { Connections } from './editor/connections/connections.js';
import { onDidChangeAnyAnswers } from './editor/connections/connectionEvents.js';
import { documentDiskCache } from './editor/connections/documentDiskCache.js';
import { SaveFollower } from './editor/spec/save/followSave.js';
import { registerDocuments } from './editor/spec/registerDocuments.js';
import { registerExporting } from './editor/spec/export/registerExporting.js';
import { KnownResources } from './editor/explorer/knownResources.js';
import { readsOf } from './editor/explorer/copyCommands.js';
import { linkedResources } from './editor/explorer/linkedResources.js';
import { registerFinding } from './editor/explorer/registerFinding.js';
import { RequiredQueries } from './editor/connections/requiredQueries.js';
import { RequiredQuestions } from './editor/explorer/requiredQuestions.js';
import { registerJournal } from './editor/spec/history/registerJournal.js';
import { registerManifests } from './editor/manifests/registerManifests.js';
import { taskForm } from './editor/actions/taskForm.js';
import { FieldComparisons, type FieldComparisonsOptions } from './editor/panel/fieldComparisons.js';
import { registerPanelMenu } from './editor/panel/panelMenu.js';
import { openPanels } from './editor/panel/openPanels.js';
import { registerCollectionPanels } from './editor/panel/collectionPanels.js';
import { registerSelectedView } from './editor/panel/selectedView.js';
import type { ResourcePanels } from './editor/panel/resourcePanels.js';
import { Reachability } from './editor/connections/reachability.js';
import { IgnoredDifferences } from './editor/shell/ignoredDifferences.js';
import { openReporting, type Reporting } from './editor/shell/reporting.js';
import { storedFiles } from './editor/shell/storedFiles.js';
import { registerResourceCommands } from './editor/actions/resourceCommands.js';
import { registerScratchpad } from './editor/scratchpad/registerScratchpad.js';
import { requestSecrets, responseSecrets } from './editor/scratchpad/requestSecrets.js';
import { Responses } from './editor/scratchpad/responses.js';
import { registerSchemaVersion } from './editor/versions/registerSchemaVersion.js';
import { askTwoVersions } from './editor/versions/askTwoVersions.js';
import { SchemaVersions } from './editor/connections/schemaVersions.js';
import { documentAt } from './editor/shell/documentUri.js';
import { openTree } from './editor/explorer/openTree.js';
import { registerTables } from './editor/table/registerTables.js';
import { onDidSelectResource } from './editor/explorer/selectedResource.js';
import { reportingCommands } from './editor/shell/reportingCommands.js';
import { registerTrySandbox } from './editor/trySandbox/registerTrySandbox.js';
import { trustedConnection } from './editor/connections/trustedConnection.js';
import { ProcessFile } from './editor/connections/ownFile.js';
import { UnfinishedWork } from './editor/connections/unfinishedWork.js';
import { registerWatched } from './editor/watched/registerWatched.js';
import { WaitingNotices } from './editor/explorer/waitingNotices.js';
import { watchResources } from './editor/connections/watchResources.js';
import { addressOf, toApiPath, type ResourceAddress } from './resource/address.js';
import { secretFieldsOf } from './resource/secretFields.js';

/** Makes the parts and hands them down. VS Code calls it when a view, a document or a command of ours is first used. */
export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, extensionUri, globalState, workspaceState, globalStorageUri, storageUri } = context;
  const own = <T extends Pick<vscode.Disposable, 'dispose'>>(part: T): T => {
    subscriptions.push(part);
    return part;
  };

  const reporting: Reporting = own(
    openReporting({ neededActions: (request) => connections.neededActions(request) }),
  );
  const { log, note, reportFailure, onSecrets } = reporting;
  own(vscode.commands.registerCommand('ovhApi.showLog', () => log.show()));

  const signedIn = own(openAccounts(context, reporting));
  const { accounts } = signedIn;
  const versions = own(new SchemaVersions(workspaceState, globalState));
  const reachability = own(new Reachability());
  const unfinished = new UnfinishedWork(
    own(new ProcessFile(vscode.Uri.joinPath(globalStorageUri, 'unfinished').fsPath)),
    note,
  );
  const connections = own(
    new Connections({
      unfinished,
      accounts,
      versions,
      log: reporting.requests,
      reachability,
      cache: documentDiskCache(globalStorageUri),
      onSecrets,
    }),
  );
  own(registerSignIn(signedIn, connections, reporting));

  const known = own(new KnownResources(globalState));
  void unfinished.reportEarlier((address) => known.nameOf(address));
  const required = own(new RequiredQueries(workspaceState));
  const questions = new RequiredQuestions({ connections, required, note });
  const missing = own(new vscode.EventEmitter<ResourceAddress>());
  const watcher = own(
    watchResources(connections, {
      required,
      there: (snapshot) => {
        documents.there(snapshot.address);
        tree.noteFound(snapshot);
        known.read(snapshot);
        waiting.read(snapshot).catch(reportFailure);
      },
      gone: (address) => {
        missing.fire(address);
        documents.deleted(address);
      },
    }),
  );
  const journal = own(
    registerJournal({
      ...reporting,
      ...{ connections, accounts, known },
      files: storedFiles(vscode.Uri.joinPath(globalStorageUri, 'journal')),
    }),
  );
  const ignored = own(new IgnoredDifferences());
  const panels: ResourcePanels = own(
    openPanels({
      ...{ extensionUri, watcher, accounts, versions, known, ignored, reporting },
      kept: journal,
      readForm: (...task) => taskForm(connections, ...task),
      editOf: (address) => documents.editOf(address),
      isWatched: (address) => watched.has(address),
    }),
  );
  const itemAt: FieldComparisonsOptions['itemAt'] = async (address) =>
    (await connections.get(address.account)?.schemas.forPath(toApiPath(address)))?.item;
  own(registerPanelMenu(panels, own(new FieldComparisons({ extensionUri, itemAt })), reporting));
  own(onDidChangeAnyAnswers(connections)(({ account }) => panels.refresh(account)));
  own(connections.onDidRename(({ account }) => panels.redraw(account)));
  const openPanel = (address: ResourceAddress): void => {
    panels.show(address, { preserveFocus: true, beside: true });
  };
  /** What is in front, where that is a panel or a document of a resource. */
  const shownAddress = (): ResourceAddress | undefined =>
    panels.active() ?? documentAt(vscode.window.activeTextEditor?.document.uri)?.address;
  const waiting = new WaitingNotices(openPanel);
  const { watched } = own(
    registerWatched({
      ...reporting,
      ...{ workspaceState, watcher, accounts, connections, known, openPanel },
      shown: shownAddress,
      // The sender of a change follows it to the end, and says why it failed.
      isReported: (address, { kind }) =>
        panels.isShown(address) || (kind === 'failed' && saves.isFollowing(address)),
    }),
  );

  const { tree, view, filters, expanded } = own(
    openTree({
      ...reporting,
      ...{ workspaceState, connections, reachability, watcher, known, required, watched, versions },
    }),
  );
  own(
    missing.event((address) => {
      tree.noteGone(address);
    }),
  );
  own(
    watched.onDidChangeList(() => {
      tree.redraw();
    }),
  );
  own(
    accounts.onDidSignOut(({ id, isFinal }) => {
      if (isFinal) selected.forget(id).catch(reportFailure);
      expanded.forget(id);
      required.forget(id);
      known.forget(id, { keepsFavourites: !isFinal }).catch(reportFailure);
    }),
  );
  own(
    registerFinding({
      ...reporting,
      ...{ connections, known, filters, required, questions, tree, view },
    }),
  );
  own(registerResourceCommands({ ...reporting, tree, panels, known, questions }));
  own(
    registerCollectionPanels(
      { ...panels.forCollections(), connections, tree, openPanel },
      reportingCommands(reportFailure),
    ),
  );
  const { view: selected } = own(
    registerSelectedView(
      {
        ...{ extensionUri, workspaceState, panels },
        goToResource: () => void vscode.commands.executeCommand('ovhApi.goToResource'),
        onDidSelect: (listener) => onDidSelectResource(listener, view.onDidChangeSelection),
      },
      reportingCommands(reportFailure),
    ),
  );

  own(
    registerTables({
      ...reporting,
      ...{ extensionUri, globalState, connections, watcher, filters, required, questions, known, tree },
      onDidMiss: missing.event,
    }),
  );

  const nameOf = (address: ResourceAddress): string => known.nameOf(address);
  const saves = own(new SaveFollower({ ...reporting, connections, watcher, openPanel, nameOf }));
  const documents = own(
    registerDocuments({
      ...reporting,
      ...{ connections, workspaceState, watcher, missing },
      queryFor: (address) => questions.queryFor(address),
      onRead: (base, snapshot) => {
        tree.noteFound(snapshot);
        journal.seen(base);
        known.read(snapshot);
        waiting.read(snapshot).catch(reportFailure);
      },
      onRefused: (address) => {
        saves.refused(address);
      },
      onSaved: (base) => {
        if (base.item.isEnvelope) openPanel(base.address);
      },
    }),
  );
  own(
    required.onDidChange((address) => {
      documents.changed(address);
      panels.refresh();
    }),
  );
  own(
    known.onDidRename(({ address, name }) => {
      documents.renamed(address, name).catch(note);
      tree.noteRenamed(address);
    }),
  );
  own(registerComparing({ ...reporting, connections, known }));
  own(registerExporting({ ...reporting, connections, known }));
  own(
    registerManifests({
      ...reporting,
      ...{ connections, versions, extensionUri, watcher, unfinished, workspaceState, ignored },
    }),
  );

  own(registerLifecycle({ ...reporting, connections, openPanel, watcher, documents }));
  const responses = own(new Responses());
  own(registerActions({ ...reporting, connections, openPanel, responses }));
  own(
    registerBulkEdit({
      ...reporting,
      ...{ connections, filters, tree, view, watcher, unfinished },
      onRead: (base) => journal.seen(base),
    }),
  );

  own(
    registerScratchpad({
      responses,
      api: () => connections.active()?.api,
      schemaVersion: () => {
        const account = accounts.active();
        return account && versions.picked(account.id);
      },
      operations: (signal) => connections.operations(signal),
      secretsOf: async ({ account }, request) => {
        const schemas = connections.get(account.id)?.schemas;
        return schemas ? requestSecrets(schemas, request) : secretFieldsOf(undefined);
      },
      nameOf: (account, path) => known.at(addressOf(account, path))?.name,
      runs: {
        isKnownSecret: reporting.isKnownSecret,
        openPanel: (account, path) => {
          openPanel(addressOf(account, path));
        },
        links: linkedResources(connections, known),
        onDidSignOut: accounts.onDidSignOut,
        responseFiles: storageUri && storedFiles(storageUri),
        secretsOfResponse: async (account, response) => {
          const schemas = connections.get(account)?.schemas;
          return schemas && responseSecrets(schemas, response);
        },
      },
      askVersions: async () => {
        const connection = connections.active();
        return connection && askTwoVersions(connection, versions);
      },
      policy: {
        connection: () => connections.active(),
        session: connections.session,
        urnOf: (address) => known.at(address)?.urn,
        openDraft: async (address, fields) => {
          await vscode.commands.executeCommand('ovhApi.resources.create', { address, known: fields });
        },
      },
      help: { ...trustedConnection(connections), connections },
      readsOf: (targets) => readsOf({ connections, versions, shown: shownAddress }, targets),
      ...reporting,
      ...{ workspaceState, globalState },
    }),
  );
  own(
    registerSchemaVersion({
      ...{ ...reporting, extensionUri, globalState, globalStorageUri, accounts, connections, versions },
      keptSpecs: (account) => journal.newestSpecs(account),
    }),
  );
  own(registerTrySandbox({ ...reporting, accounts, extensionUri, globalState }));
}
