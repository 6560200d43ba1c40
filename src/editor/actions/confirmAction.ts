import * as vscode from 'vscode';
import type { Account } from '../../api/account.js';
import { REDACTED } from '../../api/redact.js';
import type { ActionRequest } from '../../resource/actionRequest.js';
import { hideSecretsInText, type IsSecretField } from '../../resource/secretFields.js';
import { prettyText } from '../../resource/spec.js';
import { requiredActions, type Operation } from '../../schema/catalogue.js';
import { confirmsHarm } from '../shell/questions.js';

const SHOWN_CHARACTERS = 1_500;

/** What is asked, and what of the request is not to be read. */
export interface ActionQuestion {
  readonly account: Account;
  readonly question: string;
  readonly isSecret: IsSecretField;
}

/** Shows what is going to be sent, without its secrets, and whether it may be. */
export async function confirmAction(
  action: Operation,
  request: ActionRequest,
  { account, question, isSecret }: ActionQuestion,
): Promise<boolean> {
  const rights = requiredActions(action);
  const detail = [
    `${action.method} ${request.path}${queryText(request, isSecret)}`,
    ...(action.summary === undefined ? [] : [action.summary]),
    ...(request.body === undefined ? [] : [shown(hideSecretsInText(prettyText(request.body), isSecret))]),
    ...(rights.length > 0 ? [vscode.l10n.t('Needs the IAM action {0}.', rights.join(', '))] : []),
  ].join('\n\n');
  const [act, keep] = [vscode.l10n.t('Send'), vscode.l10n.t('Leave As Is')];
  return confirmsHarm({ account, question, detail, act, keep });
}

function queryText({ query }: ActionRequest, isSecret: IsSecretField): string {
  const parts = Object.entries(query).map(([name, value]) =>
    isSecret([name]) ? `${name}=${REDACTED}` : `${name}=${[value].flat().join(',')}`,
  );
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function shown(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text.trimEnd();
}
