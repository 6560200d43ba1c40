/** What says sentences in the user's language, as `vscode.l10n` does: `{0}` is where the first value goes. */
export interface Localizer {
  t(sentence: string, ...values: readonly (string | number)[]): string;
}

/** Says sentences as they are in the code. */
export const fillEnglish: Localizer = {
  t: (sentence, ...values) =>
    sentence.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? '')),
};
