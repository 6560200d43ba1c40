import * as vscode from 'vscode';
import { jsonText } from '../../resource/exactNumber.js';
import { hideSecrets, type IsSecretField } from '../../resource/secretFields.js';
import { shownValue } from '../changes/saveConfirmation.js';

const NAMED_VALUES = 3;
const SHOWN_CHARACTERS = 30;

/** How often a value is there now. */
export interface PresentValue {
  /** JSON text. */
  readonly json: string;
  readonly value: unknown;
  readonly count: number;
}

/** The different values among some, the most frequent first. */
export function presentValues(values: readonly unknown[]): readonly PresentValue[] {
  const found = new Map<string, { value: unknown; count: number }>();
  for (const value of values) {
    const json = jsonText(value);
    const known = found.get(json);
    if (known) known.count += 1;
    else found.set(json, { value, count: 1 });
  }
  return [...found].map(([json, one]) => ({ json, ...one })).sort((a, b) => b.count - a.count);
}

/** `Now: 3 (8 times), 5 (4 times)`; secrets are counted alone, and nothing is said where nothing is. */
export function presentWords(
  values: readonly PresentValue[],
  isSecret: IsSecretField,
  path: readonly string[],
): string | undefined {
  if (values.length === 0) return vscode.l10n.t('Not set in any resource');
  const shown = values
    .slice(0, NAMED_VALUES)
    .map(({ value, count }) =>
      vscode.l10n.t('{0} ({1}×)', shownValue(hideSecrets(value, isSecret, path), SHOWN_CHARACTERS), count),
    );
  const list = [...shown, ...(values.length > NAMED_VALUES ? ['…'] : [])].join(', ');
  return vscode.l10n.t('Currently {0}', list);
}
