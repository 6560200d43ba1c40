import * as vscode from 'vscode';
import { ApiError } from '../../api/errors.js';
import { knownVersions, type KnownVersion } from '../../schema/versions.js';
import type { Connection, Connections } from '../connections.js';
import type { SchemaVersions } from './schemaVersions.js';

interface VersionChoice extends vscode.QuickPickItem {
  /** Absent on separators; `undefined` inside for the default. */
  readonly choice?: { readonly version: string | undefined };
}

export interface SchemaVersionPickerOptions {
  readonly connections: Connections;
  readonly versions: SchemaVersions;
  readonly reportFailure: (failure: unknown) => void;
}

/**
 * Lists the schema versions that exist, and makes the chosen one count for every request. A version that the API refuses is
 * told at once, and the last good one stays.
 */
export async function pickSchemaVersion(options: SchemaVersionPickerOptions): Promise<void> {
  const connection = options.connections.active();
  if (!connection) return;
  const current = options.versions.picked(connection.account.id);
  const chosen = await choose(connection, current, options.reportFailure);
  if (!chosen || chosen.version === current) return;
  await options.versions.pick(connection.account.id, chosen.version);
  try {
    await vscode.window.withProgress(
      { location: { viewId: 'ovhApi.resources' }, title: vscode.l10n.t('Reading the schemas…') },
      () => readEverySection(connection),
    );
  } catch (failure) {
    if (failure instanceof ApiError) await options.versions.pick(connection.account.id, current);
    options.reportFailure(failure);
  }
}

async function choose(
  connection: Connection,
  current: string | undefined,
  reportFailure: (failure: unknown) => void,
): Promise<VersionChoice['choice']> {
  const pick = vscode.window.createQuickPick<VersionChoice>();
  const abort = new AbortController();
  pick.title = vscode.l10n.t('Schema version of all requests of {0}', connection.account.label);
  pick.placeholder = vscode.l10n.t('Pick a version, or type one such as 1.0');
  pick.matchOnDescription = true;
  pick.busy = true;
  pick.show();
  const extra = vscode.workspace.getConfiguration('ovhApi').get<string[]>('schemaVersions', []);
  let known: readonly KnownVersion[] = [];
  const show = (): void => {
    pick.items = choices(known, current, pick.value);
    // While something is typed, VS Code marks the best match.
    if (pick.value !== '') return;
    pick.activeItems = pick.items.filter(({ choice: one }) => one !== undefined && one.version === current);
  };
  show();
  knownVersions(connection.api, extra, abort.signal)
    .then((versions) => {
      known = versions;
      show();
    })
    .catch((failure: unknown) => {
      reportFailure(failure);
    })
    .finally(() => {
      pick.busy = false;
    });
  try {
    return await new Promise((resolve) => {
      pick.onDidChangeValue(show);
      pick.onDidAccept(() => {
        resolve(pick.activeItems[0]?.choice);
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

function choices(
  known: readonly KnownVersion[],
  current: string | undefined,
  typed: string,
): readonly VersionChoice[] {
  const isTyped = /^\d+(\.\d+)?$/.test(typed) && !known.some(({ version }) => version === typed);
  return [
    choice(
      undefined,
      vscode.l10n.t('default'),
      current,
      vscode.l10n.t('the account’s default major answers'),
    ),
    ...known.map((one) => choice(one.version, `v${one.version}`, current, ...facts(one))),
    ...(isTyped ? [choice(typed, `v${typed}`, current, vscode.l10n.t('as typed'))] : []),
  ];
}

function facts(version: KnownVersion): readonly [string, string] {
  const source = {
    document: vscode.l10n.t('found in an API document'),
    refusal: vscode.l10n.t('named by the API'),
    index: vscode.l10n.t('named by the API'),
    setting: vscode.l10n.t('from your settings'),
  }[version.source];
  return [version.isDefault ? vscode.l10n.t('the default now') : '', source];
}

function choice(
  version: string | undefined,
  label: string,
  current: string | undefined,
  description: string,
  detail?: string,
): VersionChoice {
  const isCurrent = version === current;
  return {
    label: `${isCurrent ? '$(check) ' : '$(blank) '}${label}`,
    description: isCurrent ? [vscode.l10n.t('in use'), description].filter(Boolean).join(' · ') : description,
    ...(detail ? { detail: `$(blank) ${detail}` } : {}),
    choice: { version },
  };
}

async function readEverySection({ schemas }: Connection): Promise<void> {
  const [first] = await schemas.sections();
  if (first) await schemas.section(first.path);
}
