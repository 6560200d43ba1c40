import * as vscode from 'vscode';
import type { ApiResponse } from '../../../api/api.js';
import { addressKey, toApiPath, type ResourceAddress } from '../../../resource/address.js';
import { failedTaskIds, type Condition } from '../../../resource/condition.js';
import { createdBy } from '../../../resource/createResource.js';
import { parseResource } from '../../../resource/envelope.js';
import type { ResourceWatcher } from '../../../resource/watch.js';
import { conditionText, reasonText } from '../../shell/conditionText.js';
import type { Reporting } from '../../shell/reporting.js';
import type { WriteEvent } from '../../../resource/written.js';
import type { Connections } from '../../connections/connections.js';
import { followToEnd, type Ending, type Written } from '../../../resource/followToEnd.js';
import { showError, showWarning } from '../../shell/messages.js';
import { labelText } from '../../shell/labelText.js';

export interface SaveFollowerOptions extends Pick<Reporting, 'note'> {
  readonly connections: Pick<Connections, 'get' | 'onDidWrite'>;
  /** What a person calls a resource, its identifier when no name of it was seen. */
  readonly nameOf: (address: ResourceAddress) => string;
  readonly watcher: Pick<ResourceWatcher, 'watch'>;
  readonly openPanel: (address: ResourceAddress) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

const SHOWN_MS = 8_000;

/** What is followed, by the name that people know. */
export interface Followed extends Written {
  readonly displayName: string;
}

/** Follows what the cloud makes of each write to its end and says how that was, unless its sender does so itself. */
export class SaveFollower implements vscode.Disposable {
  readonly #options: SaveFollowerOptions;
  readonly #following = new Map<string, AbortController>();
  readonly #subscription: vscode.Disposable;
  /** What the status bar says of saves, by resource: beside what it says of others, and of what the person does meanwhile. */
  readonly #said = new Map<string, { readonly text: string; readonly end?: NodeJS.Timeout | undefined }>();
  readonly #item: vscode.StatusBarItem;
  /** The resources whose next save was refused: the end of the one before is no news of it. */
  readonly #refused = new Set<string>();

  constructor(options: SaveFollowerOptions) {
    this.#options = options;
    this.#item = vscode.window.createStatusBarItem('ovhApi.saves', vscode.StatusBarAlignment.Left, 18);
    this.#item.name = vscode.l10n.t('OVHcloud saves');
    this.#subscription = options.connections.onDidWrite((write) => {
      this.#written(write).catch(options.note);
    });
  }

  async #written(write: WriteEvent): Promise<void> {
    // Nothing can be said of the end of what may not even have started.
    if (!write.response || write.before.isFollowed || write.kind === 'deleted') return;
    const followed = await this.#followedOf(write, write.response);
    if (followed) await this.follow(followed);
  }

  async #followedOf(
    { account, kind, path, list, resources, before }: WriteEvent,
    response: ApiResponse,
  ): Promise<Followed | undefined> {
    const schemas = this.#options.connections.get(account)?.schemas;
    if (kind === 'created') {
      const collection = (await schemas?.forPath(path))?.collection;
      const made = list && collection && createdBy(response, list, collection);
      if (!made?.address || !collection?.item) return undefined;
      return { address: made.address, item: collection.item, displayName: made.name };
    }
    for (const address of resources) {
      const item = (await schemas?.forPath(toApiPath(address)))?.item;
      if (!item?.isEnvelope) continue;
      const { displayName = this.#options.nameOf(address), failedTasks } = before;
      return { address, item, displayName, failedTasks: failedTasks ?? failedIn(response) };
    }
    return undefined;
  }

  /** Begins to follow; what was followed of the same resource before is part of it. `base` is what the cloud answered. */
  async follow(base: Followed): Promise<void> {
    if (!base.item.isEnvelope) return;
    const key = addressKey(base.address);
    this.#refused.delete(key);
    this.#say(base, undefined);
    this.#following.get(key)?.abort();
    const abort = new AbortController();
    this.#following.set(key, abort);
    const { watcher, note, now } = this.#options;
    try {
      const ending = await followToEnd(base, {
        watcher,
        signal: abort.signal,
        onReading: (_, condition) => {
          this.#say(base, progressText(base, condition));
        },
        ...(now && { now }),
      });
      await this.#reportEnd(base, ending);
    } catch (failure) {
      this.#say(base, undefined);
      note(failure);
    } finally {
      if (this.#following.get(key) === abort) this.#following.delete(key);
    }
  }

  /** Whether a resource is being followed, so that its end is reported here. */
  isFollowing(address: ResourceAddress): boolean {
    return this.#following.has(addressKey(address));
  }

  /** A later save of a resource ended without being sent, which is what is reported: of the earlier one only a failure still is. */
  refused(address: ResourceAddress): void {
    this.#say({ address }, undefined);
    if (this.isFollowing(address)) this.#refused.add(addressKey(address));
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const { end } of this.#said.values()) clearTimeout(end);
    this.#item.dispose();
    for (const abort of this.#following.values()) abort.abort();
    this.#following.clear();
  }

  /** Puts a text about a resource at the foot of the window; it stays until the next one, or for a while. */
  #say({ address }: Pick<Followed, 'address'>, text: string | undefined, forMs?: number): void {
    const key = addressKey(address);
    clearTimeout(this.#said.get(key)?.end);
    this.#said.delete(key);
    if (text !== undefined && !this.#refused.has(key)) {
      const end =
        forMs === undefined ? undefined : setTimeout(() => this.#say({ address }, undefined), forMs);
      this.#said.set(key, { text, end });
    }
    this.#item.text = [...this.#said.values()].map((one) => one.text).join('  ');
    if (this.#item.text === '') this.#item.hide();
    else this.#item.show();
  }

  async #reportEnd(base: Followed, ending: Ending): Promise<void> {
    const displayName = this.#nameOf(base);
    switch (ending.kind) {
      case 'failed':
        this.#say(base, undefined);
        await this.#offer(base, showError, failureText(base, ending));
        return;
      case 'late':
        await this.#reportLate(base, ending.condition);
        return;
      case 'waitingForYou':
        // The notification with the way to answer it is shown where the resource is read.
        this.#say(base, `$(bell-dot) ${labelText(displayName, conditionText(ending.condition))}`, SHOWN_MS);
        return;
      case 'done': {
        const { condition } = ending;
        const isReady = condition?.word === undefined || condition.word.toUpperCase() === 'READY';
        const text = isReady
          ? vscode.l10n.t('{0} is up to date.', displayName)
          : vscode.l10n.t('{0} is up to date ({1}).', displayName, conditionText(condition));
        this.#say(base, `$(check) ${text}`, SHOWN_MS);
        return;
      }
      case 'left':
    }
  }

  /** As it is called by now: it may be its name that was changed. */
  #nameOf({ address, displayName }: Followed): string {
    const name = this.#options.nameOf(address);
    return name === '' || name === address.segments.at(-1) ? displayName : name;
  }

  async #reportLate(base: Followed, condition: Condition): Promise<void> {
    this.#say(base, undefined);
    const text = vscode.l10n.t(
      '{0} isn’t done after an hour: {1}. Follow it in its panel.',
      base.displayName,
      conditionText(condition),
    );
    await this.#offer(base, showWarning, text);
  }

  async #offer(
    { address }: Followed,
    show: (text: string, button: string) => Thenable<string | undefined>,
    text: string,
  ): Promise<void> {
    const button = vscode.l10n.t('Show Resource');
    if ((await show(text, button)) === button) this.#options.openPanel(address);
  }
}

/** The tasks that a response names as failed, if it holds a resource. */
function failedIn(response: ApiResponse): readonly string[] {
  try {
    return failedTaskIds(parseResource(response.json()));
  } catch {
    return [];
  }
}

/** What is said while a save is not done although the cloud isn’t busy with it: the API's own word. */
function progressText({ displayName }: Followed, condition: Condition): string | undefined {
  if (condition.kind === 'atWork') return undefined;
  return `$(watch) ${labelText(displayName, conditionText(condition))}`;
}

/** Why it failed. What had failed before, and still does, is not blamed on the change. */
function failureText(
  { displayName }: Followed,
  { condition, isOld }: Extract<Ending, { readonly kind: 'failed' }>,
): string {
  const reason = reasonText(condition);
  return isOld
    ? vscode.l10n.t('{0} is still in error: {1}', displayName, reason)
    : vscode.l10n.t('Couldn’t apply changes to {0}: {1}', displayName, reason);
}
