import * as vscode from 'vscode';
import type { Problem } from '../../scratchpad/problem.js';
import { PROBLEM_SENTENCES } from '../../scratchpad/problemSentences.js';

/** A finding as a sentence in the editor's language. */
export function problemText({ code, args }: Problem): string {
  return vscode.l10n.t(PROBLEM_SENTENCES[code], ...args);
}
