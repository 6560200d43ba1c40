import { setTimeout as wait } from 'node:timers/promises';
import { json, type Answer } from '../answers/delivery.js';
import {
  wallNow,
  type ApiRequest,
  type Attempt,
  type Between,
  type SandboxState,
  type Sent,
} from '../server/state.js';
import { latencyMs, spoilBody, type FaultEffect, type Faults } from './faults.js';

/** Lets the faults that wait for a request come between it and its answer. */
export function betweenBy(faults: Faults): Between {
  return async (request, attempt, state): Promise<Sent> => {
    const met = faults.meeting(request.method, request.url.pathname);
    for (const { effect, cleared } of met) {
      if (effect.kind !== 'latency') continue;
      const signal = AbortSignal.any([state.stopping, cleared]);
      await wait(latencyMs(effect.ms, state.random), undefined, { signal }).catch(() => undefined);
    }
    const effects = met.map(({ effect }) => effect);
    const answer = effects.reduce(
      (soFar, effect) => spoil({ state, request, attempt }, effect, soFar),
      effects.map((effect) => instead(state, effect)).find((one) => one !== undefined) ?? attempt(request),
    );
    return { answer, breaksOff: effects.some(({ kind }) => kind === 'drop') };
  };
}

/** A request that a fault has met. */
interface Met {
  readonly state: SandboxState;
  readonly request: ApiRequest;
  readonly attempt: Attempt;
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

function spoil(met: Met, effect: FaultEffect, answer: Answer): Answer {
  const { state, request } = met;
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
      return isPage && typeof cursor === 'string' ? withFirstItem(met, answer) : answer;
    default:
      return { ...answer, ...spoilBody(effect, answer) };
  }
}

/** A cursor to the beginning of a list. */
function firstCursor({ world }: SandboxState, { url }: ApiRequest): string {
  const path = url.pathname.replace(/^\/v2/, '').replace(/\/$/, '');
  return world.cursors.write(`${path}?${url.searchParams.toString()}`, 0);
}

function withFirstItem({ request, attempt }: Met, answer: Answer): Answer {
  const headers = { ...request.headers };
  delete headers['x-pagination-cursor'];
  const first = readList(attempt({ ...request, headers }).text);
  return { ...answer, text: JSON.stringify([...first.slice(0, 1), ...readList(answer.text)]) };
}

function readList(text: string): readonly unknown[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value : [];
}
