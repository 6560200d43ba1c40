import * as vscode from 'vscode';
import { refuseReadOnly } from '../../api/cloudWrite.js';
import { ApiError, ApiFailure } from '../../api/errors.js';
import type { ActionRequest, FormAnswers } from '../../resource/actionRequest.js';
import type { ResourceAddress } from '../../resource/address.js';
import { secretFieldsOf, secretTextsIn } from '../../resource/secretFields.js';
import type { Task } from '../../resource/envelope.js';
import { prettyText, specValue } from '../../resource/spec.js';
import { answerBody, taskAddress } from '../../resource/taskAnswer.js';
import { answerForm, type AnswerForm } from '../../schema/answerForm.js';
import { requiredActions } from '../../schema/catalogue.js';
import { actionFile } from '../../scratchpad/actionFile.js';
import type { Connection, Connections } from '../connections/connections.js';
import { openRequestFile } from '../scratchpad/openRequestFile.js';
import { stoppable } from '../shell/stoppable.js';
import type { Reporting } from '../shell/reporting.js';
import { askForm } from './askForm.js';
import { confirmAction } from './confirmAction.js';
import { sendAction } from './sendAction.js';
import { isSecretIn, typedAnswers } from './taskForm.js';
import { answerable, pickTask, waitingTasks, type Answerable } from './waitingTasks.js';
import { showError, showInformation, showWarning } from '../shell/messages.js';

export interface AnswerTaskOptions extends Pick<Reporting, 'describe' | 'note'> {
  readonly connections: Pick<Connections, 'get' | 'labelOf'>;
  /** Called with the secrets in what is sent: which inputs are secret, the task itself may say. */
  readonly onSecrets: (texts: readonly string[]) => void;
  /** Called once an answer was sent, also where it isn’t known whether the API accepted it. */
  readonly onAnswered: (address: ResourceAddress) => void;
}

/** Whose task is answered; which one where that is already known, else the person picks it where several wait. */
export interface AnswerTarget {
  readonly address: ResourceAddress;
  readonly label: string | undefined;
  readonly taskId: string | undefined;
  /** What was typed into its form already, by the keys of `taskForm`. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
}

/** A waiting task that was chosen, and how it is answered. */
interface Chosen extends Answerable {
  readonly connection: Connection;
  readonly address: ResourceAddress;
  readonly resource: string;
  /** How the task is called. */
  readonly name: string;
}

/**
 * Answers a task that waits for the person: what it asks for as a form, and a last question before anything is sent. A
 * refusal is reported in the API's words, and the form can be asked again with what was typed. Inputs that nothing names are
 * written in a request file. Throws what reading throws.
 */
export async function answerTask(options: AnswerTaskOptions, target: AnswerTarget): Promise<void> {
  const chosen = await chooseTask(options, target);
  if (!chosen) return;
  refuseReadOnly(chosen.connection.api.account, { method: chosen.operation.method, path: chosen.path });
  const form = answerForm(chosen.document, chosen.operation, chosen.reading);
  if (!form.hasInputs) {
    await openAnswerFile(chosen, form);
    return;
  }
  const typed = target.typed && typedAnswers(form, target.typed);
  let before: FormAnswers | undefined = typed?.answers;
  let isComplete = typed?.isComplete === true;
  do {
    if (!isComplete) {
      before = await askForm({
        title: vscode.l10n.t('Answer {0}', chosen.name),
        fields: [...form.places.keys()],
        isSecret: isSecretIn(form),
        asksNested: true,
        before,
      });
    }
    isComplete = false;
  } while (before && (await sendAnswer(options, chosen, { form, answers: before })) === 'again');
}

async function chooseTask(
  { connections }: AnswerTaskOptions,
  { address, label, taskId }: AnswerTarget,
): Promise<Chosen | undefined> {
  const connection = connections.get(address.account);
  if (!connection) {
    throw new TypeError(
      vscode.l10n.t(
        'The account {0} is signed out. Sign in again to answer tasks.',
        connections.labelOf(address.account),
      ),
    );
  }
  const resource = label ?? address.segments.at(-1) ?? '';
  const waiting = await stoppable(vscode.l10n.t('Reading the tasks of {0}…', resource), (signal) =>
    waitingTasks(connection, address, signal),
  );
  const asked = waiting.filter(({ id }) => taskId === undefined || id === taskId);
  if (asked.length === 0) {
    void showInformation(vscode.l10n.t('No task of {0} is waiting for your input.', resource));
    return undefined;
  }
  const task = await pickTask(asked, resource);
  return task && readTask(connection, task, { address, resource });
}

async function readTask(
  connection: Connection,
  task: Task,
  of: Pick<Chosen, 'address' | 'resource'>,
): Promise<Chosen | undefined> {
  const name = task.type ?? task.id;
  const found = await stoppable(vscode.l10n.t('Reading {0}…', name), (signal) =>
    answerable(connection, taskAddress(of.address, task), signal),
  );
  if (found) return { ...found, ...of, connection, name };
  void showWarning(
    vscode.l10n.t('{0} is waiting for your input, but the API has no operation to answer it.', name),
  );
  return undefined;
}

/** Sends an answer once it was confirmed; `again` when the API refused it and the person wants to fix it. */
async function sendAnswer(
  { onSecrets, onAnswered, describe, note }: AnswerTaskOptions,
  { connection, operation, path, address, resource, name }: Chosen,
  { form, answers }: { readonly form: AnswerForm; readonly answers: FormAnswers },
): Promise<'again' | undefined> {
  const isSecret = secretFieldsOf(form);
  const body = answerBody(form, answers);
  const request: ActionRequest = { path, query: {}, body };
  const question = vscode.l10n.t('Answer {0} of {1}?', name, resource);
  if (!(await confirmAction(operation, request, { account: connection.api.account, question, isSecret })))
    return undefined;
  onSecrets(secretTextsIn(specValue(body), isSecret));
  try {
    const title = vscode.l10n.t('Answering {0}', name);
    const response = await sendAction(connection, operation, request, {
      name,
      title,
      before: { displayName: resource },
    });
    onAnswered(address);
    if (response) {
      void showInformation(vscode.l10n.t('The answer to {0} was accepted.', name));
    }
    return undefined;
  } catch (failure) {
    if (!(failure instanceof ApiFailure)) throw failure;
    // What got no answer may have reached the cloud all the same.
    if (!(failure instanceof ApiError)) onAnswered(address);
    note(failure);
    const edit = vscode.l10n.t('Edit Answer');
    const sentence = vscode.l10n.t('Couldn’t answer {0}: {1}', name, describe(failure));
    return (await showError(sentence, edit)) === edit ? 'again' : undefined;
  }
}

/** The answer as far as it is known, where a person can write the inputs and send it. */
async function openAnswerFile({ operation, path, name }: Chosen, form: AnswerForm): Promise<void> {
  const rights = requiredActions(operation);
  const remarks = [
    vscode.l10n.t(
      'The API doesn’t describe the inputs of this task. Write them, then press Send above the request.',
    ),
    ...(rights.length > 0 ? [vscode.l10n.t('Needs the IAM action {0}.', rights.join(', '))] : []),
  ];
  const title = vscode.l10n.t('Answer {0}', name);
  const body = prettyText(answerBody(form, new Map()));
  await openRequestFile(actionFile({ title, remarks, method: operation.method, path, query: {}, body }));
}
