import * as vscode from 'vscode';
import type { Api, ApiRequest } from '../../api/api.js';
import type { Operation } from '../../schema/catalogue.js';
import { toCurl } from '../../scratchpad/curl.js';
import { requestAt, type ScratchRequest } from '../../scratchpad/requestFile.js';
import type { SendContext } from '../../scratchpad/sentRequest.js';
import { starterFile } from '../../scratchpad/starterFile.js';
import { toApiRequest, type Prepared } from '../../scratchpad/toApiRequest.js';
import type { IsSecretField } from '../../resource/secretFields.js';
import { RequestConfirmations } from './confirmRequest.js';
import { registerDropRequests } from './dropRequests.js';
import { openRequestFile } from './openRequestFile.js';
import { LANGUAGE, RequestDocuments } from './requestDocuments.js';
import { registerRequestLanguage, type Operations } from './requestLanguage.js';
import type { Responses } from './responses.js';
import { sendRequest } from './sendRequest.js';

export interface ScratchpadOptions {
  /** The active account's door; `undefined` when nobody is signed in. */
  readonly api: () => Api | undefined;
  readonly schemaVersion: () => string | undefined;
  /** Every operation of the API at the picked schema version. */
  readonly operations: Operations;
  /** What of a request's body is secret. Throws `CancelledError` when the person stopped finding out. */
  readonly secretsOf: (api: Api, request: ApiRequest) => Promise<IsSecretField>;
  /** Where answers are shown. */
  readonly responses: Responses;
  readonly reportFailure: (failure: unknown) => void;
  readonly note: (failure: unknown) => string;
}

/** Makes `.ovhapi.http` files requests that can be sent from where they are written. */
export function registerScratchpad(options: ScratchpadOptions): vscode.Disposable {
  const documents = new RequestDocuments(() => options.api()?.account.endpoint.origin);
  const { responses } = options;
  const confirmations = new RequestConfirmations();
  const command = (name: string, run: (...args: readonly unknown[]) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(`ovhApi.scratchpad.${name}`, async (...args: readonly unknown[]) => {
      try {
        await run(...args);
      } catch (failure) {
        options.reportFailure(failure);
      }
    });
  const onRequest = (
    name: string,
    run: (api: Api, source: vscode.Uri, request: ScratchRequest, prepared: Prepared) => Promise<unknown>,
  ): vscode.Disposable =>
    command(name, async (uri, key) => {
      const found = await findRequest(documents, uri, key);
      const api = options.api();
      if (!api) return vscode.commands.executeCommand('ovhApi.accounts.switch');
      if (!found) return undefined;
      const { source, file, request } = found;
      return run(api, source, request, toApiRequest(file, request, api.account.endpoint.origin));
    });

  return vscode.Disposable.from(
    documents,
    registerRequestLanguage(documents, options.operations),
    registerDropRequests(),
    onRequest('send', async (api, source, request, prepared) => {
      if (prepared.kind === 'refused') return showProblems();
      const isSecret = await options.secretsOf(api, prepared.request);
      const asked = {
        account: api.account.id,
        request: prepared.request,
        asksOnce: request.asksOnce,
        isSecret,
      };
      if (!(await confirmations.confirms({ ...asked, context: contextOf(api, options) }))) return undefined;
      return sendRequest({ api, responses, source, request, ready: prepared.request, note: options.note });
    }),
    onRequest('copyAsCurl', async (api, _, __, prepared) => {
      if (prepared.kind === 'refused') return showProblems();
      const isSecret = await options.secretsOf(api, prepared.request);
      const { text, variables } = toCurl(prepared.request, contextOf(api, options), isSecret);
      await vscode.env.clipboard.writeText(text);
      return vscode.window.setStatusBarMessage(
        variables.length === 0
          ? vscode.l10n.t('The request was copied as a curl command.')
          : vscode.l10n.t(
              'The request was copied as a curl command. Its secrets are variables: {0}.',
              variables.join(', '),
            ),
        variables.length === 0 ? 4_000 : 8_000,
      );
    }),
    command('new', async () => openRequestFile(starterFile(await operationsOf(options)))),
    command('fromResource', async (path) =>
      openRequestFile(typeof path === 'string' ? `GET /v2${path}\n` : ''),
    ),
  );
}

async function operationsOf({ operations, api }: ScratchpadOptions): Promise<readonly Operation[]> {
  if (!api()) return [];
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading the schemas…') },
    () => operations(new AbortController().signal),
  );
}

function contextOf(api: Api, options: ScratchpadOptions): SendContext {
  return { origin: api.account.endpoint.origin, schemaVersion: options.schemaVersion() };
}

async function showProblems(): Promise<void> {
  const show = vscode.l10n.t('Show Problems');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The request can’t be sent as written.'),
    show,
  );
  if (answer === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

interface FoundRequest {
  readonly source: vscode.Uri;
  readonly file: ReturnType<RequestDocuments['file']>;
  readonly request: ScratchRequest;
}

/** The request that a lens names, or the one where the cursor is. */
async function findRequest(
  documents: RequestDocuments,
  uri: unknown,
  key: unknown,
): Promise<FoundRequest | undefined> {
  const editor = vscode.window.activeTextEditor;
  const source = uri instanceof vscode.Uri ? uri : editor?.document.uri;
  if (!source) return undefined;
  const document = await vscode.workspace.openTextDocument(source);
  if (document.languageId !== LANGUAGE) return undefined;
  const file = documents.file(document);
  const request =
    typeof key === 'string'
      ? file.requests.find((one) => one.key === key)
      : editor && requestAt(file, document.offsetAt(editor.selection.active));
  return request && { source, file, request };
}
