import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import type { Condition } from '../../resource/condition.js';
import type { KnownResource } from '../../resource/knownResource.js';
import { conditionText, reasonText } from '../shell/conditionText.js';
import { displayLine } from '../../resource/displayText.js';
import { showError, showInformation, showWarning } from '../shell/messages.js';

export interface WatchedNoticesOptions {
  readonly openPanel: (address: ResourceAddress) => void;
  /** Whether this end is shown or reported elsewhere. */
  readonly isReported: (address: ResourceAddress, condition: Condition) => boolean;
}

/** Says how the work on a watched resource ended, with the way to its panel. */
export async function reportEnd(
  { address, name }: KnownResource,
  condition: Condition,
  { openPanel, isReported }: WatchedNoticesOptions,
): Promise<void> {
  if (isReported(address, condition)) return;
  const shown = displayLine(name);
  const show = vscode.l10n.t('Show Resource');
  const pressed =
    condition.kind === 'failed'
      ? await showError(failureText(shown, condition), show)
      : await showInformation(endText(shown, condition), show);
  if (pressed === show) openPanel(address);
}

/** Resources of which it is known at about the same time that they aren't found, as after another schema version was picked, are one message. */
const GATHER_MS = 1_000;

/** Says that watched resources aren't found any more, and offers to stop watching them. */
export class GoneNotices implements vscode.Disposable {
  readonly #stopWatching: (addresses: readonly ResourceAddress[]) => Promise<void>;
  readonly #note: (failure: unknown) => void;
  #gathered: readonly KnownResource[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    stopWatching: (addresses: readonly ResourceAddress[]) => Promise<void>,
    note: (failure: unknown) => void,
  ) {
    this.#stopWatching = stopWatching;
    this.#note = note;
  }

  /** To be called once for each that is not found. */
  add(known: KnownResource): void {
    this.#gathered = [...this.#gathered, known];
    this.#timer ??= setTimeout(() => {
      const gathered = this.#gathered;
      this.#gathered = [];
      this.#timer = undefined;
      this.#show(gathered).catch(this.#note);
    }, GATHER_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #show(gone: readonly KnownResource[]): Promise<void> {
    const stop = vscode.l10n.t('Stop Watching');
    const names = gone.map(({ name }) => displayLine(name)).join(', ');
    const text = vscode.l10n.t(
      'Watched resources not found: {0}. They were deleted or aren’t in this schema version.',
      names,
    );
    const pressed = await showWarning(text, stop);
    if (pressed === stop) await this.#stopWatching(gone.map(({ address }) => address));
  }
}

function failureText(name: string, condition: Condition): string {
  const reason = reasonText(condition);
  return reason === ''
    ? vscode.l10n.t('{0} has failed', name)
    : vscode.l10n.t('{0} has failed: {1}', name, reason);
}

function endText(name: string, condition: Condition): string {
  const { word } = condition;
  return word === undefined || word.toUpperCase() === 'READY'
    ? vscode.l10n.t('{0} is up to date.', name)
    : vscode.l10n.t('{0} is up to date ({1}).', name, conditionText(condition));
}
