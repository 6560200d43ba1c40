import * as vscode from 'vscode';

const KEY = 'ovhApi.schemaVersions';

/** How far a choice reaches: this window's workspace, or wherever the account is used. */
export type ChoicePlace = 'workspace' | 'account';

/** A choice that was made; `version` is `undefined` for the account's default major. */
export interface VersionChoice {
  readonly version: string | undefined;
  readonly place: ChoicePlace;
}

/** `null` stands for the default: a workspace may want it though the account wants another. */
type Choices = Readonly<Record<string, string | null>>;

/**
 * Which schema version each account's requests carry. A workspace's own choice wins over the account's; each window has its own,
 * remembered with its workspace.
 */
export class SchemaVersions implements vscode.Disposable {
  readonly #states: Readonly<Record<ChoicePlace, vscode.Memento>>;
  readonly #choices: Record<ChoicePlace, Choices>;
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
    const isOwn = place === 'workspace';
    this.#choices[place] = { ...this.#choices[place], [accountId]: version ?? null };
    if (!isOwn) this.#choices.workspace = without(this.#choices.workspace, accountId);
    await this.#tell(accountId, before);
  }

  /** Goes back to the account's choice. */
  async forgetWorkspace(accountId: string): Promise<void> {
    const before = this.picked(accountId);
    this.#choices.workspace = without(this.#choices.workspace, accountId);
    await this.#tell(accountId, before);
  }

  /** What counts for the account where no workspace has a choice of its own. */
  accountChoice(accountId: string): string | undefined {
    return this.#choices.account[accountId] ?? undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #tell(accountId: string, before: string | undefined): Promise<void> {
    if (this.picked(accountId) !== before) this.#changed.fire({ account: accountId });
    for (const place of ['workspace', 'account'] as const) {
      await this.#states[place].update(KEY, this.#choices[place]);
    }
  }
}

function read(state: vscode.Memento): Choices {
  const stored = state.get<unknown>(KEY);
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(([, version]) => typeof version === 'string' || version === null),
  );
}

function without(choices: Choices, accountId: string): Choices {
  return Object.fromEntries(Object.entries(choices).filter(([id]) => id !== accountId));
}
