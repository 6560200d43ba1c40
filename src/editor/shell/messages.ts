import * as vscode from 'vscode';
import { withoutLinks } from '../../resource/displayText.js';

/*
 * VS Code makes links of `[text](command:…)` in messages, progress and the prompts of inputs, and runs the command at a click. Names,
 * descriptions and sentences of others are in all of these, so each goes through here, where none of them is a link.
 */

type Show = (text: string, ...buttons: readonly string[]) => Thenable<string | undefined>;

export const showError: Show = (text, ...buttons) =>
  vscode.window.showErrorMessage(withoutLinks(text), ...buttons);

export const showWarning: Show = (text, ...buttons) =>
  vscode.window.showWarningMessage(withoutLinks(text), ...buttons);

export const showInformation: Show = (text, ...buttons) =>
  vscode.window.showInformationMessage(withoutLinks(text), ...buttons);

type Progress = Parameters<Parameters<typeof vscode.window.withProgress>[1]>[0];

/** Shows that something is under way; see `vscode.window.withProgress`. */
export function showProgress<T>(
  options: vscode.ProgressOptions,
  task: (progress: Progress, token: vscode.CancellationToken) => Thenable<T>,
): Thenable<T> {
  const { title } = options;
  const shown = title === undefined ? options : { ...options, title: withoutLinks(title) };
  return vscode.window.withProgress(shown, (progress, token) => {
    const report: Progress['report'] = (step) => {
      const { message } = step;
      progress.report(message === undefined ? step : { ...step, message: withoutLinks(message) });
    };
    return task({ report }, token);
  });
}

export interface InputOptions extends vscode.InputBoxOptions {
  readonly validateInput?: (typed: string) => string | undefined;
}

/** Asks for a text; see `vscode.window.showInputBox`. */
export function showInput(options: InputOptions): Thenable<string | undefined> {
  const { prompt, validateInput } = options;
  return vscode.window.showInputBox({
    ...options,
    ...(prompt !== undefined && { prompt: withoutLinks(prompt) }),
    ...(validateInput && {
      validateInput: (typed: string) => withoutLinks(validateInput(typed) ?? '') || undefined,
    }),
  });
}
