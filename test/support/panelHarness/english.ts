import type { l10n } from 'vscode';
import bundle from '../../../l10n/bundle.l10n.fr.json' with { type: 'json' };

const filled = (sentence: string, values: readonly (string | number | boolean)[]): string =>
  sentence.replace(/\{(\d)\}/gu, (_, index: string) => String(values[Number(index)] ?? ''));

/** `vscode.l10n` for a user of English: sentences as they stand in the code. */
export const english = {
  t: (sentence: string, ...values: readonly (string | number | boolean)[]): string =>
    filled(sentence, values),
} as Pick<typeof l10n, 't'>;

const translations: Readonly<Record<string, string>> = bundle;

/** `vscode.l10n` for a user of French. */
export const french = {
  t: (sentence: string, ...values: readonly (string | number | boolean)[]): string =>
    filled(translations[sentence] ?? sentence, values),
} as Pick<typeof l10n, 't'>;
