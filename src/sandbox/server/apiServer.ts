import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerApi } from './apiRoutes.js';
import { breakOff, deliver, type Answer } from '../answers/delivery.js';
import { failureAnswer, Refusal } from '../answers/refusal.js';
import { wallNow, type ApiRequest, type Attempt, type SandboxState } from './state.js';
import { readAddress } from './writtenAddress.js';

/** How many requests are remembered at least; the oldest are forgotten. */
const KEPT_REQUESTS = 10_000;

/** Answers one request to the API, unless something comes between. */
export async function serveApi(
  state: SandboxState,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> {
  const queryId = `EU.sandbox-1.${randomUUID()}`;
  const asked = readRequest(request, body);
  const attempt: Attempt = (one) => attemptAt(state, one);
  const { answer, breaksOff = false } = await (state.between?.(asked, attempt, state) ?? {
    answer: attempt(asked),
  });
  const date = new Date(wallNow(state.conduct)).toUTCString();
  const sent = {
    ...answer,
    headers: { date, ...answer.headers, 'x-ovh-queryid': queryId, 'x-ovh-query-id': queryId },
  };
  remember(state, asked, sent.status);
  if (breaksOff) breakOff(response, sent);
  else await deliver(request, response, sent);
}

function readRequest(request: IncomingMessage, body: string): ApiRequest {
  const writtenUrl = `http://${request.headers.host ?? 'sandbox'}${request.url ?? '/'}`;
  const url = readAddress(writtenUrl);
  if (!url) {
    throw new Refusal(400, 'Client::BadRequest::InvalidURL', 'The address of this request is not valid');
  }
  const { method: writtenMethod = 'GET', headers } = request;
  const method = writtenMethod === 'HEAD' ? 'GET' : writtenMethod;
  return { method, writtenMethod, url, writtenUrl, headers, body };
}

function attemptAt(state: SandboxState, request: ApiRequest): Answer {
  try {
    return answerApi(state, request);
  } catch (failure) {
    return failureAnswer(failure, state.world.customs.errorDetails);
  }
}

/** Secrets of token requests are not kept. */
function remember({ seen }: SandboxState, { method, url, headers, body }: ApiRequest, status: number): void {
  const version = headers['x-schemas-version'];
  const schemaVersion = typeof version === 'string' ? version : undefined;
  const isSecret = url.pathname.endsWith('/oauth2/token');
  seen.push({
    method,
    path: url.pathname,
    query: url.search,
    schemaVersion,
    status,
    body: isSecret ? '' : body,
  });
  // Seldom, for it moves all the others.
  if (seen.length > 2 * KEPT_REQUESTS) seen.splice(0, seen.length - KEPT_REQUESTS);
}
