import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { knownVersions } from '../../schema/versions.js';
import type { Connection, Connections } from '../connections.js';
import type { ChoicePlace, SchemaVersions } from './schemaVersions.js';
import { sectionsAt, versionDifference, type VersionDifference } from './versionDifferences.js';
import { versionRows, type PickerFacts, type VersionRow } from './versionRows.js';

export interface SchemaVersionPickerOptions {
  readonly connections: Connections;
  readonly versions: SchemaVersions;
  readonly reportFailure: (failure: unknown) => void;
}

/** What somebody wants: another version, or the account's own choice again. */
type Wish =
  | { readonly kind: 'pick'; readonly version: string | undefined; readonly place: ChoicePlace }
  | { readonly kind: 'forget' };

/**
 * Lists the schema versions that exist, and makes the chosen one count for every request. A version that the API refuses is
 * told at once, and the last good one stays; what the new one has no more is told once.
 */
export async function pickSchemaVersion(options: SchemaVersionPickerOptions): Promise<void> {
  const connection = options.connections.active();
  if (!connection) return;
  const { versions, reportFailure } = options;
  const { id } = connection.account;
  const before = versions.choice(id);
  const wish = await choose(connection, versions, reportFailure);
  if (!wish) return;
  const now = wish.kind === 'pick' ? wish.version : versions.accountChoice(id);
  try {
    // The documents first: until they are there, and if the API refuses the version, everything stays as it is.
    const difference =
      now === before?.version ? undefined : await readDocuments(connection, before?.version, now);
    if (wish.kind === 'pick') await versions.pick(id, wish.version, wish.place);
    else await versions.forgetWorkspace(id);
    if (difference) void tellGone(difference, before?.version, now).then(undefined, reportFailure);
  } catch (failure) {
    reportFailure(failure);
  }
}

/** Throws what the API says when it has no such version. */
function readDocuments(
  { schemas }: Connection,
  before: string | undefined,
  now: string | undefined,
): Thenable<VersionDifference> {
  return vscode.window.withProgress(
    { location: { viewId: 'ovhApi.resources' }, title: vscode.l10n.t('Reading the schemas…') },
    async () => {
      const { signal } = new AbortController();
      const paths = (await schemas.sections()).map(({ path }) => path);
      const [first] = paths;
      if (first !== undefined) await schemas.sectionAt(first, now ?? 'default');
      const [from, to] = await Promise.all([
        sectionsAt(schemas, paths, before, signal),
        sectionsAt(schemas, paths, now, signal),
      ]);
      return versionDifference(from, to);
    },
  );
}

const NAMED = 3;

async function tellGone(
  { gone }: VersionDifference,
  before: string | undefined,
  now: string | undefined,
): Promise<void> {
  if (gone.length === 0) return;
  const compare = vscode.l10n.t('Compare…');
  const named = gone.slice(0, NAMED).join(', ') + (gone.length > NAMED ? ', …' : '');
  const answer = await vscode.window.showInformationMessage(
    gone.length === 1
      ? vscode.l10n.t('{0} of {1} is not in {2}.', named, name(before), name(now))
      : vscode.l10n.t(
          '{0} operations of {1} are not in {2}: {3}',
          gone.length,
          name(before),
          name(now),
          named,
        ),
    compare,
  );
  if (answer === compare) await vscode.commands.executeCommand('ovhApi.schemaVersion.compare');
}

function name(version: string | undefined): string {
  return version === undefined ? vscode.l10n.t('the default version') : `v${version}`;
}

/** Shows the choices, with what is known of each as soon as it is known. `undefined` when nothing was chosen. */
async function choose(
  connection: Connection,
  versions: SchemaVersions,
  reportFailure: (failure: unknown) => void,
): Promise<Wish | undefined> {
  const pick = vscode.window.createQuickPick<VersionRow>();
  const abort = new AbortController();
  const facts: PickerFacts = {
    known: [],
    choice: versions.choice(connection.account.id),
    differences: new Map(),
  };
  pick.title = vscode.l10n.t('Schema version of all requests of {0}', connection.account.label);
  pick.placeholder = vscode.l10n.t('Pick a version, or type one such as 1.0');
  pick.matchOnDescription = true;
  pick.busy = true;
  pick.show();
  const show = (): void => {
    const active = pick.activeItems[0]?.wish;
    pick.items = versionRows(facts, pick.value);
    // While something is typed, VS Code marks the best match.
    if (pick.value !== '') return;
    const marked = pick.items.find(({ wish }) => wish !== undefined && wish === active);
    const current = pick.items.find(({ isCurrent }) => isCurrent);
    const [item] = [marked, current].filter((one) => one !== undefined);
    if (item) pick.activeItems = [item];
  };
  show();
  gather(connection, facts, show, abort.signal)
    .catch((failure: unknown) => {
      if (!(failure instanceof CancelledError)) reportFailure(failure);
    })
    .finally(() => {
      if (!abort.signal.aborted) pick.busy = false;
    });
  try {
    return await new Promise<Wish | undefined>((resolve) => {
      const wished = (row: VersionRow | undefined, place: ChoicePlace): void => {
        if (row?.wish === 'forget') resolve({ kind: 'forget' });
        else if (row?.wish) resolve({ kind: 'pick', version: row.wish.version, place });
      };
      pick.onDidChangeValue(show);
      pick.onDidAccept(() => {
        wished(pick.activeItems[0], 'workspace');
      });
      pick.onDidTriggerItemButton(({ item }) => {
        wished(item, 'account');
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}

/** Reads what exists, then how each differs from the one in use; tells after each step. */
async function gather(
  { api, schemas }: Connection,
  facts: PickerFacts,
  told: () => void,
  signal: AbortSignal,
): Promise<void> {
  const extra = vscode.workspace.getConfiguration('ovhApi').get<string[]>('schemaVersions', []);
  facts.known = await knownVersions(api, extra, signal);
  told();
  const paths = (await schemas.sections(signal)).map(({ path }) => path);
  const from = await sectionsAt(schemas, paths, facts.choice?.version, signal);
  for (const { version } of facts.known) {
    if (version === facts.choice?.version) continue;
    const to = await sectionsAt(schemas, paths, version, signal);
    facts.differences.set(version, versionDifference(from, to));
    told();
  }
}
