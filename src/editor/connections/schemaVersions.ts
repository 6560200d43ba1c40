import * as vscode from 'vscode';
import { isJsonObject } from '../../api/jsonObject.js';
import { knownVersions, type KnownVersion } from '../../schema/versions.js';
import { NamedVersions } from '../../schema/namedVersions.js';

const KEY = 'ovhApi.schemaVersions';

/** How far a choice reaches: this window's workspace, or wherever the account is used. */
export type ChoicePlace = 'workspace' | 'account';

/** A choice that was made; `version` is `undefined` for the account's default major. */
export interface VersionChoice {
  readonly version: string | undefined;
  readonly place: ChoicePlace;
}

/** `null` means the default: a workspace may want it though the account wants another. */
type Choices = Readonly<Record<string, string | null>>;

/**
 * Which schema version each account's requests carry, and which ones are known. A workspace's own choice wins over the account's. Each window has its own,
 * remembered with its workspace: what another window picks counts here when this one is opened next.
 */
export class SchemaVersions implements vscode.Disposable {
  readonly #states: Readonly<Record<ChoicePlace, vscode.Memento>>;
  readonly #choices: Record<ChoicePlace, Choices>;
  readonly #named = new Map<string, NamedVersions>();
  readonly #changed = new vscode.EventEmitter<{ readonly account: string }>();
  readonly onDidChange = this.#changed.event;

  constructor(workspaceState: vscode.Memento, globalState: vscode.Memento) {
    this.#states = { workspace: workspaceState, account: globalState };
    this.#choices = { workspace: read(workspaceState), account: read(globalState) };
  }

  /** `major.minor`, or `undefined` for the account's default major (no header is sent). */
  picked(accountId: string): string | undefined {
    return this.choice(accountId)?.version;
  }

  /** The choice that counts here; `undefined` when none was made. */
  choice(accountId: string): VersionChoice | undefined {
    for (const place of ['workspace', 'account'] as const) {
      const version = this.#choices[place][accountId];
      if (version !== undefined) return { version: version ?? undefined, place };
    }
    return undefined;
  }

  /** Counts for every request from now on. A choice for the account takes the workspace's own away. */
  async pick(
    accountId: string,
    version: string | undefined,
    place: ChoicePlace = 'workspace',
  ): Promise<void> {
    const before = this.picked(accountId);
    this.#set(place, accountId, version ?? null);
    if (place === 'account') this.#set('workspace', accountId, undefined);
    this.#fireIfChanged(accountId, before);
    await this.#keep(place, accountId);
    if (place === 'account') await this.#keep('workspace', accountId);
  }

  /** Goes back to the account's choice. */
  async forgetWorkspace(accountId: string): Promise<void> {
    const before = this.picked(accountId);
    this.#set('workspace', accountId, undefined);
    this.#fireIfChanged(accountId, before);
    await this.#keep('workspace', accountId);
  }

  /** Nothing is kept of an account that signed out. */
  async forgetAccount(accountId: string): Promise<void> {
    this.#named.delete(accountId);
    for (const place of ['workspace', 'account'] as const) {
      this.#set(place, accountId, undefined);
      await this.#keep(place, accountId);
    }
  }

  /** What counts for the account where no workspace has its own choice; `undefined` when none was made. */
  accountChoice(accountId: string): VersionChoice | undefined {
    const version = this.#choices.account[accountId];
    return version === undefined ? undefined : { version: version ?? undefined, place: 'account' };
  }

  /** What the account's API said about versions in this session. */
  namedBy(accountId: string): NamedVersions {
    const named = this.#named.get(accountId) ?? new NamedVersions();
    this.#named.set(accountId, named);
    return named;
  }

  /** Every version that is known for the account, the newest first, without asking anybody. */
  known(accountId: string): readonly KnownVersion[] {
    const choices = [this.choice(accountId), this.accountChoice(accountId)];
    const { named, refused } = this.namedBy(accountId);
    return knownVersions({
      named,
      refused,
      picked: choices.flatMap((choice) => choice?.version ?? []),
      settings: vscode.workspace.getConfiguration('ovhApi').get<string[]>('schemaVersions', []),
    });
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #set(place: ChoicePlace, accountId: string, version: string | null | undefined): void {
    this.#choices[place] = withChoice(this.#choices[place], accountId, version);
  }

  #fireIfChanged(accountId: string, before: string | undefined): void {
    if (this.picked(accountId) !== before) this.#changed.fire({ account: accountId });
  }

  /** Other windows write to the same place: what they chose for other accounts stays. */
  async #keep(place: ChoicePlace, accountId: string): Promise<void> {
    const state = this.#states[place];
    await state.update(KEY, withChoice(read(state), accountId, this.#choices[place][accountId]));
  }
}

function read(state: vscode.Memento): Choices {
  const stored = state.get<unknown>(KEY);
  if (!isJsonObject(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      (choice): choice is [string, string | null] => typeof choice[1] === 'string' || choice[1] === null,
    ),
  );
}

function withChoice(choices: Choices, accountId: string, version: string | null | undefined): Choices {
  const others = Object.entries(choices).filter(([id]) => id !== accountId);
  return Object.fromEntries(version === undefined ? others : [...others, [accountId, version]]);
}
