import * as vscode from 'vscode';
import type { Api, ApiRequest, ApiResponse } from '../../api/api.js';
import { eitherSecret, type IsSecretField } from '../../resource/secretFields.js';
import { toCurl } from '../../scratchpad/curl.js';
import { prepareRequest, type Ready } from '../../scratchpad/prepareRequest.js';
import type { Problem } from '../../scratchpad/problem.js';
import type { RequestFile, ScratchRequest } from '../../scratchpad/requestFile.js';
import type { SendContext } from '../../scratchpad/sentRequest.js';
import { RequestConfirmations } from './confirmRequest.js';
import { fulfilmentOf, NamedResponses, type FulfilmentOptions } from './fulfilment.js';
import { problemText } from './problemText.js';
import type { RequestSources } from './requestSources.js';
import type { Responses } from './responses.js';
import { sendRequest, withProgress } from './sendRequest.js';

/** A request of an open document. */
export interface FoundRequest {
  readonly document: vscode.TextDocument;
  readonly file: RequestFile;
  readonly request: ScratchRequest;
}

export interface RequestSenderOptions {
  readonly schemaVersion: () => string | undefined;
  /** What of a request's body is secret. Throws `CancelledError` when the person stopped finding out. */
  readonly secretsOf: (api: Api, request: ApiRequest) => Promise<IsSecretField>;
  /** Where responses are shown. */
  readonly responses: Responses;
  /** From now on these texts are shown nowhere. */
  readonly onSecrets: (texts: readonly string[]) => void;
  readonly note: (failure: unknown) => string;
}

/** Makes requests ready, asks before those that write, and sends them. */
export class RequestSender {
  readonly #options: RequestSenderOptions;
  readonly #sources: RequestSources;
  readonly #confirmations = new RequestConfirmations();
  readonly #named = new NamedResponses();

  constructor(options: RequestSenderOptions, sources: RequestSources) {
    this.#options = options;
    this.#sources = sources;
  }

  async send(api: Api, found: FoundRequest): Promise<void> {
    const { document, file, request } = found;
    const ready = await this.#prepare(api, found, (referred, one) => this.#sendFirst(api, referred, one));
    if (!ready || !(await this.#confirms(api, request, ready))) return;
    const { responses, note } = this.#options;
    const { request: sent, secrets } = ready;
    const result = await sendRequest({
      ...{ api, responses, note, request, secrets },
      ...{ source: document.uri, ready: sent },
    });
    const kept = result && { ...result.response, text: result.text };
    if (kept) this.#named.keep(this.#scope(api, document), file, request, kept);
  }

  /** Sends nothing: a value of a response is had from what was sent before. */
  async copyAsCurl(api: Api, found: FoundRequest): Promise<void> {
    const ready = await this.#prepare(api, found, ({ key }) =>
      Promise.reject(new Error(vscode.l10n.t('Send {0} first: the command needs its response.', key))),
    );
    if (!ready) return;
    const isSecret = await this.#options.secretsOf(api, ready.request);
    const { text, variables } = toCurl(ready.request, this.#context(api), isSecret, ready.secrets);
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(
      variables.length === 0
        ? vscode.l10n.t('The request was copied as a curl command.')
        : vscode.l10n.t(
            'The request was copied as a curl command. Its secrets are variables: {0}.',
            variables.join(', '),
          ),
      variables.length === 0 ? 4_000 : 8_000,
    );
  }

  async #prepare(
    api: Api,
    { document, file, request }: FoundRequest,
    send: FulfilmentOptions['send'],
  ): Promise<Ready | undefined> {
    const sources = await this.#sources.read(document);
    const scope = this.#scope(api, document);
    const named = this.#named;
    const prepared = await prepareRequest(
      request,
      fulfilmentOf({ api, document, file, sources, named, scope, send }),
    );
    if (prepared.kind === 'refused') {
      void showProblems(prepared.problems);
      return undefined;
    }
    this.#options.onSecrets(prepared.secrets);
    return prepared;
  }

  /** A request that another one refers to: its response is kept, and not shown. */
  async #sendFirst(api: Api, request: ScratchRequest, ready: Ready): Promise<ApiResponse | undefined> {
    this.#options.onSecrets(ready.secrets);
    if (!(await this.#confirms(api, request, ready))) return undefined;
    const { response, text } = await withProgress(api, request, ready.request, ready.secrets);
    return { ...response, text };
  }

  async #confirms(api: Api, { asksOnce }: ScratchRequest, ready: Ready): Promise<boolean> {
    const { request, shown, secrets } = ready;
    const known = new Set(secrets);
    const isSecret = eitherSecret(
      await this.#options.secretsOf(api, request),
      (_, value) => typeof value === 'string' && known.has(value),
    );
    const account = api.account.id;
    return this.#confirmations.confirms({
      ...{ account, request, shown, isSecret, asksOnce },
      context: this.#context(api),
    });
  }

  /** What responses of the same request are told apart by. */
  #scope({ account }: Api, { uri }: vscode.TextDocument): string {
    return `${account.id} ${this.#sources.chosen() ?? ''} ${uri.toString()}`;
  }

  #context({ account }: Api): SendContext {
    return { origin: account.endpoint.origin, schemaVersion: this.#options.schemaVersion() };
  }
}

/** The first problem says why; the others are in the Problems view. */
async function showProblems([first]: readonly Problem[]): Promise<void> {
  const show = vscode.l10n.t('Show Problems');
  const why = first ? ` ${problemText(first)}` : '';
  const answer = await vscode.window.showWarningMessage(
    `${vscode.l10n.t('The request can’t be sent as written.')}${why}`,
    show,
  );
  if (answer === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
