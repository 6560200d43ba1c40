import * as vscode from 'vscode';
import type { ApiResponse } from '../../api/api.js';
import type { KnownBefore } from '../../api/api.js';
import { CancelledError } from '../../api/errors.js';
import type { ActionRequest } from '../../resource/actionRequest.js';
import type { ResourceAddress } from '../../resource/address.js';
import { isJsonObject } from '../../api/jsonObject.js';
import { parseResource, parseTask } from '../../resource/envelope.js';
import type { Operation } from '../../schema/catalogue.js';
import { renderResponse } from '../../scratchpad/renderResponse.js';
import { abortSignal } from '../shell/abortSignal.js';
import type { Connection } from '../connections/connections.js';
import { documentUri } from '../shell/documentUri.js';
import { responseWords } from '../scratchpad/responseWords.js';
import type { Responses } from '../scratchpad/responses.js';
import { showInformation, showProgress, showWarning } from '../shell/messages.js';

/** How an action is called while it is on its way, and what is known of its resource. */
interface Sending {
  readonly name: string;
  readonly title: string;
  readonly before: KnownBefore;
}

/**
 * Sends an action once. `undefined` when the person cancelled, who sees that the cloud may have accepted it anyway.
 * Throws what else `Api.request` throws.
 */
export async function sendAction(
  { api }: Connection,
  { method }: Operation,
  { path, query, body }: ActionRequest,
  { name, title, before }: Sending,
): Promise<ApiResponse | undefined> {
  try {
    return await showProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title,
        cancellable: true,
      },
      (_, token) =>
        api.request({
          method,
          path,
          query,
          priority: 'user',
          signal: abortSignal(token),
          before,
          ...(body === undefined ? {} : { body }),
        }),
    );
  } catch (failure) {
    if (!(failure instanceof CancelledError)) throw failure;
    void showWarning(
      vscode.l10n.t('{0} was canceled here, but the API may have accepted it. Check the resource.', name),
    );
    return undefined;
  }
}

export interface AnswerOptions {
  readonly responses: Responses;
  readonly openPanel: (address: ResourceAddress) => void;
}

/** Shows what an action brought: its answer as a document, or a message where there is none; the panel if a task began. */
export async function showAnswer(
  { responses, openPanel }: AnswerOptions,
  { address, name }: { readonly address: ResourceAddress; readonly name: string },
  response: ApiResponse,
): Promise<void> {
  if (isEmpty(response)) {
    const show = vscode.l10n.t('Show Resource');
    const message = vscode.l10n.t('{0}: request accepted.', name);
    const answer = await showInformation(message, show);
    if (answer === show) openPanel(address);
    return;
  }
  const uri = responses.uri(documentUri(address, 'spec'), name);
  const result = { response, text: response.text, pages: undefined };
  responses.set(uri, (await renderResponse(result, responseWords())).text);
  await responses.show(uri);
  if (beginsWork(jsonOf(response))) openPanel(address);
}

/** The answer's value; `undefined` when it is no JSON. */
function jsonOf(response: ApiResponse): unknown {
  try {
    return response.json();
  } catch {
    return undefined;
  }
}

function isEmpty({ text }: ApiResponse): boolean {
  return text.trim() === '' || text.trim() === 'null';
}

/** Whether a response has tasks: a resource that has some under way, or a task itself. */
function beginsWork(json: unknown): boolean {
  if (parseResource(json).currentTasks.length > 0) return true;
  return isJsonObject(json) && Array.isArray(json.progress) && parseTask(json)?.status !== undefined;
}
