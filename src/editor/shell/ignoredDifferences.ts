import * as vscode from 'vscode';
import { parentAddress, toApiPath, type ResourceAddress } from '../../resource/address.js';
import {
  ignoredIn,
  ignoredPath,
  NONE_IGNORED,
  withIgnored,
  withoutIgnoredPath,
  type IgnoredPaths,
} from '../../resource/ignoredFields.js';
import type { FieldPath } from '../../resource/specDiff.js';
import { showInformation } from './messages.js';

/** Where the rules are kept, below `ovhApi`. */
const SETTING = 'ignoredDifferences';

/** Which differences the user doesn't want to see: the setting `ovhApi.ignoredDifferences`, kept with the workspace. */
export class IgnoredDifferences implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** By collection; the same object as long as the setting is the same. */
  readonly #known = new Map<string, IgnoredPaths>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('ovhApi.ignoredDifferences')) return;
      this.#known.clear();
      this.#changed.fire();
    });
  }

  /** The rules for a resource. */
  of(address: ResourceAddress): IgnoredPaths {
    const collection = collectionOf(address);
    if (collection === undefined) return NONE_IGNORED;
    const known =
      this.#known.get(collection) ?? ignoredIn(setting().get<unknown>('ignoredDifferences'), collection);
    this.#known.set(collection, known);
    return known;
  }

  /** Ignores a field's differences in all resources of the collection, and offers to take that back. Rejects where it can't be kept. */
  async ignore(address: ResourceAddress, path: FieldPath): Promise<void> {
    const collection = collectionOf(address);
    if (collection === undefined) return;
    const rule = ignoredPath(path);
    await this.#keep((kept) => withIgnored(kept, collection, rule));
    const undo = vscode.l10n.t('Undo');
    const sentence = vscode.l10n.t('Differences of {0} are ignored in {1}.', rule, collection);
    // The field has its new look already: the user doesn't wait for it.
    void showInformation(sentence, undo).then((answer) => {
      if (answer === undo) return this.stop(address, path);
      return undefined;
    });
  }

  /** Takes back all rules that cover a field. Rejects where that can't be kept. */
  async stop(address: ResourceAddress, path: FieldPath): Promise<void> {
    const collection = collectionOf(address);
    if (collection !== undefined)
      await this.#keep((kept) => withoutIgnoredPath(kept, collection, path), true);
  }

  /** Changes the setting where it is kept: with the workspace; `everywhere`: with the user, too. */
  async #keep(change: (kept: unknown) => Record<string, string[]>, everywhere = false): Promise<void> {
    const kept = setting().inspect<unknown>('ignoredDifferences');
    const hasWorkspace =
      vscode.workspace.workspaceFolders !== undefined || vscode.workspace.workspaceFile !== undefined;
    // What an untrusted workspace says isn't read, so nothing is written there either.
    const isOfWorkspace = hasWorkspace && vscode.workspace.isTrusted;
    const { Workspace, Global } = vscode.ConfigurationTarget;
    if (isOfWorkspace) await setting().update(SETTING, orNothing(change(kept?.workspaceValue)), Workspace);
    if (!isOfWorkspace || (everywhere && kept?.globalValue !== undefined))
      await setting().update(SETTING, orNothing(change(kept?.globalValue)), Global);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function orNothing(rules: Record<string, string[]>): Record<string, string[]> | undefined {
  return Object.keys(rules).length > 0 ? rules : undefined;
}

function setting(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('ovhApi');
}

/** The path of the resource's collection, as a manifest names it. */
function collectionOf(address: ResourceAddress): string | undefined {
  const parent = parentAddress(address);
  return parent && parent.segments.length > 0 ? toApiPath(parent) : undefined;
}
