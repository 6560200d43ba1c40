import * as vscode from 'vscode';
import { refuseReadOnly } from '../../api/cloudWrite.js';
import type { Api, ApiRequest, ApiResponse } from '../../api/api.js';
import { eitherSecret, type IsSecretField } from '../../resource/secretFields.js';
import { secretFree, type SecretFreeRequest } from '../../scratchpad/copyAs/secretFree.js';
import { prepareRequest, type Complete, type Ready } from '../../scratchpad/prepareRequest.js';
import type { Problem } from '../../scratchpad/problem.js';
import type { RequestFile, ScratchRequest } from '../../scratchpad/requestFile.js';
import type { SendContext } from '../../scratchpad/sentRequest.js';
import { RequestConfirmations } from './confirmRequest.js';
import { fulfilmentOf, NamedResponses, type FulfilmentOptions } from './fulfilment.js';
import { problemText } from './problemText.js';
import type { RequestSources } from './requestSources.js';
import type { Responses } from './responses.js';
import { sendRequest, titleOf } from './sendRequest.js';
import type { Run, SendOutcome, SendPreferences } from './runs/run.js';
import { showWarning } from '../shell/messages.js';

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
  /** How people call the resource at an encoded path below the branch; `undefined` where that isn't known. */
  readonly nameOf: (account: string, path: string) => string | undefined;
  readonly note: (failure: unknown) => string;
}

/** Makes requests ready, asks before those that write, and sends them. */
export class RequestSender {
  readonly #options: RequestSenderOptions;
  readonly #sources: RequestSources;
  readonly #runs = new vscode.EventEmitter<Run>();
  readonly confirmations = new RequestConfirmations();
  /** Fired when a request is on its way, and again with what came of it. */
  readonly onDidRun = this.#runs.event;
  readonly #named = new NamedResponses();

  constructor(options: RequestSenderOptions, sources: RequestSources) {
    this.#options = options;
    this.#sources = sources;
  }

  /** Throws what keeps the parts of a request from being had. */
  async send(api: Api, found: FoundRequest, preferences: SendPreferences = {}): Promise<SendOutcome> {
    const ready = await this.#prepare(api, found, (referred, one) =>
      this.#sendFirst(api, { ...found, request: referred }, one, preferences.signal),
    );
    if (ready.kind === 'refused') {
      if (preferences.isShown !== false) void showProblems(ready.problems);
      return ready;
    }
    if (!(await this.#confirms(api, found, ready))) return { kind: 'stopped' };
    return this.#send(api, found, ready, preferences);
  }

  dispose(): void {
    this.#runs.dispose();
  }

  async #send(
    api: Api,
    found: FoundRequest,
    ready: Ready,
    preferences: SendPreferences,
  ): Promise<SendOutcome> {
    const { document, file, request } = found;
    const { responses, note } = this.#options;
    const { request: sent, secrets } = ready;
    const { start, end } = request.span;
    const run = {
      ...{ source: document.uri, request, account: api.account.id, at: Date.now() },
      ...{ written: file.text.slice(start, end), title: titleOf(sent, secrets) },
    };
    this.#runs.fire({ ...run, outcome: undefined });
    const outcome = await sendRequest({
      ...{ ...preferences, api, responses, note, request, secrets },
      ...{ source: document.uri, ready: sent },
    });
    if (outcome.kind === 'answered' && !preferences.range) {
      const { response, text } = outcome.result;
      this.#named.keep(this.#scope(api, document), file, request, { ...response, text });
    }
    responses.describe(responses.uri(document.uri, request.key), { ...run, outcome });
    this.#runs.fire({ ...run, outcome });
    return outcome;
  }

  /**
   * A request as it would be sent. Sends nothing: a value of a response is had from what was sent before. `undefined` when it can't be sent
   * as it is written, which is reported.
   */
  async alone(api: Api, found: FoundRequest): Promise<Ready | undefined> {
    const ready = await this.#prepare(api, found, ({ key }) =>
      Promise.reject(new Error(vscode.l10n.t('Send {0} first: its response is needed here.', key))),
    );
    if (ready.kind === 'ready') return ready;
    void showProblems(ready.problems);
    return undefined;
  }

  /** A request to be copied; as `alone`. */
  async forCopy(api: Api, found: FoundRequest): Promise<SecretFreeRequest | undefined> {
    const ready = await this.alone(api, found);
    if (!ready) return undefined;
    const isSecret = await this.#options.secretsOf(api, ready.request);
    return secretFree(ready.request, this.#context(api), { isSecret, texts: ready.secrets });
  }

  async #prepare(
    api: Api,
    { document, file, request }: FoundRequest,
    send: FulfilmentOptions['send'],
  ): Promise<Complete> {
    const sources = await this.#sources.read(document);
    const scope = this.#scope(api, document);
    const named = this.#named;
    const prepared = await prepareRequest(
      request,
      fulfilmentOf({ api, document, file, sources, named, scope, send }),
    );
    if (prepared.kind === 'ready') this.#options.onSecrets(prepared.secrets);
    return prepared;
  }

  /** A request that another one refers to: its response is kept, and its document isn't opened. */
  async #sendFirst(
    api: Api,
    found: FoundRequest,
    ready: Ready,
    signal: AbortSignal | undefined,
  ): Promise<ApiResponse | undefined> {
    this.#options.onSecrets(ready.secrets);
    if (!(await this.#confirms(api, found, ready))) return undefined;
    const outcome = await this.#send(api, found, ready, { isShown: false, ...(signal && { signal }) });
    if (outcome.kind === 'failed') throw outcome.failure;
    return outcome.kind === 'answered'
      ? { ...outcome.result.response, text: outcome.result.text }
      : undefined;
  }

  async #confirms(
    api: Api,
    { document, request: { asksOnce } }: FoundRequest,
    ready: Ready,
  ): Promise<boolean> {
    const { request, shown, secrets } = ready;
    const known = new Set(secrets);
    const isSecret = eitherSecret(
      await this.#options.secretsOf(api, request),
      (_, value) => typeof value === 'string' && known.has(value),
    );
    const { account } = api;
    refuseReadOnly(account, request);
    const { branch = 'v2', path } = request;
    return this.confirmations.confirms({
      ...{ account, request, shown, isSecret, asksOnce },
      file: document.uri.toString(),
      resource: branch === 'v2' ? this.#nameOf(account.id, path) : undefined,
      context: this.#context(api),
    });
  }

  /** A path that was written by hand may not be validly encoded. */
  #nameOf(account: string, path: string): string | undefined {
    try {
      return this.#options.nameOf(account, path);
    } catch {
      return undefined;
    }
  }

  /** What distinguishes responses of the same request. */
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
  const answer = await showWarning(`${vscode.l10n.t('The request can’t be sent as written.')}${why}`, show);
  if (answer === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
