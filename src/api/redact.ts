import secureJson from 'secure-json-parse';
import { isTooDeep } from './nesting.js';

/** What is in place of a secret. */
export const REDACTED = '•••';

/** Whether a place in a JSON value, given as its keys from the outside in, holds a secret. */
export type IsSecretPlace = (place: readonly string[]) => boolean;

/** Longer bodies, and those that are nested beyond all reason, are not looked into: a log is no place for them. */
const LONGEST_BODY = 256 * 1024;

const SECRET_NAME =
  /passw(?:or)?d|passphrase|pwd$|secret(?!s?name|s?id|s?url|s?uri)|token$|apikey|privatekey|accesskey|applicationkey|consumerkey|credentials?$|kubeconfig|authorization|cookie|^otp|otp$|pincode|signature$/;

/** Whether a key, header or parameter is called like a secret, in any spelling: `access_token`, `X-Ovh-Signature`. */
export function isSecretName(name: string): boolean {
  return (
    SECRET_NAME.test(name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase()) ||
    /^x-ovh-(?:application|consumer)$/i.test(name)
  );
}

/** Headers as they may be logged. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretName(name) ? REDACTED : redactText(value)]),
  );
}

/**
 * A body as it may be logged: JSON by its keys and by `isSecret`, anything else by what looks like a secret. JSON that can't
 * be read, such as an answer that was cut short, is not shown at all: its keys tell nothing.
 */
export function redactBody(text: string, isSecret: IsSecretPlace = () => false): string {
  if (text.length > LONGEST_BODY || isTooDeep(text)) return `(${String(text.length)} characters)`;
  let json: unknown;
  try {
    json = secureJson.parse(text, undefined, { protoAction: 'remove', constructorAction: 'ignore' });
  } catch {
    if (/^\s*[[{]/.test(text)) return `(${String(text.length)} characters of incomplete JSON)`;
    return redactText(text);
  }
  return JSON.stringify(redactJson(json, isSecret));
}

/** A copy of a JSON value without its secrets. Keys are looked at as well as values: either may have been chosen by others. */
export function redactJson(
  value: unknown,
  isSecret: IsSecretPlace = () => false,
  place: readonly string[] = [],
): unknown {
  if (isSecretValue(value) && place.length > 0 && (isSecretName(place.at(-1) ?? '') || isSecret(place)))
    return REDACTED;
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value))
    return value.map((one, index) => redactJson(one, isSecret, [...place, String(index)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [redactText(key), redactJson(one, isSecret, [...place, key])]),
  );
}

/** Yes, no and nothing give nothing away, and say whether something is set. */
function isSecretValue(value: unknown): boolean {
  return value !== null && typeof value !== 'boolean' && value !== '';
}

const NAMED =
  /((?:application[_-]?(?:key|secret)|consumer[_-]?key|client[_-]?secret|access[_-]?token|refresh[_-]?token|credential[_-]?token|password|passwd|secret|authorization|cookie|x-ovh-(?:application|consumer|signature)|token)["']?\s*[:=]\s*["']?(?:bearer\s+|basic\s+)?)([^\s"',;&}]+)/gi;
const SCHEME = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
// From the beginning of a word: from each letter on, a long word would be read as often as it has letters.
const USER_INFO = /\b(\w+:\/\/)[^\s/@]+@/g;
const SIGNATURE = /\$1\$[0-9a-f]{40}/gi;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** Takes out of a text all that looks like a secret. For words and addresses that others wrote. */
export function redactText(text: string): string {
  return text
    .replaceAll(PRIVATE_KEY, REDACTED)
    .replaceAll(NAMED, `$1${REDACTED}`)
    .replaceAll(SCHEME, `$1 ${REDACTED}`)
    .replaceAll(SIGNATURE, REDACTED)
    .replaceAll(USER_INFO, `$1${REDACTED}@`);
}
