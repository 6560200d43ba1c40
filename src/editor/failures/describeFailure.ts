import * as vscode from 'vscode';
import { ApiError, CredentialError, NetworkError, ProtocolError } from '../../api/errors.js';

/** What a message may offer besides closing it. */
export type FailureAction = 'retry' | 'signIn' | 'showLog' | 'copyDetails';

export interface FailureDescription {
  /** One sentence: what failed, why, what to do. Localised; holds no secret. */
  readonly message: string;
  readonly actions: readonly FailureAction[];
}

/** One localised sentence for a person, whatever was thrown. `what` names what was being done. */
export function describeFailure(error: unknown, what?: string): FailureDescription {
  const reason = reasonOf(error);
  const message = what === undefined ? reason : vscode.l10n.t('{0} failed: {1}', what, reason);
  const actions: readonly FailureAction[] =
    error instanceof CredentialError
      ? ['signIn', 'showLog', 'copyDetails']
      : ['retry', 'showLog', 'copyDetails'];
  return { message, actions };
}

function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return vscode.l10n.t('The API refused it: {0}', error.message);
  if (error instanceof NetworkError) return vscode.l10n.t('{0} can’t be reached.', error.host);
  if (error instanceof ProtocolError || error instanceof CredentialError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
