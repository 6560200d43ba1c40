import type * as vscode from 'vscode';
import { apiError, nameOf } from '../../api/answers.js';
import type { Api, ApiResponse } from '../../api/api.js';
import { CancelledError } from '../../api/errors.js';
import type { Fulfilment } from '../../scratchpad/prepareRequest.js';
import type { RequestFile, ScratchRequest } from '../../scratchpad/requestFile.js';
import { readBodyFile } from './readBodyFile.js';
import type { KnownSources } from './requestSources.js';
import { showInput } from '../shell/messages.js';

/** The responses of named requests, for those that refer to them. One counts while its request is written as it was then. */
export class NamedResponses {
  readonly #kept = new Map<string, { readonly written: string; readonly response: ApiResponse }>();

  /** `scope` distinguishes where the same text may mean something else: files, accounts, environments. */
  get(scope: string, file: RequestFile, request: ScratchRequest): ApiResponse | undefined {
    const kept = this.#kept.get(keyOf(scope, request));
    return kept?.written === writtenOf(file, request) ? kept.response : undefined;
  }

  /** Keeps what a named request was answered, if it was accepted. */
  keep(scope: string, file: RequestFile, request: ScratchRequest, response: ApiResponse): void {
    if (!request.name || response.status < 200 || response.status > 299) return;
    this.#kept.set(keyOf(scope, request), { written: writtenOf(file, request), response });
  }
}

function keyOf(scope: string, { name }: ScratchRequest): string {
  return `${scope} ${name?.text ?? ''}`;
}

function writtenOf({ text }: RequestFile, { span }: ScratchRequest): string {
  return text.slice(span.start, span.end);
}

export interface FulfilmentOptions {
  readonly api: Api;
  readonly document: vscode.TextDocument;
  readonly file: RequestFile;
  readonly sources: KnownSources;
  readonly named: NamedResponses;
  readonly scope: string;
  /** Sends a request that another refers to, and asks first when it writes. `undefined` when the person said no. */
  readonly send: (
    request: ScratchRequest,
    ready: Parameters<Fulfilment['send']>[1],
  ) => Promise<ApiResponse | undefined>;
}

/** How what a request waits for is had here: by questions, files, and requests that are sent first. */
export function fulfilmentOf(options: FulfilmentOptions): Fulfilment {
  const { api, document, file, sources, named, scope, send } = options;
  return {
    ...{ file, sources, origin: api.account.endpoint.origin },
    sentBefore: (request) => named.get(scope, file, request),
    readFile: ({ path, encoding }) => readBodyFile(document, path, encoding),
    ask: async ({ question, isSecret }) => {
      const answer = await showInput({
        prompt: question,
        password: isSecret,
        ignoreFocusOut: true,
      });
      if (answer === undefined) throw new CancelledError({ method: 'GET', path: '' });
      return answer;
    },
    send: async (request, ready) => {
      const response = await send(request, ready);
      if (!response) throw new CancelledError(nameOf(ready.request));
      if (response.status < 200 || response.status > 299) {
        throw apiError(nameOf(ready.request), response, Date.now());
      }
      named.keep(scope, file, request, response);
      return response;
    },
  };
}
