import type * as vscode from 'vscode';
import { routeOf, type Route } from '../../../scratchpad/help/route.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import { noSources } from '../../../scratchpad/sources.js';
import { Variables } from '../../../scratchpad/variables.js';
import type { RequestDocuments } from '../requestDocuments.js';
import { unreadSources, type KnownSources, type RequestSources } from '../requestSources.js';

export interface RequestRoutesOptions {
  readonly documents: RequestDocuments;
  readonly sources: RequestSources;
  /** Where the active account's requests go. */
  readonly origin: () => string | undefined;
}

/** Says where the requests of open documents lead, with the values that are at hand. */
export class RequestRoutes {
  readonly #options: RequestRoutesOptions;

  constructor(options: RequestRoutesOptions) {
    this.#options = options;
  }

  /** For the requests of one document at its present version. */
  of(document: vscode.TextDocument): (request: Pick<ScratchRequest, 'target'>) => Route | undefined {
    const variables = this.variables(document);
    const origin = this.#options.origin();
    return ({ target }) => routeOf(target, variables, origin);
  }

  /** The document's variables, with what is known beside it. */
  variables(document: vscode.TextDocument): Variables {
    return new Variables(this.#options.documents.file(document), {
      ...noSources,
      ...this.sources(document),
    });
  }

  /** What the document's variables may name besides each other, as far as it was read. */
  sources(document: vscode.TextDocument): KnownSources {
    return this.#options.sources.known(document) ?? unreadSources();
  }
}
