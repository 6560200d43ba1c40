import * as vscode from 'vscode';
import { encodeText } from '../../api/encodeText.js';
import type { Api, ApiRequest } from '../../api/api.js';
import { CancelledError } from '../../api/errors.js';
import { REDACTED } from '../../api/redact.js';
import { judgeRequest } from '../../scratchpad/judgeRequest.js';
import { renderResponse } from '../../scratchpad/renderResponse.js';
import type { ScratchRequest } from '../../scratchpad/requestFile.js';
import { runRequest, type RunResult } from '../../scratchpad/run.js';
import { abortSignal } from '../shell/abortSignal.js';
import { responseWords } from './responseWords.js';
import type { Responses } from './responses.js';
import type { SendOutcome, SendPreferences } from './runs/run.js';
import { showProgress } from '../shell/messages.js';

export interface SendOptions extends SendPreferences {
  readonly api: Api;
  readonly responses: Responses;
  readonly source: vscode.Uri;
  readonly request: ScratchRequest;
  readonly ready: ApiRequest;
  /** Texts of the request that are not shown. */
  readonly secrets?: readonly string[];
  /** Logs a failure and gives its sentence. */
  readonly note: (failure: unknown) => string;
}

/** Sends a request and puts what came, or why nothing did, into the document of its response. */
export async function sendRequest(options: SendOptions): Promise<SendOutcome> {
  const { responses, source, request, ready, note, secrets = [], isShown = true } = options;
  const uri = responses.uri(source, request.key);
  const title = titleOf(ready, secrets);
  responses.set(uri, `// ${vscode.l10n.t('Sending {0}…', title)}\n`);
  if (isShown) await responses.show(uri);
  try {
    const sent = await send(options);
    const path = withoutSecrets(sent.response.path, secrets);
    const came = { ...sent, response: { ...sent.response, path } };
    const { text, items, isRaw } = await renderResponse(came, responseWords());
    responses.set(uri, text);
    const verdict = judgeRequest(request, { ...came.response, text: came.text });
    return { kind: 'answered', result: { ...came, items }, verdict, isRaw };
  } catch (failure) {
    const isStopped = failure instanceof CancelledError;
    const sentence = isStopped ? vscode.l10n.t('Canceled.') : note(failure);
    responses.set(uri, `// ${title}\n// ${sentence}\n`);
    return isStopped ? { kind: 'stopped' } : { kind: 'failed', sentence, failure };
  }
}

/** Sends a request, without a signal while a notification says so, with a button to stop it. Throws what `runRequest` throws. */
async function send(options: SendOptions): Promise<RunResult> {
  const { api, request, ready, range, signal, secrets = [] } = options;
  const limit = { limit: request.pages?.limit };
  const run = (stop: AbortSignal): Promise<RunResult> =>
    runRequest(api, { ...ready, signal: stop }, range ?? limit);
  const result = signal
    ? await run(signal)
    : await showProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: vscode.l10n.t('Sending {0}…', titleOf(ready, secrets)),
          cancellable: true,
        },
        (_, token) => run(abortSignal(token)),
      );
  return range && range.firstPage > 1 ? { ...result, firstPage: range.firstPage } : result;
}

/** A request as it may be shown and kept. */
export function titleOf({ method, branch = 'v2', path }: ApiRequest, secrets: readonly string[]): string {
  return `${method} /${branch}${withoutSecrets(path, secrets)}`;
}

function withoutSecrets(path: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(encodeText(secret), REDACTED), path);
}
