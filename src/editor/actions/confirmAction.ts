import * as vscode from 'vscode';
import { REDACTED } from '../../api/redact.js';
import type { ActionRequest } from '../../resource/actionRequest.js';
import { hideSecretsInText, type IsSecretField } from '../../resource/secretFields.js';
import { prettyText } from '../../resource/spec.js';
import { requiredActions, type Operation } from '../../schema/catalogue.js';

const SHOWN_CHARACTERS = 1_500;

/** How the action and its resource are called, and what of the request is not to be read. */
export interface ActionQuestion {
  readonly name: string;
  readonly resource: string;
  readonly isSecret: IsSecretField;
}

/** Shows what is going to be sent, without its secrets, and whether it may be. */
export async function confirmAction(
  action: Operation,
  request: ActionRequest,
  { name, resource, isSecret }: ActionQuestion,
): Promise<boolean> {
  const send = vscode.l10n.t('Send');
  const rights = requiredActions(action);
  const detail = [
    `${action.method} ${request.path}${queryText(request, isSecret)}`,
    ...(action.summary === undefined ? [] : [action.summary]),
    ...(request.body === undefined ? [] : [shown(hideSecretsInText(prettyText(request.body), isSecret))]),
    ...(rights.length > 0 ? [vscode.l10n.t('Needs the IAM action {0}.', rights.join(', '))] : []),
  ].join('\n\n');
  const question = vscode.l10n.t('Run {0} on {1}?', name, resource);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, send)) === send;
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
