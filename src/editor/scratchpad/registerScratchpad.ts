import * as vscode from 'vscode';
import type { Api, ApiRequest } from '../../api/api.js';
import type { Operation } from '../../schema/catalogue.js';
import { toCurl } from '../../scratchpad/curl.js';
import { requestAt, type ScratchRequest } from '../../scratchpad/requestFile.js';
import { requestDigest, shownRequest, type SendContext } from '../../scratchpad/sentRequest.js';
import { starterFile } from '../../scratchpad/starterFile.js';
import { toApiRequest, type Prepared } from '../../scratchpad/toApiRequest.js';
import { displayText } from '../panel/displayText.js';
import { confirmsHarm } from '../questions.js';
import { registerDropRequests } from './dropRequests.js';
import { openRequestFile } from './openRequestFile.js';
import { LANGUAGE, RequestDocuments } from './requestDocuments.js';
import { registerRequestLanguage, type Operations } from './requestLanguage.js';
import type { Responses } from './responses.js';
import { sendRequest } from './sendRequest.js';

/** How much of a request a question shows. */
const SHOWN_LINES = 25;
const SHOWN_CHARACTERS = 200;

export interface ScratchpadOptions {
  /** The active account's door; `undefined` when nobody is signed in. */
  readonly api: () => Api | undefined;
  readonly schemaVersion: () => string | undefined;
  /** Every operation of the API at the picked schema version. */
  readonly operations: Operations;
  /** Where answers are shown. */
  readonly responses: Responses;
  readonly reportFailure: (failure: unknown) => void;
  readonly note: (failure: unknown) => string;
}

/** Makes `.ovhapi.http` files requests that can be sent from where they are written. */
export function registerScratchpad(options: ScratchpadOptions): vscode.Disposable {
  const documents = new RequestDocuments(() => options.api()?.account.endpoint.origin);
  const { responses } = options;
  /** What `# @confirm off` asked about in this window: the very request, by the account that sends it, whatever its name. */
  const confirmed = new Set<string>();
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
      const context = contextOf(api, options);
      const remembered = request.asksOnce
        ? `${api.account.id} ${requestDigest(prepared.request, context)}`
        : undefined;
      if (remembered === undefined || !confirmed.has(remembered)) {
        if (!(await confirms(prepared.request, context))) return undefined;
        if (remembered !== undefined) confirmed.add(remembered);
      }
      return sendRequest({ api, responses, source, request, ready: prepared.request, note: options.note });
    }),
    onRequest('copyAsCurl', async (api, _, __, prepared) => {
      if (prepared.kind === 'refused') return showProblems();
      await vscode.env.clipboard.writeText(toCurl(prepared.request, contextOf(api, options)));
      return vscode.window.setStatusBarMessage(
        vscode.l10n.t('The request was copied as a curl command.'),
        4_000,
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

/** What would change the cloud is asked about, as it will be sent. */
async function confirms(request: ApiRequest, context: SendContext): Promise<boolean> {
  const { method } = request;
  if (method === 'GET' || method === 'HEAD') return true;
  return confirmsHarm({
    question: vscode.l10n.t('Send this {0} request?', method),
    detail: detailOf(shownRequest(request, context)),
    act: vscode.l10n.t('Send'),
    keep: vscode.l10n.t('Keep Editing'),
  });
}

/** As much as a dialog has room for; the request itself is in the file. */
function detailOf(lines: readonly string[]): string {
  const shown = lines.slice(0, SHOWN_LINES).map(readable);
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [vscode.l10n.t('… and {0} more', left)] : [])].join('\n');
}

/** A line with its indentation, nothing in it that is invisible or turns the reading direction. */
function readable(line: string): string {
  const text = line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
  return displayText(text);
}

async function showProblems(): Promise<void> {
  const show = vscode.l10n.t('Show Problems');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The request cannot be sent as it is written.'),
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
