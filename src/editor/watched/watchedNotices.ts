import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import type { Condition } from '../../resource/condition.js';
import type { KnownResource } from '../../resource/knownResource.js';
import { conditionText, reasonText } from '../shell/conditionText.js';
import { displayLine } from '../../resource/displayText.js';

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
  const { showErrorMessage, showInformationMessage } = vscode.window;
  const pressed =
    condition.kind === 'failed'
      ? await showErrorMessage(failureText(shown, condition), show)
      : await showInformationMessage(endText(shown, condition), show);
  if (pressed === show) openPanel(address);
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
