/** How long the client waits, how much it reads, and how often it tries. */
export interface ClientLimits {
  readonly connectTimeoutMs: number;
  /** Until the answer begins. */
  readonly headersTimeoutMs: number;
  /** Between two pieces of a body. */
  readonly bodyTimeoutMs: number;
  /** Of a whole body, from its first piece to its last. */
  readonly answerTimeoutMs: number;
  /** Of a body, packed and unpacked. A longer one is not read to its end. */
  readonly bodyBytes: number;
  /** How often one read is sent at most, the first time included. */
  readonly attempts: number;
  /** The first pause before a retry is at most this long; each further one at most twice the one before. */
  readonly retryBaseMs: number;
  /** The longest pause before a retry. An API that asks for a longer one is not asked again. */
  readonly retryPauseMs: number;
  /** No retry begins later than this after the first attempt. */
  readonly retryWithinMs: number;
  /** Requests of the account on their way at once, each on a separate connection. */
  readonly inFlight: number;
  /** Pages of one list: one that goes on after that does not end. */
  readonly pages: number;
}

export const defaultLimits: ClientLimits = {
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 60_000,
  bodyTimeoutMs: 60_000,
  answerTimeoutMs: 120_000,
  bodyBytes: 32 * 1024 * 1024,
  attempts: 4,
  retryBaseMs: 250,
  retryPauseMs: 20_000,
  retryWithinMs: 30_000,
  inFlight: 10,
  pages: 10_000,
};
