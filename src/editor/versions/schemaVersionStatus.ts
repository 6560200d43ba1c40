import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { endsInSettings } from '../connections/versionEnds.js';
import { versionLabel, versionName } from './versionName.js';
import type { VersionSwitch } from './versionSwitch.js';
import { sunsetSentences, type SunsetSource } from './watch/sunset.js';
import { emptyMarkdown } from '../shell/markdown.js';

/** The status bar item that says which schema version all requests carry, and opens the picker. */
export class SchemaVersionStatus implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #accounts: Accounts;
  readonly #versions: SchemaVersions;
  readonly #versionSwitch: VersionSwitch;
  readonly #subscriptions: readonly vscode.Disposable[];

  readonly #connections: SunsetSource;

  constructor(
    accounts: Accounts,
    versions: SchemaVersions,
    versionSwitch: VersionSwitch,
    connections: SunsetSource,
  ) {
    this.#accounts = accounts;
    this.#connections = connections;
    this.#versions = versions;
    this.#versionSwitch = versionSwitch;
    this.#item = vscode.window.createStatusBarItem(
      'ovhApi.schemaVersion',
      vscode.StatusBarAlignment.Left,
      20,
    );
    this.#item.name = vscode.l10n.t('OVHcloud schema version');
    this.#item.command = 'ovhApi.schemaVersion.pick';
    const show = (): void => {
      this.#show();
    };
    this.#subscriptions = [
      accounts.onDidChange(show),
      versions.onDidChange(show),
      versionSwitch.onDidChange(show),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('ovhApi.schemaVersionEnds')) show();
      }),
      connections.onDidCall(({ account }) => {
        // Nearly all calls are of operations that stay.
        if (connections.retiring(account).length > 0) show();
      }),
    ];
    show();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const account = this.#accounts.active();
    if (!account) {
      this.#item.hide();
      return;
    }
    const version = this.#versions.picked(account.id);
    const pending = this.#versionSwitch.pending(account.id);
    const shown = versionLabel(version);
    this.#item.text = pending
      ? `$(loading~spin) ${shown} → ${versionLabel(pending.version)}`
      : `$(versions) ${shown}`;
    const label = pending
      ? vscode.l10n.t('OVHcloud schema version: {0}; {1} is being read', shown, versionLabel(pending.version))
      : vscode.l10n.t('OVHcloud schema version: {0}', shown);
    this.#item.accessibilityInformation = { label, role: 'button' };
    const sunset = sunsetSentences({
      retiring: this.#connections.retiring(account.id),
      picked: version,
      known: this.#versions.known(account.id).map((one) => one.version),
      ends: endsInSettings(),
    });
    this.#item.tooltip = tooltip(account.label, version, pending, sunset);
    this.#item.show();
  }
}

function tooltip(
  account: string,
  version: string | undefined,
  pending: ReturnType<VersionSwitch['pending']>,
  sunset: readonly string[],
): vscode.MarkdownString {
  const text = emptyMarkdown();
  text.appendMarkdown('**').appendText(vscode.l10n.t('OVHcloud schema version')).appendMarkdown('**\n\n');
  text.appendText(
    version === undefined
      ? vscode.l10n.t('Requests of {0} send no version, so the API uses the account’s default.', account)
      : vscode.l10n.t('All requests of {0} use version {1}.', account, version),
  );
  if (pending) {
    const coming = vscode.l10n.t(
      'Reading the API documents of {0}. Nothing changes until they are loaded.',
      versionName(pending.version),
    );
    text.appendMarkdown('\n\n').appendText(coming);
  }
  for (const sentence of sunset) text.appendMarkdown('\n\n').appendText(sentence);
  text.appendMarkdown('\n\n').appendText(vscode.l10n.t('Click to pick another one.'));
  return text;
}
