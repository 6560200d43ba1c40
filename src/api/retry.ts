import type { ClientLimits } from './clientLimits.js';
import { ApiError, NetworkError } from './errors.js';

/** What an attempt came to: an answer's status, or what was thrown in its place. */
export type Outcome =
  | { readonly status: number; readonly retryAfterMs: number | undefined }
  | { readonly failure: Error };

export type RetryLimits = Pick<ClientLimits, 'attempts' | 'retryBaseMs' | 'retryPauseMs' | 'retryWithinMs'>;

/** Statuses that say nothing of the request itself: asked too often, or no server available. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * How long to wait before a read is sent again; `undefined` to leave it at this outcome. The pause grows twofold, and any part of it
 * may be taken ("full jitter"), so that clients that failed together do not come back together. What the API asks for
 * is kept to and never shortened; when that is longer than a person would wait, they see the failure instead.
 */
export function retryDelayMs(
  outcome: Outcome,
  tried: { readonly attempts: number; readonly elapsedMs: number },
  limits: RetryLimits,
  random: () => number,
): number | undefined {
  if (tried.attempts >= limits.attempts || !isPassing(outcome)) return undefined;
  const ceilingMs = Math.min(limits.retryPauseMs, limits.retryBaseMs * 2 ** (tried.attempts - 1));
  const askedMs = 'status' in outcome ? outcome.retryAfterMs : undefined;
  if (askedMs !== undefined && askedMs > limits.retryPauseMs) return undefined;
  const delayMs = (askedMs ?? 0) + random() * ceilingMs;
  return tried.elapsedMs + delayMs > limits.retryWithinMs ? undefined : delayMs;
}

function isPassing(outcome: Outcome): boolean {
  if ('status' in outcome) return PASSING.has(outcome.status);
  const { failure } = outcome;
  // What a certificate or a proxy refuses once, it refuses again.
  if (failure instanceof NetworkError) return !['tls', 'proxy', 'proxyAddress'].includes(failure.reason);
  return failure instanceof ApiError && PASSING.has(failure.status);
}

/** How many retries may be saved up, and how many first attempts earn one more. */
const SAVED = 10;
const EARNED = 0.1;

/** Keeps retries a small share of all requests, so that an API that is down is not asked four times as often. */
export class RetryBudget {
  #left = SAVED;

  /** A request was made. */
  earn(): void {
    this.#left = Math.min(SAVED, this.#left + EARNED);
  }

  /** Takes one retry out, when there is one. */
  spend(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
