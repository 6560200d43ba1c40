import type { Account } from '../../../src/api/account.js';
import type { Api, ApiRequest, ApiResponse } from '../../../src/api/api.js';
import { apiError } from '../../../src/api/answers.js';
import { CancelledError } from '../../../src/api/errors.js';

export interface FakeAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const account: Account = {
  id: 'me',
  label: 'Me',
  endpoint: { name: 'custom', origin: 'http://127.0.0.1:1', tokenUrl: 'http://127.0.0.1:1/token' },
  credential: 'none',
};

/** An API that answers from a function, and keeps what it was asked. A status of 400 and more is thrown by `request`. */
export function fakeApi(answer: (request: ApiRequest) => FakeAnswer | Promise<FakeAnswer>): Api & {
  readonly asked: ApiRequest[];
} {
  const asked: ApiRequest[] = [];
  const send = async (request: ApiRequest): Promise<ApiResponse> => {
    asked.push(request);
    const { method, path, signal } = request;
    let stop = (): void => undefined;
    const stopped = new Promise<never>((_, reject) => {
      stop = (): void => {
        reject(new CancelledError({ method, path }));
      };
    });
    signal?.addEventListener('abort', stop);
    const {
      status = 200,
      body = [],
      headers = {},
    } = await Promise.race([answer(request), stopped]).finally(() =>
      signal?.removeEventListener('abort', stop),
    );
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return {
      ...{ method, path, status, headers, text, durationMs: 0, sizeBytes: text.length, attempts: 1 },
      ...{ queryId: undefined, schemaVersion: request.schemaVersion },
      json: (): unknown => JSON.parse(text),
    };
  };
  const request = async (one: ApiRequest): Promise<ApiResponse> => {
    const response = await send(one);
    if (response.status < 400) return response;
    throw apiError({ method: one.method, path: one.path }, response, Date.now());
  };
  const page: Api['page'] = async ({ path, signal, cursor }) => {
    const response = await request({ method: 'GET', path, signal, query: { cursor } });
    return {
      items: response.json() as unknown[],
      next: response.headers['x-pagination-cursor-next'],
      response,
    };
  };
  return {
    ...{ account, asked, send, request, page },
    async *pages(asking) {
      for (let cursor = asking.cursor; ;) {
        const one = await page({ ...asking, cursor });
        yield one;
        if (one.next === undefined) return;
        cursor = one.next;
      }
    },
  };
}
