import * as vscode from 'vscode';
import type { ReadVariable, UnresolvedVariable } from '../../resource/environmentValues.js';

/** The variables of VS Code's own process, for manifests of a workspace that is trusted; an empty one holds no secret. */
export const readVariable: ReadVariable = (name) => {
  if (!vscode.workspace.isTrusted) return { problem: 'untrusted' };
  const value = process.env[name];
  return value === undefined || value === '' ? { problem: 'unset' } : { value };
};

/** Why a manifest can't have a variable, and what to do. */
export function unresolvedSentence({
  variable,
  problem,
}: Pick<UnresolvedVariable, 'variable' | 'problem'>): string {
  return problem === 'untrusted'
    ? vscode.l10n.t(
        'Couldn’t read the environment variable {0}: this workspace isn’t trusted. Trust it, then plan again.',
        variable,
      )
    : vscode.l10n.t(
        'The environment variable {0} isn’t set. Set it, start VS Code from there, then plan again.',
        variable,
      );
}
