import { isSecretName, redactBody, REDACTED } from '../api/redact.js';
import type { Verdict } from './expectations.js';

/** An expectation and what was found, as JSON where it is any, to be compared by eye. */
export interface ShownVerdict {
  readonly expected: string;
  /** With dots for secrets; `undefined` where the response has nothing. */
  readonly found: string | undefined;
}

/**
 * A verdict as it may be shown and kept: VS Code writes the results of tests to disk. Secret is what its place in the response is
 * called like, and what `isKnownSecret` knows.
 */
export function shownVerdict(
  { expectation, found }: Verdict,
  isKnownSecret: (text: string) => boolean,
): ShownVerdict {
  const { subject, operator, value } = expectation;
  const expected = value === '' ? operator : operator === '==' ? asJson(value) : `${operator} ${value}`;
  if (found === undefined) return { expected, found };
  const names = subject.kind === 'body' ? subject.path : subject.kind === 'header' ? [subject.name] : [];
  const json: unknown = JSON.parse(found);
  const isSecret =
    names.some((name) => isSecretName(String(name))) || (typeof json === 'string' && isKnownSecret(json));
  return { expected, found: isSecret ? REDACTED : redactBody(found) };
}

/** A text without quotes is compared with one that has them. */
function asJson(value: string): string {
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    return JSON.stringify(value);
  }
}
