import * as vscode from 'vscode';
import type { Api } from '../../api/api.js';
import type { Operation } from '../../schema/catalogue.js';
import { requestAt } from '../../scratchpad/requestFile.js';
import { starterFile } from '../../scratchpad/starterFile.js';
import { compareAnswers, type CompareAnswersOptions } from './compareAnswers.js';
import { RequestCopies, type CopiedFor } from './copyAs.js';
import { registerDropRequests } from './dropRequests.js';
import { onRows, reportingCommands } from '../shell/reportingCommands.js';
import { RequestRoutes, type RequestRoutesOptions } from './help/requestRoutes.js';
import { openRequestFile } from './openRequestFile.js';
import { LANGUAGE, RequestDocuments } from './requestDocuments.js';
import { registerRequestHelp, type RequestHelpOptions } from './registerRequestHelp.js';
import { makePolicy, type PolicyOptions } from './policy/makePolicy.js';
import { registerPasteCurl, requestFromClipboard } from './pasteCurl.js';
import { takeOver } from './sendPlain.js';
import { placeIn } from './requestPlace.js';
import { RequestSender, type FoundRequest, type RequestSenderOptions } from './requestSender.js';
import { RequestSources } from './requestSources.js';
import { registerRuns, type RunSurroundings } from './runs/registerRuns.js';
import { showInformation, showProgress } from '../shell/messages.js';

/** The API's operations at the picked schema version. */
type Operations = (signal: AbortSignal) => Promise<readonly Operation[]>;

export interface ScratchpadOptions extends RequestSenderOptions {
  /** The active account's API; `undefined` when no account is signed in. */
  readonly api: () => Api | undefined;
  /** Every operation of the API at the picked schema version. */
  readonly operations: Operations;
  /** Where the environment of each account is remembered. */
  readonly workspaceState: vscode.Memento;
  /** Where the form is remembered that requests were copied in last. */
  readonly globalState: vscode.Memento;
  /** The requests that read what a menu was opened on: rows, a document, a panel. None where a request file is meant. */
  readonly readsOf: (targets: readonly unknown[]) => readonly CopiedFor[];
  /** What a policy for calls is made of. */
  readonly policy: Omit<PolicyOptions, keyof RequestRoutesOptions | 'routes'>;
  readonly askVersions: CompareAnswersOptions['askVersions'];
  readonly reportFailure: (failure: unknown) => void;
  /** What running requests needs of the rest of the extension. */
  readonly runs: RunSurroundings;
  /** What helps to write requests. */
  readonly help: Omit<RequestHelpOptions, 'note' | 'reportFailure'>;
}

/** Makes `.ovhapi.http` files requests that can be sent from where they are written. */
export function registerScratchpad(options: ScratchpadOptions): vscode.Disposable {
  const sources = new RequestSources({
    workspaceState: options.workspaceState,
    account: () => options.api()?.account.id,
    note: options.note,
  });
  const origin = (): string | undefined => options.api()?.account.endpoint.origin;
  const documents = new RequestDocuments(origin, sources);
  const sender = new RequestSender(options, sources);
  const copies = new RequestCopies(options.globalState);
  const find = (uri: vscode.Uri, key: string): Promise<FoundRequest | undefined> =>
    findRequest(documents, uri, key);
  const register = reportingCommands(options.reportFailure);
  const command = (
    name: string,
    run: (target: unknown, key: unknown) => Promise<unknown>,
  ): vscode.Disposable => register(`ovhApi.scratchpad.${name}`, run);
  const onRequest = (
    name: string,
    run: (api: Api, found: FoundRequest) => Promise<unknown>,
  ): vscode.Disposable =>
    command(name, async (uri, key) => {
      const found = await findRequest(documents, uri, key);
      const api = options.api();
      if (!api) return vscode.commands.executeCommand('ovhApi.accounts.switch');
      if (found) return run(api, found);
      return showInformation(vscode.l10n.t('There is no request to send here.'));
    });

  return vscode.Disposable.from(
    sources,
    documents,
    registerRequestHelp({
      ...{ ...options.help, documents, sources, origin },
      ...{ note: options.note, reportFailure: options.reportFailure },
    }),
    registerDropRequests(),
    registerPasteCurl(origin),
    command('sendPlain', async () => {
      if (await takeOver(vscode.window.activeTextEditor)) {
        await vscode.commands.executeCommand('ovhApi.scratchpad.send');
      }
    }),
    command('fromCurl', () => requestFromClipboard(origin())),
    sender,
    registerRuns({
      ...{ sender, documents, find, onRequest, command, ...options.runs },
      ...{ responses: options.responses, api: options.api, note: options.note },
      ...{ register, workspaceState: options.workspaceState },
    }),
    onRows(register, 'ovhApi.scratchpad.copyAs', async (targets: readonly unknown[]) => {
      const reads = options.readsOf(targets);
      if (reads.length > 0) return copies.copy(reads);
      const { uri, key } = placeIn(targets[0]);
      const found = await findRequest(documents, uri, key);
      const api = options.api();
      if (!api) return vscode.commands.executeCommand('ovhApi.accounts.switch');
      const request = found && (await sender.forCopy(api, found));
      return request && copies.copy([{ request, account: api.account }]);
    }),
    onRequest('compareVersions', (api, found) => compareAnswers({ ...options, sender }, api, found)),
    command('policy', () =>
      makePolicy({
        ...options.policy,
        documents,
        sources,
        routes: new RequestRoutes({ documents, sources, origin }),
      }),
    ),
    command('chooseEnvironment', async () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document?.languageId === LANGUAGE) await sources.choose(document);
    }),
    command('new', async () => openRequestFile(starterFile(await operationsOf(options)))),
    command('fromResource', async (path) =>
      openRequestFile(typeof path === 'string' ? `GET /v2${path}\n` : ''),
    ),
  );
}

async function operationsOf({ operations, api }: ScratchpadOptions): Promise<readonly Operation[]> {
  if (!api()) return [];
  return showProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading the schemas…') },
    () => operations(new AbortController().signal),
  );
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
  return request && { document, file, request };
}
