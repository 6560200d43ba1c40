import { apiError, nameOf as pathNameOf } from '../api/answers.js';
import type { Api, ApiRequest, ApiResponse } from '../api/api.js';
import { CancelledError } from '../api/errors.js';
import { judgeRequest } from '../scratchpad/judgeRequest.js';
import { nameOfRequest } from '../scratchpad/outline.js';
import { prepareRequest, type Fulfilment, type Ready } from '../scratchpad/prepareRequest.js';
import { problemSentence } from '../scratchpad/problemSentences.js';
import type { RequestFile, ScratchRequest } from '../scratchpad/requestFile.js';
import { runRequest } from '../scratchpad/run.js';
import type { Sources } from '../scratchpad/sources.js';
import { placesIn } from '../scratchpad/places.js';

export interface RunOptions {
  readonly api: Api;
  readonly file: RequestFile;
  readonly sources: Pick<Sources, 'environment' | 'machine' | 'chance'>;
  /** What the person's answers replace: by question or by variable. */
  readonly answers: ReadonlyMap<string, string>;
  readonly readFile: (path: string, encoding: string) => Promise<string>;
  readonly signal: AbortSignal;
}

/** What one expectation came to. */
interface CheckOutcome {
  readonly line: number;
  readonly text: string;
  readonly isMet: boolean;
  /** What the response has there, as JSON; `null` where it has nothing. */
  readonly found: string | null;
}

/** What one request came to. */
interface RequestOutcome {
  readonly name: string;
  readonly line: number;
  readonly method: string;
  /** With dots for secrets. */
  readonly url: string;
  /** `null` where no response came. */
  readonly status: number | null;
  readonly durationMs: number | null;
  readonly isPassed: boolean;
  readonly expectations: readonly CheckOutcome[];
  /** Why it wasn't sent, or why it has no response. */
  readonly failure: string | null;
}

/** What a file came to. */
export interface FileOutcome {
  /** In the order that they were sent: what is referred to comes before what refers to it. */
  readonly requests: readonly RequestOutcome[];
  /** Requests that were left out since an earlier one failed. */
  readonly notSent: number;
}

/**
 * Sends the requests of a file in their order, each once, and judges the responses: by their expectations, and by a status of 2xx
 * where none expects a status. Ends at the first that fails. Throws `CancelledError` when it is stopped.
 */
export async function runFile(options: RunOptions): Promise<FileOutcome> {
  const run = new FileRun(options);
  for (const request of options.file.requests) {
    await run.take(request);
    if (run.outcomes.some(({ isPassed }) => !isPassed)) break;
  }
  const sent = run.outcomes.length;
  return { requests: run.outcomes, notSent: Math.max(0, options.file.requests.length - sent) };
}

/** Ends the way to a request that refers to one that failed. */
class ReferenceFailed extends Error {}

class FileRun {
  readonly outcomes: RequestOutcome[] = [];
  readonly #options: RunOptions;
  readonly #responses = new Map<ScratchRequest, ApiResponse>();
  readonly #line: (offset: number) => number;

  constructor(options: RunOptions) {
    this.#options = options;
    const place = placesIn(options.file.text);
    this.#line = (offset) => place(offset).line;
  }

  async take(request: ScratchRequest): Promise<void> {
    if (this.#responses.has(request)) return;
    try {
      const prepared = await prepareRequest(request, this.#fulfilment());
      if (prepared.kind === 'ready') await this.#send(request, prepared);
      else {
        const [problem] = prepared.problems;
        this.#failed(request, prepared.shown.url, problem ? problemSentence(problem) : '');
      }
    } catch (failure) {
      if (failure instanceof CancelledError) throw failure;
      const isReported = failure instanceof ReferenceFailed;
      if (!isReported) this.#failed(request, request.target.text, messageOf(failure));
    }
  }

  #fulfilment(): Fulfilment {
    const { api, file, sources, readFile } = this.#options;
    return {
      ...{ file, sources, origin: api.account.endpoint.origin },
      sentBefore: (request) => this.#responses.get(request),
      readFile: ({ path, encoding }) => readFile(path, encoding),
      ask: ({ key, question }) => {
        const answer = this.#options.answers.get(question) ?? this.#options.answers.get(key);
        return answer === undefined
          ? Promise.reject(new Error(`“${question}” has no answer: add --answer "${question}=…".`))
          : Promise.resolve(answer);
      },
      send: async (request, ready) => {
        const response = await this.#send(request, ready);
        if (!response) throw new ReferenceFailed();
        return response;
      },
    };
  }

  /** `undefined` when it has failed, by its expectations or without a response. */
  async #send(request: ScratchRequest, { request: ready, shown }: Ready): Promise<ApiResponse | undefined> {
    const { api, signal } = this.#options;
    const result = await runRequest(api, { ...ready, signal }, { limit: request.pages?.limit });
    const response = { ...result.response, text: result.text };
    const { isAccepted, isPassed, verdicts } = judgeRequest(request, response);
    const expectations = verdicts.map(({ expectation, isMet, found = null }): CheckOutcome => {
      return { line: this.#line(expectation.span.start), text: expectation.text, isMet, found };
    });
    this.outcomes.push({
      ...this.#about(request, shown.url),
      ...{ status: response.status, durationMs: Math.round(response.durationMs), isPassed, expectations },
      failure: isAccepted ? null : refusalOf(ready, response),
    });
    if (!isPassed) return undefined;
    this.#responses.set(request, response);
    return response;
  }

  #failed(request: ScratchRequest, url: string, failure: string): void {
    const nothing = { status: null, durationMs: null, isPassed: false, expectations: [] };
    this.outcomes.push({ ...this.#about(request, url), ...nothing, failure });
  }

  #about(request: ScratchRequest, url: string): Pick<RequestOutcome, 'name' | 'line' | 'method' | 'url'> {
    const line = this.#line(request.method.span.start);
    return { name: nameOfRequest(request), line, method: request.method.method, url };
  }
}

/** The same as lines for people. */
export function outcomesAsText({ requests, notSent }: FileOutcome): string {
  const lines = requests.flatMap((one) => [
    [
      one.isPassed ? 'passed' : 'failed',
      `${one.name} (line ${String(one.line)})`,
      one.status === null ? '' : `${String(one.status)}, ${String(one.durationMs)} ms`,
    ]
      .join('  ')
      .trimEnd(),
    ...(one.failure === null ? [] : [`  ${one.failure}`]),
    ...one.expectations
      .filter(({ isMet }) => !isMet)
      .map(
        ({ line, text, found }) => `  line ${String(line)}: expected ${text}, found ${found ?? 'nothing'}`,
      ),
  ]);
  const failed = requests.filter(({ isPassed }) => !isPassed).length;
  const total = `${String(requests.length - failed)} passed, ${String(failed)} failed, ${String(notSent)} not sent`;
  return `${[...lines, total].join('\n')}\n`;
}

/** The status of a refusal, and the API's own reason where there is one. */
function refusalOf(request: ApiRequest, response: ApiResponse): string {
  const status = `The API responded with ${String(response.status)}`;
  const { said } = apiError(pathNameOf(request), response, Date.now());
  return said === undefined ? `${status}.` : `${status}: ${said}`;
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
