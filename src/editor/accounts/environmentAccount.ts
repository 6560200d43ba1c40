import * as vscode from 'vscode';
import type { Credential } from '../../api/account.js';
import type { EnvironmentAccounts } from './environmentInUse.js';
import {
  chooseEnvironment,
  environmentAccount,
  environmentId,
  isReplacement,
  parseAnswers,
  parseSuccessors,
} from '../../api/environmentChoice.js';
import type { EnvironmentAnswer, EnvironmentChoice, FoundCredential } from '../../api/environmentChoice.js';
import type { KnownAccount } from '../../api/knownAccount.js';

const ANSWERS_KEY = 'ovhApi.environmentAnswers';

/** By the ids of keys that replaced others of the same person: the id of the account that they are keys of. */
const SUCCESSORS_KEY = 'ovhApi.environmentSuccessors';

/** Who the API says that a credential belongs to. */
type Identify = (found: FoundCredential, signal: AbortSignal) => Promise<string | undefined>;

/** `ovh.conf` of a machine or a workspace, and `.ovh.conf` of a home folder. */
const CONFIGURATION_FILE = /\/\.?ovh\.conf$/;

/** So long what was read counts for requests: a hundred of them that are sent together need one reading. */
const FRESH_MS = 1_000;

export interface EnvironmentAccountOptions {
  readonly globalState: vscode.Memento;
  /** Looks where the official clients look. `undefined` when nothing usable is there. */
  readonly find: (signal: AbortSignal) => Promise<FoundCredential | undefined>;
  /** Where a file that can't be read is reported. */
  readonly note: (failure: unknown) => void;
}

/** The credentials that the environment holds, and what the user lets be done with them. Nothing of them is stored. */
export class EnvironmentAccount implements EnvironmentAccounts, vscode.Disposable {
  readonly #options: EnvironmentAccountOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #abort = new AbortController();
  readonly #subscriptions: readonly vscode.Disposable[];
  #found: FoundCredential | undefined;
  #identify: Identify | undefined;
  /** The reading under way. */
  #reading: Promise<void> | undefined;
  /** When the last reading ended, in milliseconds since the epoch. */
  #readAt = 0;
  /** Signed out of by hand: counts in this window, even when the setting takes the environment at once. */
  #left: string | undefined;
  readonly onDidChange: vscode.Event<void> = this.#changed.event;
  readonly ready: Promise<void>;

  constructor(options: EnvironmentAccountOptions) {
    this.#options = options;
    this.#subscriptions = [
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('ovhApi.environmentCredentials')) this.#changed.fire();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.refresh()),
      // A file may have been written in a terminal or another editor.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused && !this.isIgnored) void this.refresh();
      }),
      // Saving one in this window doesn't bring it to the front: it is there.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (CONFIGURATION_FILE.test(uri.path) && !this.isIgnored) void this.refresh();
      }),
    ];
    this.ready = this.refresh().then(() => this.#changed.fire());
  }

  /** What is there to be offered, with the account it would become; `undefined` when there is nothing to ask. */
  offered(): { readonly found: FoundCredential; readonly account: KnownAccount } | undefined {
    return this.#when('offer');
  }

  taken(): { readonly account: KnownAccount; readonly credential: Credential } | undefined {
    const taken = this.#when('use');
    return taken && { account: taken.account, credential: taken.found.credential };
  }

  /** Everything that was found, used or not. */
  found(): { readonly found: FoundCredential; readonly account: KnownAccount } | undefined {
    const found = this.#found;
    if (!found) return undefined;
    const label = vscode.l10n.t('Environment ({0})', new URL(found.endpoint.origin).host);
    return { found, account: { ...environmentAccount(found, label), id: this.#idOf(found) } };
  }

  /** Whom to ask who replaced keys belong to: the same person goes on with the same account. Before that, other keys are another's. */
  identifyBy(identify: Identify): void {
    this.#identify = identify;
  }

  /** The setting leaves the environment alone, regardless of other decisions. */
  get isIgnored(): boolean {
    return this.#setting() === 'ignore';
  }

  /** Where the account's credential is: names of variables and files. */
  get places(): readonly string[] {
    return this.#found?.places ?? [];
  }

  /** Keeps the user's answer for exactly these credentials. */
  async answer(said: EnvironmentAnswer): Promise<void> {
    if (!this.#found) return;
    const id = this.#idOf(this.#found);
    this.#left = said === 'never' ? id : undefined;
    const answers = { ...parseAnswers(this.#options.globalState.get(ANSWERS_KEY)), [id]: said };
    await this.#options.globalState.update(ANSWERS_KEY, answers);
    this.#changed.fire();
  }

  async leave(): Promise<void> {
    await this.answer('never');
  }

  /** As `taken`, read again when the last reading is no longer fresh: keys may have been replaced since. */
  async takenNow(): ReturnType<EnvironmentAccounts['takenNow']> {
    if (this.taken() && Date.now() - this.#readAt > FRESH_MS) await this.refresh();
    return this.taken();
  }

  /** Looks again: files may have been written and the workspace trusted since. */
  async refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  async #read(): Promise<void> {
    const before = JSON.stringify(this.#found);
    try {
      const found = await this.#options.find(this.#abort.signal);
      if (found) await this.#noteReplaced(found);
      this.#found = found;
    } catch (failure) {
      this.#found = undefined;
      if (!this.#abort.signal.aborted) this.#options.note(failure);
    }
    this.#readAt = Date.now();
    const isOther = JSON.stringify(this.#found) !== before;
    if (isOther && !this.#abort.signal.aborted) this.#changed.fire();
  }

  /** Keys of the same person stand for the same account, as far as the API says so of both: the old ones may work a while longer. */
  async #noteReplaced(found: FoundCredential): Promise<void> {
    const [before, identify] = [this.#when('use')?.found, this.#identify];
    if (!before || !identify || !isReplacement(before, found)) return;
    const { signal } = this.#abort;
    const ask = (one: FoundCredential): Promise<string | undefined> =>
      identify(one, signal).catch(() => undefined);
    const [old, now] = await Promise.all([ask(before), ask(found)]);
    if (old === undefined || old !== now) return;
    const successors = { ...this.#successors(), [environmentId(found)]: this.#idOf(before) };
    await this.#options.globalState.update(SUCCESSORS_KEY, successors);
  }

  #successors(): Readonly<Record<string, string>> {
    return parseSuccessors(this.#options.globalState.get(SUCCESSORS_KEY));
  }

  #idOf(found: FoundCredential): string {
    const id = environmentId(found);
    return this.#successors()[id] ?? id;
  }

  dispose(): void {
    this.#abort.abort();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  /** As the user set it: a workspace has no say. */
  #setting(): unknown {
    return vscode.workspace.getConfiguration('ovhApi').inspect('environmentCredentials')?.globalValue;
  }

  #when(choice: EnvironmentChoice): ReturnType<EnvironmentAccount['found']> {
    const here = this.found();
    if (!here || here.account.id === this.#left) return undefined;
    const setting = this.#setting();
    const said = parseAnswers(this.#options.globalState.get(ANSWERS_KEY))[here.account.id];
    return chooseEnvironment(setting, said) === choice ? here : undefined;
  }
}
