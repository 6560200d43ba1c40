import * as vscode from 'vscode';
import { encodeText } from '../../api/encodeText.js';
import type { Api, ApiRequest } from '../../api/api.js';
import { CancelledError } from '../../api/errors.js';
import { REDACTED } from '../../api/redact.js';
import { renderResponse } from '../../scratchpad/renderResponse.js';
import type { ScratchRequest } from '../../scratchpad/requestFile.js';
import { runRequest, type RunResult } from '../../scratchpad/run.js';
import { abortSignal } from '../shell/abortSignal.js';
import { responseWords } from './responseWords.js';
import type { Responses } from './responses.js';

export interface SendOptions {
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

/** Sends a request and shows what came, or why nothing did, in the document of its response. Returns what came. */
export async function sendRequest(options: SendOptions): Promise<RunResult | undefined> {
  const { api, responses, source, request, ready, note, secrets = [] } = options;
  const uri = responses.uri(source, request.key);
  const title = titleOf(ready, secrets);
  responses.set(uri, `// ${vscode.l10n.t('Sending {0}…', title)}\n`);
  await responses.show(uri);
  try {
    const result = await withProgress(api, request, ready, secrets);
    const path = withoutSecrets(result.response.path, secrets);
    const shown = { ...result, response: { ...result.response, path } };
    responses.set(uri, renderResponse(shown, responseWords()));
    return result;
  } catch (failure) {
    const sentence = failure instanceof CancelledError ? vscode.l10n.t('Canceled.') : note(failure);
    responses.set(uri, `// ${title}\n// ${sentence}\n`);
    return undefined;
  }
}

/** Sends a request while a notification says so, with a button to stop it. Throws what `runRequest` throws. */
export function withProgress(
  api: Api,
  request: ScratchRequest,
  ready: ApiRequest,
  secrets: readonly string[],
): Promise<RunResult> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Sending {0}…', titleOf(ready, secrets)),
    cancellable: true,
  };
  return Promise.resolve(
    vscode.window.withProgress(progress, (_, token) =>
      runRequest(api, { ...ready, signal: abortSignal(token) }, request.pages?.limit),
    ),
  );
}

function titleOf({ method, path }: ApiRequest, secrets: readonly string[]): string {
  return `${method} ${withoutSecrets(path, secrets)}`;
}

function withoutSecrets(path: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(encodeText(secret), REDACTED), path);
}
