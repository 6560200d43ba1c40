import type { l10n } from 'vscode';
import type { ChangeOutcome } from '../../resource/history.js';
import { isAnswer, type KnownAction } from '../../resource/ownActions.js';
import { displayLine } from '../../resource/displayText.js';
import { TONES } from './changeRow.js';
import type { RowContent } from './drawnRows.js';

type Localizer = Pick<typeof l10n, 't'>;

/** What was done to the resource here, and what came of it. */
export function actionRow(action: KnownAction, outcome: ChangeOutcome, l10n: Localizer): RowContent {
  const { at, method, name, isCertain } = action;
  const status = isCertain ? outcomeText(outcome.kind, l10n) : l10n.t('may have been accepted');
  return {
    kind: 'action',
    at: new Date(at).toISOString(),
    tone: isCertain ? TONES[outcome.kind] : 'warning',
    title: titleOf(action, l10n),
    ...(status !== undefined && { status }),
    steps: [],
    errors: [],
    fields: [],
    facts: [
      { name: l10n.t('Sent'), at: new Date(at).toISOString() },
      { name: l10n.t('Request'), text: displayLine(`${method} …/${name}`) },
    ],
  };
}

function outcomeText(kind: ChangeOutcome['kind'], l10n: Localizer): string | undefined {
  switch (kind) {
    case 'applied':
      return l10n.t('done');
    case 'failed':
      return l10n.t('failed');
    case 'underWay':
      return l10n.t('running');
    case 'unknown':
      return undefined;
  }
}

function titleOf(action: KnownAction, l10n: Localizer): string {
  if (isAnswer(action)) return l10n.t('Task answered by you');
  if (action.method === 'DELETE' && action.name === '') return l10n.t('Deletion requested by you');
  return l10n.t('{0} run by you', displayLine(action.name || action.method));
}
