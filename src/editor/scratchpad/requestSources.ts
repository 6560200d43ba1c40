import { parseEnv } from 'node:util';
import { stripComments } from 'jsonc-parser';
import * as vscode from 'vscode';
import {
  ENVIRONMENT_FILES,
  environmentNames,
  readEnvironments,
  variablesOf,
  type Environments,
} from '../../scratchpad/environments.js';
import { noSources, systemChance, type Sources } from '../../scratchpad/sources.js';
import { showInformation } from '../shell/messages.js';

const CHOSEN_KEY = 'ovhApi.scratchpad.environments';
/** Where REST Client keeps its environments. */
const REST_CLIENT = 'rest-client.environmentVariables';
const MOST_CHARACTERS = 1_000_000;

/** What the variables of a request file may name besides its own. */
export type KnownSources = Pick<Sources, 'environment' | 'machine' | 'chance'>;

interface Surroundings {
  readonly environments: Environments;
  readonly dotenv: Readonly<Record<string, string | undefined>>;
}

const NOTHING: Surroundings = { environments: new Map(), dotenv: {} };

export interface RequestSourcesOptions {
  readonly workspaceState: vscode.Memento;
  /** The active account's id: each account has its own environment. */
  readonly account: () => string | undefined;
  /** Logs a failure that stops nothing. */
  readonly note: (failure: unknown) => unknown;
}

/**
 * The environments beside request files, `.env` files and REST Client's setting. Files are read when a request file is opened, and
 * again when one of them changes; what a keystroke asks for is at hand. Variables of the machine are for trusted workspaces only.
 */
export class RequestSources implements vscode.Disposable {
  readonly #options: RequestSourcesOptions;
  /** By the folder of request files. */
  readonly #known = new Map<string, Surroundings>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly Pick<vscode.Disposable, 'dispose'>[];
  /** Fired when the values of variables may be others. */
  readonly onDidChange = this.#changed.event;

  constructor(options: RequestSourcesOptions) {
    this.#options = options;
    const names = [...ENVIRONMENT_FILES.map(({ name }) => name), '.env'];
    const watcher = vscode.workspace.createFileSystemWatcher(`**/{${names.join(',')}}`);
    const forget = (): void => {
      this.#known.clear();
      this.#changed.fire();
    };
    this.#subscriptions = [
      this.#changed,
      watcher,
      watcher.onDidCreate(forget),
      watcher.onDidChange(forget),
      watcher.onDidDelete(forget),
      vscode.workspace.onDidGrantWorkspaceTrust(forget),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(REST_CLIENT)) forget();
      }),
    ];
  }

  /** The sources of a document as far as they were read; `undefined` before that. */
  known(document: vscode.TextDocument): KnownSources | undefined {
    const surroundings = this.#known.get(folderKey(document));
    return surroundings && this.#sourcesOf(surroundings);
  }

  /** Reads what is beside a document, unless that is known. */
  async read(document: vscode.TextDocument): Promise<KnownSources> {
    return this.#sourcesOf(await this.#surroundings(document));
  }

  /** Asks which environment the active account's requests use, and remembers it for the workspace. */
  async choose(document: vscode.TextDocument): Promise<void> {
    const names = environmentNames((await this.#surroundings(document)).environments);
    if (names.length === 0) {
      void showInformation(
        vscode.l10n.t('No environments found. Define them in http-client.env.json beside the request file.'),
      );
      return;
    }
    const none = { label: vscode.l10n.t('No Environment'), name: undefined };
    const chosen = this.chosen();
    const picked = await vscode.window.showQuickPick(
      [none, ...names.map((name) => ({ label: name, name }))].map((one) => ({
        ...one,
        description: one.name === chosen ? vscode.l10n.t('selected') : '',
      })),
      { placeHolder: vscode.l10n.t('Environment for the requests of the active account') },
    );
    if (!picked) return;
    const { account, workspaceState } = this.#options;
    const all = { ...workspaceState.get<Record<string, string>>(CHOSEN_KEY) };
    const key = account() ?? '';
    await workspaceState.update(CHOSEN_KEY, {
      ...Object.fromEntries(Object.entries(all).filter(([id]) => id !== key)),
      ...(picked.name !== undefined && { [key]: picked.name }),
    });
    this.#changed.fire();
  }

  /** The active account's environment. */
  chosen(): string | undefined {
    const { account, workspaceState } = this.#options;
    return workspaceState.get<Record<string, string>>(CHOSEN_KEY)?.[account() ?? ''];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #sourcesOf({ environments, dotenv }: Surroundings): KnownSources {
    return {
      environment: variablesOf(environments, this.chosen()),
      machine: vscode.workspace.isTrusted ? { env: process.env, dotenv } : undefined,
      chance: systemChance,
    };
  }

  async #surroundings(document: vscode.TextDocument): Promise<Surroundings> {
    const key = folderKey(document);
    const before = this.#known.get(key);
    if (before) return before;
    const folder = folderOf(document);
    const found = folder ? await this.#readFolder(folder) : NOTHING;
    this.#known.set(key, found);
    return found;
  }

  async #readFolder(folder: vscode.Uri): Promise<Surroundings> {
    const read = (name: string): Promise<string | undefined> =>
      readIfThere(vscode.Uri.joinPath(folder, name));
    const setting: unknown = vscode.workspace.getConfiguration(undefined, folder).get(REST_CLIENT);
    const files = await Promise.all(
      ENVIRONMENT_FILES.map(async ({ name, isSecret }) => ({
        json: this.#json(name, await read(name)),
        isSecret,
      })),
    );
    const dotenv = await read('.env');
    return {
      environments: readEnvironments([{ json: setting, isSecret: false }, ...files]),
      dotenv: dotenv === undefined ? {} : parseEnv(dotenv),
    };
  }

  #json(name: string, text: string | undefined): unknown {
    if (text === undefined) return undefined;
    try {
      return JSON.parse(stripComments(text)) as unknown;
    } catch (cause) {
      this.#options.note(new Error(vscode.l10n.t('{0} is not valid JSON.', name), { cause }));
      return undefined;
    }
  }
}

/** Sources of a document that nothing was read for yet. */
export function unreadSources(): KnownSources {
  return { ...noSources, machine: vscode.workspace.isTrusted ? { env: process.env, dotenv: {} } : undefined };
}

/** The folder that a document's paths begin at; of one that was never saved, the workspace's. */
export function folderOf(document: vscode.TextDocument): vscode.Uri | undefined {
  if (document.isUntitled) return vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.Uri.joinPath(document.uri, '..');
}

function folderKey(document: vscode.TextDocument): string {
  return folderOf(document)?.toString() ?? '';
}

async function readIfThere(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return text.length > MOST_CHARACTERS ? undefined : text;
  } catch {
    // Most folders have none of these files.
    return undefined;
  }
}
