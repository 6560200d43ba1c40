import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { answerApi, type ApiRequest } from './apiRoutes.js';
import { breakOff, deliver, json, type Answer } from '../answers/delivery.js';
import { latencyMs, spoilBody, type FaultEffect } from '../faults/faults.js';
import { failureAnswer, Refusal } from '../answers/refusal.js';
import { wallNow, type SandboxState } from './state.js';
import { readAddress } from './writtenAddress.js';

/** How many requests are remembered at least; the oldest are forgotten. */
const KEPT_REQUESTS = 10_000;

/** Answers one request to the API, with the faults that wait for it. */
export async function serveApi(
  state: SandboxState,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> {
  const queryId = `EU.sandbox-1.${randomUUID()}`;
  const asked = readRequest(request, body);
  const met = state.faults.meeting(asked.method, asked.url.pathname);
  for (const { effect, cleared } of met) {
    if (effect.kind !== 'latency') continue;
    const signal = AbortSignal.any([state.stopping, cleared]);
    await wait(latencyMs(effect.ms, state.random), undefined, { signal }).catch(() => undefined);
  }
  const effects = met.map(({ effect }) => effect);
  const answer = effects.reduce(
    (soFar, effect) => spoil(state, asked, effect, soFar),
    effects.map((effect) => instead(state, effect)).find((one) => one !== undefined) ?? attempt(state, asked),
  );
  const date = new Date(wallNow(state.conduct)).toUTCString();
  const told = {
    ...answer,
    headers: { date, ...answer.headers, 'x-ovh-queryid': queryId, 'x-ovh-query-id': queryId },
  };
  remember(state, asked, told.status);
  if (effects.some(({ kind }) => kind === 'drop')) breakOff(response, told);
  else await deliver(request, response, told);
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

function attempt(state: SandboxState, request: ApiRequest): Answer {
  try {
    return answerApi(state, request);
  } catch (failure) {
    return failureAnswer(failure, state.world.customs.errorDetails);
  }
}

/** What a fault answers without asking the API at all. */
function instead({ conduct }: SandboxState, effect: FaultEffect): Answer | undefined {
  if (effect.kind === 'error') {
    const { status, message = 'This failure was asked for', details } = effect;
    const usual = status < 500 ? 'Client::BadRequest' : 'Server::InternalServerError';
    return json(status, { class: effect.class ?? usual, message, ...(details ? { details } : {}) });
  }
  if (effect.kind !== 'tooMany') return undefined;
  const { retryAfterS, form = 'seconds' } = effect;
  const date = new Date(wallNow(conduct) + retryAfterS * 1000).toUTCString();
  return json(
    429,
    { class: 'Client::TooManyRequests', message: 'Too many requests came from this account' },
    { 'retry-after': form === 'seconds' ? String(retryAfterS) : date },
  );
}

const NEXT = 'x-pagination-cursor-next';

function spoil(state: SandboxState, request: ApiRequest, effect: FaultEffect, answer: Answer): Answer {
  const isPage = answer.status === 200 && answer.text.startsWith('[');
  const cursor = request.headers['x-pagination-cursor'];
  switch (effect.kind) {
    case 'endlessCursor':
      if (!isPage || NEXT in answer.headers) return answer;
      return { ...answer, headers: { ...answer.headers, [NEXT]: firstCursor(state, request) } };
    case 'repeatedCursor': {
      if (!isPage) return answer;
      const next =
        typeof cursor === 'string' ? cursor : (answer.headers[NEXT] ?? firstCursor(state, request));
      return { ...answer, headers: { ...answer.headers, [NEXT]: next } };
    }
    case 'duplicates':
      return isPage && typeof cursor === 'string' ? withFirstItem(state, request, answer) : answer;
    default:
      return { ...answer, ...spoilBody(effect, answer) };
  }
}

/** A cursor to the beginning of a list. */
function firstCursor({ world }: SandboxState, { url }: ApiRequest): string {
  const path = url.pathname.replace(/^\/v2/, '').replace(/\/$/, '');
  return world.cursors.write(`${path}?${url.searchParams.toString()}`, 0);
}

function withFirstItem(state: SandboxState, request: ApiRequest, answer: Answer): Answer {
  const headers = { ...request.headers };
  delete headers['x-pagination-cursor'];
  const first = readList(attempt(state, { ...request, headers }).text);
  return { ...answer, text: JSON.stringify([...first.slice(0, 1), ...readList(answer.text)]) };
}

function readList(text: string): readonly unknown[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value : [];
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
