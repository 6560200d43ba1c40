import * as vscode from 'vscode';
import type { Account } from '../../api/account.js';
import { refuseReadOnly } from '../../api/cloudWrite.js';
import { endpointName, type Manifest } from '../../resource/manifest.js';
import type { SendingReport } from '../../resource/applying.js';
import { isDangerous } from '../../resource/specDiff.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { ApplyOptions } from '../changes/applyAll.js';
import { applyWithProgress, orderText, outcomeText } from '../changes/applyWords.js';
import { askModal, confirmsHarm } from '../shell/questions.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import { listWriteOnly } from '../changes/saveConfirmation.js';
import type { Connections } from '../connections/connections.js';
import type { CommandTarget } from '../shell/documentUri.js';
import type { Reporting } from '../shell/reporting.js';
import { Drift } from './drift.js';
import type { IgnoredDifferences } from '../shell/ignoredDifferences.js';
import { filesOf, filesText } from './manifestFiles.js';
import { ManifestPlans, nameOf, unreadText, type PlanEntry } from './manifestPlans.js';
import { NormalisedStore } from './normalisedStore.js';
import { ManifestSchemas } from './manifestSchemas.js';
import { forgetIdentifier, openManifest } from './planActions.js';
import { registerManifestLanguage } from './registerManifestLanguage.js';
import { registerPlanSides } from './planSides.js';
import { PlanTree } from './planTree.js';
import { schemaErrors, errorsText } from './manifestErrors.js';
import { unsavedDocument } from '../shell/writeFileText.js';
import { saveManifest } from './saveManifest.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { trustedConnection } from '../connections/trustedConnection.js';
import { showError, showInformation, showProgress, showWarning } from '../shell/messages.js';

export interface ManifestsOptions extends Pick<Reporting, 'note' | 'reportFailure' | 'onSecrets'> {
  readonly connections: Connections;
  readonly versions: Pick<SchemaVersions, 'known'>;
  readonly extensionUri: vscode.Uri;
  readonly workspaceState: vscode.Memento;
  readonly ignored: IgnoredDifferences;
  readonly watcher: ApplyOptions['watcher'];
  readonly unfinished: ApplyOptions['unfinished'];
}

/** So many files are named in one message. */
const MOST_NAMED = 5;

/** Specs as files of the workspace: saving them there, comparing them with the cloud, and applying them. */
export function registerManifests(options: ManifestsOptions): vscode.Disposable {
  const {
    connections,
    versions,
    extensionUri,
    watcher,
    note,
    reportFailure,
    onSecrets,
    unfinished,
    ignored,
  } = options;
  const connection = (): ReturnType<Connections['active']> => connections.active();
  const normalised = new NormalisedStore(options.workspaceState);
  const judge = new ManifestSchemas({ ...trustedConnection(connections), note, versions });
  const plans = new ManifestPlans({
    ...{ connection, watcher, note, onSecrets, unfinished, normalised, ignored },
    schemaErrors: (document, indexes) => schemaErrors(judge, document, indexes),
  });
  const tree = new PlanTree(plans);
  const drift = new Drift({
    ...trustedConnection(connections),
    extensionUri,
    note,
    onSecrets,
    normalised,
    ignored,
  });
  const view = vscode.window.createTreeView('ovhApi.plan', { treeDataProvider: tree, showCollapseAll: true });
  const planFiles = async (uris: readonly vscode.Uri[]): Promise<void> => {
    const isPlanned = await plan(plans, uris, connection()?.api.account);
    // One that was left shows nothing else than before.
    if (isPlanned) view.description = plans.entries.length > 0 ? filesText(uris) : '';
  };
  const register = reportingCommands(reportFailure);
  return vscode.Disposable.from(
    judge,
    plans,
    tree,
    drift,
    registerManifestLanguage({ judge, connections, versions, note }),
    registerPlanSides(plans),
    view,
    plans.onDidChange(() => {
      if (plans.entries.length === 0) view.description = '';
    }),
    register('ovhApi.manifests.save', async (target: CommandTarget) => {
      await saveManifest(target, (account) => connections.get(account));
    }),
    register('ovhApi.manifests.plan', async (target?: vscode.Uri) => {
      if (plans.isApplying) return;
      const uris = await filesOf(target);
      if (uris) await planFiles(uris);
    }),
    register('ovhApi.manifests.planAgain', async () => {
      if (!plans.isApplying) await planFiles(uniqueFiles(plans));
    }),
    register('ovhApi.manifests.apply', () =>
      apply(plans, connection()?.api.account, () => planFiles(uniqueFiles(plans))),
    ),
    register('ovhApi.manifests.clearPlan', () => {
      if (!plans.isApplying) plans.clear();
    }),
    register('ovhApi.manifests.open', (entry: PlanEntry) => openManifest(entry)),
    register('ovhApi.manifests.createAgain', async (entry: PlanEntry) => {
      if (plans.isApplying) return;
      await forgetIdentifier(entry);
      await planFiles(uniqueFiles(plans));
    }),
    connections.onDidChangeReading(() => {
      // A plan belongs to the account and the schema version that it was made with. One under way goes on there.
      if (!plans.isApplying) plans.clear();
    }),
  );
}

function uniqueFiles(plans: ManifestPlans): readonly vscode.Uri[] {
  return [...new Map(plans.entries.map(({ uri }) => [uri.toString(), uri])).values()];
}

/** Resolves to whether what the view shows is the plan of these files. */
async function plan(
  plans: ManifestPlans,
  uris: readonly vscode.Uri[],
  account: Account | undefined,
): Promise<boolean> {
  if (uris.length === 0) {
    void showInformation(
      vscode.l10n.t(
        'No manifests found. Save a resource’s spec to the workspace first: files are named *.ovhapi.yaml.',
      ),
    );
    return false;
  }
  const before = plans.entries;
  const unread = await showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Comparing manifests with the cloud ({0})', filesText(uris)),
      cancellable: true,
    },
    (progress, token) =>
      plans.plan(
        uris,
        abortSignal(token),
        (done, all) => {
          progress.report({ message: `${String(done)} / ${String(all)}`, increment: 100 / all });
        },
        (elsewhere) => mayCompare(elsewhere, account),
      ),
  );
  const warning = unreadText(unread);
  if (warning !== undefined) void showWarning(warning);
  if (plans.entries.length > 0) await vscode.commands.executeCommand('ovhApi.plan.focus');
  return plans.entries !== before;
}

/** Manifests of another endpoint may be meant for this one, too; that is asked, and no by default. */
async function mayCompare(elsewhere: readonly Manifest[], account: Account | undefined): Promise<boolean> {
  const endpoints = [...new Set(elsewhere.map(({ endpoint = '' }) => endpoint))].join(', ');
  const [act, keep] = [vscode.l10n.t('Plan with This Account'), vscode.l10n.t('Don’t Plan')];
  const pressed = await askModal({
    account,
    question:
      elsewhere.length === 1
        ? vscode.l10n.t('1 manifest is for another endpoint: {0}. Plan it with this account?', endpoints)
        : vscode.l10n.t(
            '{0} manifests are for another endpoint: {1}. Plan them with this account?',
            elsewhere.length,
            endpoints,
          ),
    detail: vscode.l10n.t(
      'This account’s endpoint is {0}.',
      account ? (endpointName(account) ?? account.endpoint.origin) : '',
    ),
    buttons: [keep, act],
  });
  return pressed === act;
}

async function apply(
  plans: ManifestPlans,
  account: Account | undefined,
  planAgain: () => Promise<void>,
): Promise<void> {
  const { pending } = plans;
  if (pending.length === 0 || plans.isApplying || !account) return;
  refuseReadOnly(account, { method: 'PUT', path: '/' });
  const { refused } = plans;
  if (refused.length > 0) return refuse(refused);
  const outdated = await plans.outdated();
  if (outdated.length > 0) return refuseOutdated(outdated, planAgain);
  if (!(await confirm(plans, account))) return;
  const title = vscode.l10n.t('Applying manifests');
  const report = await applyWithProgress({ title, count: pending.length, nameOf }, (signal, onProgress) =>
    plans.apply(signal, onProgress),
  );
  showResult(report);
  await offerSave(plans.entries.filter(({ isUnsaved }) => isUnsaved));
}

/** Asks to save the files that hold identifiers of created resources among text that was unsaved before. */
async function offerSave(entries: readonly PlanEntry[]): Promise<void> {
  const files = new Map(entries.map(({ uri }) => [vscode.workspace.asRelativePath(uri), uri]));
  const unsaved = [...files].flatMap(([name, uri]) => {
    const document = unsavedDocument(uri);
    return document ? [{ name, document }] : [];
  });
  if (unsaved.length === 0) return;
  const [save, named] = [vscode.l10n.t('Save Files'), unsaved.map(({ name }) => name).join(', ')];
  const text = vscode.l10n.t(
    'The identifiers of created resources aren’t saved, since these files had unsaved changes: {0}. Save them; without the identifiers, the next plan creates the resources again.',
    named,
  );
  if ((await showWarning(text, save)) !== save) return;
  for (const { document } of unsaved) await document.save();
}

/** A plan that the API documents say would be rejected is not begun: what it applied until then would stay. */
async function refuse(refused: readonly PlanEntry[]): Promise<void> {
  const open = vscode.l10n.t('Open Manifest');
  const [first] = refused;
  const line = (first?.errors[0]?.line ?? 1) - 1;
  if ((await showError(errorsText(refused), open)) !== open || !first) return;
  await vscode.window.showTextDocument(first.uri, { selection: new vscode.Range(line, 0, line, 0) });
}

/** What the plan shows isn't what the files say any more: neither of the two is sent without being looked at. */
async function refuseOutdated(outdated: readonly PlanEntry[], planAgain: () => Promise<void>): Promise<void> {
  const again = vscode.l10n.t('Plan Again');
  const changed = [...new Set(outdated.map(({ uri }) => vscode.workspace.asRelativePath(uri)))];
  const named = [...changed.slice(0, MOST_NAMED), ...(changed.length > MOST_NAMED ? ['…'] : [])].join(', ');
  const text = vscode.l10n.t(
    'Nothing was applied: manifests have changed since they were planned: {0}',
    named,
  );
  if ((await showWarning(text, again)) === again) await planAgain();
}

/** Says what would happen in numbers, and names what may take something away. */
async function confirm({ pending }: ManifestPlans, account: Account): Promise<boolean> {
  const created = pending.filter(({ planned }) => planned?.action === 'create').length;
  const dangerous = pending.filter(({ planned }) => planned?.changes.some(isDangerous) === true);
  const warnings = pending.flatMap(({ planned }) =>
    planned?.action === 'update' && planned.item ? listWriteOnly(planned.wanted, planned.item) : [],
  );
  const detail = [
    ...new Set(warnings),
    vscode.l10n.t('To create: {0}. To change: {1}. Nothing is deleted.', created, pending.length - created),
    orderText(),
    ...(dangerous.length > 0
      ? [
          vscode.l10n.t(
            'May remove data: {0}',
            dangerous.map(({ planned }) => planned?.displayName).join(', '),
          ),
        ]
      : []),
  ].join('\n');
  const question =
    pending.length === 1
      ? vscode.l10n.t('Apply 1 manifest to the cloud?')
      : vscode.l10n.t('Apply {0} manifests to the cloud?', pending.length);
  const [act, keep] = [vscode.l10n.t('Apply'), vscode.l10n.t('Back to Plan')];
  return confirmsHarm({ account, question, detail, act, keep });
}

function showResult(report: SendingReport<PlanEntry>): void {
  const outcome = outcomeText(report, nameOf);
  if (outcome?.severity === 'error') void showError(outcome.text);
  else if (outcome) void showWarning(outcome.text);
  else {
    const applied = report.done.length;
    void showInformation(
      applied === 1 ? vscode.l10n.t('Applied 1 manifest.') : vscode.l10n.t('Applied {0} manifests.', applied),
    );
  }
}
