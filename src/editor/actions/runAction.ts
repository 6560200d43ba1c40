import * as vscode from 'vscode';
import { refuseReadOnly } from '../../api/cloudWrite.js';
import { ApiError } from '../../api/errors.js';
import {
  actionName,
  actionRequest,
  knownParameters,
  type ActionRequest,
  type FormAnswers,
} from '../../resource/actionRequest.js';
import { toApiPath, type ResourceAddress } from '../../resource/address.js';
import { secretFieldsOf, type IsSecretField } from '../../resource/secretFields.js';
import { failedTaskIds } from '../../resource/condition.js';
import { parseResource, type Resource } from '../../resource/envelope.js';
import { prettyText } from '../../resource/spec.js';
import {
  actionForm,
  bodyTemplate,
  CHECKSUM,
  nestedTemplate,
  takesChecksum,
  type ActionForm,
} from '../../schema/actionForm.js';
import { requiredActions, type Item, type Operation } from '../../schema/catalogue.js';
import { markedSecrets } from '../../schema/markedSecrets.js';
import type { OpenApiDocument } from '../../schema/openapi.js';
import { actionFile } from '../../scratchpad/actionFile.js';
import type { Connection, Connections } from '../connections/connections.js';
import { openRequestFile } from '../scratchpad/openRequestFile.js';
import { stoppable } from '../shell/stoppable.js';
import { shownOperations } from '../explorer/shownOperations.js';
import { askForm } from './askForm.js';
import { confirmAction } from './confirmAction.js';
import { pickAction } from './pickAction.js';
import { sendAction, showAnswer, type AnswerOptions } from './sendAction.js';
import { showInformation, showWarning } from '../shell/messages.js';

export interface RunActionOptions extends AnswerOptions {
  readonly connections: Connections;
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
  refuseReadOnly(chosen.connection.api.account, { method: action.method, path: toApiPath(address) });
  const before = await readBefore(chosen);
  const own = ownFields(chosen, before);
  const form = actionForm(document, action, knownParameters(action, address), new Set(Object.keys(own)));
  const isSecret = secretFieldsOf({ isMarkedSecret: markedSecrets(document)(action.requestSchema) });
  const answers = await askForm({
    title: vscode.l10n.t('Run {0}', name),
    fields: form.isSimple || !form.body ? form.fields : form.fields.filter(({ place }) => place !== 'body'),
    isSecret: (field) => isSecret([field.name]),
  });
  if (!answers) return;
  const isNested = [...answers.keys()].some(({ input }) => input.kind === 'nested');
  if ((form.body && !form.isSimple) || isNested) {
    await openAsFile(chosen, form, { answers: withoutSecrets(answers, isSecret), own });
    return;
  }
  const requestWith = (fields: OwnFields): ActionRequest =>
    actionRequest(action, address, form, answers, fields);
  const request = requestWith(own);
  const question = vscode.l10n.t('Run {0} on {1}?', name, resource);
  if (!(await confirmAction(action, request, { account: chosen.connection.api.account, question, isSecret })))
    return;
  try {
    await send(options, chosen, { request, before });
  } catch (failure) {
    if (!isStale(failure, own)) throw failure;
    if (!(await wantsToReadAgain(chosen, failure))) return;
    const now = await readBefore(chosen);
    await send(options, chosen, { request: requestWith(ownFields(chosen, now)), before: now });
  }
}

/** Fields of an action's body whose values are the resource's own. */
type OwnFields = Readonly<Record<string, string>>;

/**
 * The resource as it is when the form opens: its checksum may be needed, and what had failed before is not the action's
 * doing. One whose checksum isn't needed need not be readable.
 */
async function readBefore(chosen: Chosen): Promise<Resource | undefined> {
  const { connection, document, item, address, action, resource } = chosen;
  const isNeeded = takesChecksum(document, item, action);
  if (!isNeeded && !(item.isEnvelope && item.read)) return undefined;
  try {
    const response = await stoppable(vscode.l10n.t('Reading {0}…', resource), (signal) =>
      connection.api.request({ method: 'GET', path: toApiPath(address), signal, priority: 'user' }),
    );
    return parseResource(response.json());
  } catch (failure) {
    if (isNeeded || !(failure instanceof ApiError)) throw failure;
    return undefined;
  }
}

function ownFields({ document, item, action }: Chosen, before: Resource | undefined): OwnFields {
  const checksum = takesChecksum(document, item, action) ? before?.checksum : undefined;
  return checksum === undefined ? {} : { [CHECKSUM]: checksum };
}

/** Whether an action was refused because the resource has changed since its checksum was read. */
function isStale(failure: unknown, own: OwnFields): failure is ApiError {
  return (
    CHECKSUM in own &&
    failure instanceof ApiError &&
    [409, 412].includes(failure.status) &&
    /checksum/i.test(`${failure.class ?? ''} ${failure.message}`)
  );
}

async function wantsToReadAgain({ name, resource }: Chosen, { message }: ApiError): Promise<boolean> {
  const again = vscode.l10n.t('Refresh and Run');
  const sentence = vscode.l10n.t(
    'Couldn’t run {0}: {1} has changed since its form was opened. {2}',
    ...[name, resource, message],
  );
  return (await showWarning(sentence, again)) === again;
}

async function chooseAction(
  { connections }: RunActionOptions,
  { address, label }: ActionTarget,
): Promise<Chosen | undefined> {
  const connection = connections.get(address.account);
  if (!connection) {
    throw new TypeError(
      vscode.l10n.t(
        'The account {0} is signed out. Sign in again to run actions.',
        connections.labelOf(address.account),
      ),
    );
  }
  const path = toApiPath(address);
  const { item, section } = await connection.schemas.forPath(path);
  const isShown = shownOperations();
  const actions = (item?.actions ?? []).filter((action) => isShown(action));
  if (!item || actions.length === 0) {
    void showInformation(vscode.l10n.t('The API has no actions on {0}.', path));
    return undefined;
  }
  const resource = label ?? address.segments.at(-1) ?? path;
  const action = await pickAction(actions, address, resource);
  const { document } = section;
  return (
    action && { connection, document, item, address, action, name: actionName(action, address), resource }
  );
}

/** What is sent, and what its resource was before. */
interface Ready {
  readonly request: ActionRequest;
  readonly before: Resource | undefined;
}

async function send(
  options: RunActionOptions,
  { connection, address, action, name, resource }: Chosen,
  { request, before }: Ready,
): Promise<void> {
  const title = vscode.l10n.t('Running {0}', name);
  const known = { displayName: resource, failedTasks: before && failedTaskIds(before) };
  const response = await sendAction(connection, action, request, { name, title, before: known });
  if (response) await showAnswer(options, { address, name }, response);
}

/** The request as far as it is known, where the rest can be written and sent. */
async function openAsFile(
  { action, address, name }: Chosen,
  form: ActionForm,
  { answers, own }: { readonly answers: FormAnswers; readonly own: OwnFields },
): Promise<void> {
  const rights = requiredActions(action);
  const filled = new Map(
    [...answers].map(([field, json]) => [
      field,
      field.input.kind === 'nested' ? nestedTemplate(form, field) : json,
    ]),
  );
  const request = actionRequest(action, address, form, filled, own);
  const body = form.isSimple ? request.body && prettyText(request.body) : bodyTemplate(form, own);
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
