import * as vscode from 'vscode';
import type { ApiResponse } from '../../api/api.js';
import {
  actionName,
  actionRequest,
  knownParameters,
  type ActionRequest,
  type FormAnswers,
} from '../../resource/actionRequest.js';
import { toApiPath, type ResourceAddress } from '../../resource/address.js';
import { secretFieldsOf, secretTextsIn, type IsSecretField } from '../../resource/secretFields.js';
import { prettyText, specValue } from '../../resource/spec.js';
import { actionForm, bodyTemplate, nestedTemplate, type ActionForm } from '../../schema/actionForm.js';
import { requiredActions, type Item, type Operation } from '../../schema/catalogue.js';
import { passwordFields } from '../../schema/markedFields.js';
import type { OpenApiDocument } from '../../schema/openapi.js';
import { actionFile } from '../../scratchpad/actionFile.js';
import type { Connection, Connections } from '../connections.js';
import { openRequestFile } from '../scratchpad/openRequestFile.js';
import { shownOperations } from '../tree/shownOperations.js';
import { askForm } from './askForm.js';
import { confirmAction } from './confirmAction.js';
import { pickAction } from './pickAction.js';
import { jsonOf, sendAction, showAnswer, type AnswerOptions } from './sendAction.js';

export interface RunActionOptions extends AnswerOptions {
  readonly connections: Connections;
  /** Told of the secrets in what is sent and in what comes back, so that nothing repeats them. */
  readonly onSecrets: (texts: readonly string[]) => void;
  /** The cloud may have changed the resource. */
  readonly onSent: (address: ResourceAddress, item: Item) => void;
}

/** What an action is done to: its address, and how it is called where it was chosen. */
export interface ActionTarget {
  readonly address: ResourceAddress;
  readonly label: string | undefined;
}

/** An action that was chosen, and what it is done to. */
interface Chosen {
  readonly connection: Connection;
  readonly document: OpenApiDocument;
  readonly item: Item;
  readonly address: ResourceAddress;
  readonly action: Operation;
  /** How the action is called, and the resource. */
  readonly name: string;
  readonly resource: string;
}

/**
 * Runs one of a resource's actions: which, with what, and a last question before anything is sent. A body that simple
 * questions can't make is opened as a request file instead. Throws what reading the API document and `Api.request` throw.
 */
export async function runAction(options: RunActionOptions, target: ActionTarget): Promise<void> {
  const { address } = target;
  const chosen = await chooseAction(options, target);
  if (!chosen) return;
  const { document, action, name, resource } = chosen;
  const form = actionForm(document, action, knownParameters(action, address));
  const isSecret = secretFieldsOf({ passwordFields: passwordFields(document, action.requestSchema) });
  const answers = await askForm({
    title: vscode.l10n.t('Run {0}', name),
    fields: form.isSimple || !form.body ? form.fields : form.fields.filter(({ place }) => place !== 'body'),
    isSecret: (field) => isSecret([field.name]),
  });
  if (!answers) return;
  const isNested = [...answers.keys()].some(({ input }) => input.kind === 'nested');
  if ((form.body && !form.isSimple) || isNested) {
    await openAsFile(chosen, form, withoutSecrets(answers, isSecret));
    return;
  }
  const request = actionRequest(action, address, form, answers);
  const question = vscode.l10n.t('Run {0} on {1}?', name, resource);
  if (!(await confirmAction(action, request, { question, isSecret }))) return;
  await send(options, chosen, request, isSecret);
}

async function chooseAction(
  { connections }: RunActionOptions,
  { address, label }: ActionTarget,
): Promise<Chosen | undefined> {
  const connection = connections.get(address.account);
  if (!connection) {
    throw new TypeError(
      vscode.l10n.t('The account {0} is signed out. Sign in again to run actions.', address.account),
    );
  }
  const path = toApiPath(address);
  const { item, section } = await connection.schemas.forPath(path);
  const isShown = shownOperations();
  const actions = (item?.actions ?? []).filter((action) => isShown(action));
  if (!item || actions.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The API has no actions on {0}.', path));
    return undefined;
  }
  const resource = label ?? address.segments.at(-1) ?? path;
  const action = await pickAction(actions, address, resource);
  const { document } = section;
  return (
    action && { connection, document, item, address, action, name: actionName(action, address), resource }
  );
}

async function send(
  options: RunActionOptions,
  { connection, document, item, address, action, name }: Chosen,
  request: ActionRequest,
  isSecret: IsSecretField,
): Promise<void> {
  if (request.body !== undefined) options.onSecrets(secretTextsIn(specValue(request.body), isSecret));
  let response: ApiResponse | undefined;
  try {
    const title = vscode.l10n.t('Running {0}', name);
    response = await sendAction(connection, action, request, { name, title });
  } finally {
    // What failed or was cancelled here may have happened in the cloud all the same.
    options.onSent(address, item);
  }
  if (!response) return;
  const isSecretAnswer = secretFieldsOf({ passwordFields: passwordFields(document, action.responseSchema) });
  options.onSecrets(secretTextsIn(jsonOf(response), isSecretAnswer));
  await showAnswer(options, { address, name }, response);
}

/** The request as far as it is known, where the rest can be written and sent. */
async function openAsFile(
  { action, address, name }: Chosen,
  form: ActionForm,
  answers: FormAnswers,
): Promise<void> {
  const rights = requiredActions(action);
  const filled = new Map(
    [...answers].map(([field, json]) => [
      field,
      field.input.kind === 'nested' ? nestedTemplate(form, field) : json,
    ]),
  );
  const request = actionRequest(action, address, form, filled);
  const body = form.isSimple ? request.body && prettyText(request.body) : bodyTemplate(form);
  const remarks = [
    vscode.l10n.t('Complete the body, then press Send above the request.'),
    ...(rights.length > 0 ? [vscode.l10n.t('Needs the IAM action {0}.', rights.join(', '))] : []),
  ];
  const title = action.summary ?? name;
  await openRequestFile(actionFile({ ...request, title, remarks, method: action.method, body }));
}

/** A file is no place for secrets: they are left to be written by hand. */
function withoutSecrets(answers: FormAnswers, isSecret: IsSecretField): FormAnswers {
  return new Map([...answers].map(([field, json]) => [field, isSecret([field.name]) ? '""' : json]));
}
