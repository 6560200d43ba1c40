import type { l10n } from 'vscode';

/** `vscode.l10n` for a user of English: sentences as they stand in the code. */
export const english = {
  t: (sentence: string, ...values: readonly (string | number | boolean)[]): string =>
    sentence.replace(/\{(\d)\}/gu, (_, index: string) => String(values[Number(index)] ?? '')),
} as Pick<typeof l10n, 't'>;
