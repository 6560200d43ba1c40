import { json, type Answer } from './delivery.js';

/** An answer that says no, in the branch's own words: `{class, message}`, and `details` where that is the custom. */
export class Refusal extends Error {
  readonly status: number;
  readonly class: string;
  readonly details: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    errorClass: string,
    message: string,
    details: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.class = errorClass;
    this.details = details;
    this.headers = headers;
  }
}

/** A refusal, or any other failure, as the branch words it; with `details` only where that is the custom. */
export function failureAnswer(failure: unknown, hasDetails = true): Answer {
  const refusal =
    failure instanceof Refusal
      ? failure
      : new Refusal(500, 'Server::InternalServerError', `The sandbox failed: ${String(failure)}`);
  const { status, message, details, headers } = refusal;
  const shownDetails = hasDetails && Object.keys(details).length > 0 ? { details } : {};
  return json(status, { class: refusal.class, message, ...shownDetails }, headers);
}
