/** Puts a sentence into the user's language; `{0}`, `{1}`… stand where the values go. As `vscode.l10n.t`. */
export type Translate = (sentence: string, ...values: readonly (string | number)[]) => string;
