import * as vscode from 'vscode';
import { registerActing } from './editor/acting/registerActing.js';
import { registerActions } from './editor/actions/registerActions.js';
import { Accounts } from './editor/accounts/accounts.js';
import { confirmConsumerKey } from './editor/accounts/confirmConsumerKey.js';
import { EnvironmentAccount } from './editor/accounts/environmentAccount.js';
import { findMachineCredential } from './editor/accounts/machineCredentials.js';
import { registerAccounts } from './editor/accounts/registerAccounts.js';
import { signIn, type SignInOptions } from './editor/accounts/signIn.js';
import { registerBulkEdit } from './editor/bulkEdit/registerBulkEdit.js';
import { registerComparing } from './editor/comparing/registerComparing.js';
import { Connections } from './editor/connections.js';
import { documentDiskCache } from './editor/documentDiskCache.js';
import { registerDocuments } from './editor/documents/registerDocuments.js';
import { registerExporting } from './editor/exporting/registerExporting.js';
import { SaveFollower } from './editor/documents/followSave.js';
import { Failures } from './editor/failures/failures.js';
import { decorateNode } from './editor/finding/decorateNode.js';
import { ListFilters } from './editor/finding/listFilters.js';
import { KnownResources } from './editor/finding/knownResources.js';
import { registerFinding } from './editor/finding/registerFinding.js';
import { registerJournal } from './editor/journal/registerJournal.js';
import { RequestLog } from './editor/log/requestLog.js';
import { SecretValues } from './editor/log/secretValues.js';
import { registerManifests } from './editor/manifests/registerManifests.js';
import { panelCommands } from './editor/panel/panelCommands.js';
import { ResourcePanels } from './editor/panel/resourcePanels.js';
import { Reachability } from './editor/reachability.js';
import { registerResourceCommands } from './editor/resourceCommands.js';
import { registerScratchpad } from './editor/scratchpad/registerScratchpad.js';
import { Responses } from './editor/scratchpad/responses.js';
import { registerSchemaVersion } from './editor/statusBar/registerSchemaVersion.js';
import { SchemaVersions } from './editor/statusBar/schemaVersions.js';
import { registerTrySandbox } from './editor/trySandbox/registerTrySandbox.js';
import { dragNodes } from './editor/tree/dragNodes.js';
import { ExpandedNodes } from './editor/tree/expandedNodes.js';
import { OfflineTree } from './editor/tree/offlineTree.js';
import { ResourceTree } from './editor/tree/resourceTree.js';
import { watchResources } from './editor/watchResources.js';
import type { ResourceAddress } from './resource/address.js';

/** Makes the parts and hands them down. VS Code calls it when a view, a document or a command of ours is first used. */
export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, extensionUri } = context;
  const own = <T extends Pick<vscode.Disposable, 'dispose'>>(part: T): T => {
    subscriptions.push(part);
    return part;
  };

  const log = own(vscode.window.createOutputChannel('OVHcloud API', { log: true }));
  const secretValues = new SecretValues();
  const failures = new Failures(log, secretValues, {
    neededActions: (request) => connections.neededActions(request),
  });
  const note = (failure: unknown): string => failures.note(failure);
  const describe = (failure: unknown): string => failures.describe(failure).message;
  const reportFailure: SignInOptions['reportFailure'] = (failure, options) => {
    failures.report(failure, options);
  };
  const requests = new RequestLog({
    channel: log,
    redact: (text) => secretValues.redact(text),
    isTracing: () => log.logLevel === vscode.LogLevel.Trace,
  });

  const environment = own(
    new EnvironmentAccount({
      globalState: context.globalState,
      find: (signal) => findMachineCredential(signal, note),
      note,
    }),
  );
  const accounts = own(new Accounts({ context, environment, log, secretValues }));
  const versions = own(new SchemaVersions(context.workspaceState, context.globalState));
  const cache = documentDiskCache(context.globalStorageUri);
  const onToken = (accessToken: string): void => {
    secretValues.learn({ kind: 'token', accessToken });
  };
  const reachability = own(new Reachability());
  const connections = own(
    new Connections({ accounts, versions, log: requests, reachability, cache, onToken }),
  );
  own(
    registerAccounts({
      accounts,
      environment,
      identify: (account, signal) => connections.identify(account.id, signal),
      note,
      reportFailure,
      signIn: (again) => signIn(signInOptions, again),
    }),
  );
  const connect: SignInOptions['connect'] = (account, credential) => {
    secretValues.learn(credential);
    return connections.probe(account, credential);
  };
  const openUrl = (url: string): void => void vscode.env.openExternal(vscode.Uri.parse(url, true));
  const signInOptions: SignInOptions = {
    accounts,
    environment,
    connect,
    requestConsumerKey: (request) => confirmConsumerKey(connect, request),
    openUrl,
    note,
    reportFailure,
    secretValues,
  };

  const onSecrets = (texts: readonly string[]): void => {
    secretValues.learnTexts(texts);
  };
  const known = own(new KnownResources(context.globalState));
  const watcher = own(
    watchResources(connections, {
      there: (address) => {
        documents.there(address);
      },
      gone: (address) => documents.deleted(address),
    }),
  );
  const panels = own(
    new ResourcePanels({
      extensionUri,
      watcher,
      describe: ({ account }) => ({
        accountLabel: accounts.get(account)?.label ?? account,
        schemaVersion: versions.picked(account),
      }),
      describeFailure: (failure) => {
        const { message, actions } = failures.describe(failure);
        return {
          message,
          actions: actions.filter((action) => action !== 'copyDetails' && action !== 'pickVersion'),
        };
      },
      log,
      commands: panelCommands(known),
      onShow: (address) => void known.opened(address).catch(reportFailure),
    }),
  );
  const storage = context.globalStorageUri;
  const journal = own(registerJournal({ connections, accounts, known, storage, note, reportFailure }));
  const openPanel = (address: ResourceAddress): void => {
    panels.show(address, { preserveFocus: true, beside: true });
  };
  const followed = own(new SaveFollower({ watcher, openPanel, note }));
  const documents = own(
    registerDocuments({
      connections,
      workspaceState: context.workspaceState,
      watcher,
      describe,
      note,
      onSecrets,
      onRead: (base) => journal.seen(base),
      onSaved: (base) => {
        const { address, item } = base;
        journal.saved(base);
        tree.follow(address);
        void followed.follow(base);
        if (item.isEnvelope) openPanel(address);
      },
    }),
  );

  const filters = new ListFilters();
  const expanded = new ExpandedNodes(context.workspaceState);
  const tree: ResourceTree = own(
    new ResourceTree({
      connections,
      watcher,
      describe,
      note,
      reachability,
      filters,
      expanded,
      decorate: (node, item) =>
        decorateNode(node, item, { known, filters, counts: (list) => tree.counts(list) }),
    }),
  );
  const view = own(
    vscode.window.createTreeView('ovhApi.resources', {
      treeDataProvider: tree,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController: dragNodes(),
    }),
  );
  own(tree.showIn(view));
  own(
    accounts.onDidSignOut((id) => {
      expanded.forget(id);
      known.forget(id).catch(reportFailure);
    }),
  );
  own(new OfflineTree({ connections, reachability, tree, view }));
  own(registerFinding({ connections, known, filters, tree, view, versions, reportFailure }));
  own(connections.onDidChange(() => panels.refresh()));
  own(registerComparing({ connections, known, reportFailure }));
  own(registerExporting({ connections, known, reportFailure }));
  own(registerResourceCommands({ tree, panels, known, reportFailure }));
  own(
    registerActing({
      connections,
      watcher,
      tree,
      documents,
      describe,
      note,
      reportFailure,
      onSecrets,
      openPanel,
    }),
  );
  own(
    registerBulkEdit({
      connections,
      filters,
      tree,
      view,
      note,
      reportFailure,
      onSecrets,
      onRead: (base) => journal.seen(base),
      onSent: (base) => {
        journal.saved(base);
        tree.follow(base.address);
        documents.changed(base.address);
      },
    }),
  );
  const responses = own(new Responses());
  own(
    registerActions({
      connections,
      tree,
      responses,
      reportFailure,
      onSecrets,
      openPanel,
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
      reportFailure,
      note,
    }),
  );
  own(registerManifests({ connections, extensionUri, note, reportFailure }));
  const { globalState } = context;
  own(registerSchemaVersion({ accounts, connections, versions, globalState, reportFailure, note }));
  own(registerTrySandbox({ accounts, extensionUri, globalState, reportFailure }));
  own(vscode.commands.registerCommand('ovhApi.showLog', () => log.show()));
}
