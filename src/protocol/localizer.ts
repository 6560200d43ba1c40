/** What gives a text in the user's language: `vscode.l10n`, or what tests put in its place. */
export interface Localizer {
  readonly t: (message: string, ...args: string[]) => string;
}
