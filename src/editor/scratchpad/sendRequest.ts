import * as vscode from 'vscode';
import type { Api, ApiRequest } from '../../api/api.js';
import { CancelledError } from '../../api/errors.js';
import { renderResponse } from '../../scratchpad/renderResponse.js';
import type { ScratchRequest } from '../../scratchpad/requestFile.js';
import { runRequest } from '../../scratchpad/run.js';
import { abortSignal } from '../abortSignal.js';
import { responseWords } from './responseWords.js';
import type { Responses } from './responses.js';

export interface SendOptions {
  readonly api: Api;
  readonly responses: Responses;
  readonly source: vscode.Uri;
  readonly request: ScratchRequest;
  readonly ready: ApiRequest;
  /** Logs a failure and gives its sentence. */
  readonly note: (failure: unknown) => string;
}

/** Sends a request and shows what came, or why nothing did, in the document of its answer. */
export async function sendRequest(options: SendOptions): Promise<void> {
  const { responses, source, request, ready } = options;
  const uri = responses.uri(source, request.key);
  const title = `${ready.method} ${ready.path}`;
  responses.set(uri, `// ${vscode.l10n.t('Sending {0}…', title)}\n`);
  await responses.show(uri);
  const text = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Sending {0}…', title),
      cancellable: true,
    },
    (_, token) => answerOf(options, abortSignal(token)),
  );
  responses.set(uri, text);
}

async function answerOf({ api, request, ready, note }: SendOptions, signal: AbortSignal): Promise<string> {
  try {
    return renderResponse(await runRequest(api, { ...ready, signal }, request.pages?.limit), responseWords());
  } catch (failure) {
    const sentence = failure instanceof CancelledError ? vscode.l10n.t('Canceled.') : note(failure);
    return `// ${ready.method} ${ready.path}\n// ${sentence}\n`;
  }
}
