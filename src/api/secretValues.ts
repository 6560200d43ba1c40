import { encodeText } from './encodeText.js';
import type { Credential } from './account.js';
import { REDACTED, redactText } from './redact.js';

/** Shorter ones would blot out parts of words: they go where they are a whole JSON text. */
const MIN_LENGTH = 8;

/**
 * The secrets that are in use, so that they can be taken out of all that is shown, logged or copied, even when a user
 * else's message repeats them without saying what they are.
 */
export class SecretValues {
  /** What takes the place of each spelling of a secret. */
  readonly #values = new Map<string, string>();
  readonly #texts = new Set<string>();

  /** From now on the credential's secrets are taken out of texts. */
  learn(credential: Credential): void {
    this.learnTexts(secretsOf(credential));
  }

  /** From now on these texts are taken out of others: what was typed where a spec holds a secret. */
  learnTexts(texts: readonly string[]): void {
    for (const value of texts) {
      const json = JSON.stringify(value);
      if (value === '') continue;
      if (value.length < MIN_LENGTH) {
        this.#values.set(json, JSON.stringify(REDACTED));
        continue;
      }
      this.#texts.add(value);
      for (const spelling of [value, encodeText(value), json.slice(1, -1)]) {
        this.#values.set(spelling, REDACTED);
      }
    }
  }

  /** Whether a text is one of them that nothing else is likely to be. */
  isSecret(text: string): boolean {
    return this.#texts.has(text);
  }

  /** The text without the secrets that are known and without what looks like one. */
  redact(text: string): string {
    let redacted = text;
    // The longest first: one secret may be the beginning of another.
    for (const [value, shown] of [...this.#values].sort(([a], [b]) => b.length - a.length)) {
      redacted = redacted.replaceAll(value, shown);
    }
    return redactText(redacted);
  }
}

function secretsOf(credential: Credential): readonly string[] {
  switch (credential.kind) {
    case 'signature':
      return [credential.applicationSecret, credential.consumerKey];
    case 'serviceAccount': {
      const pair = `${credential.clientId}:${credential.clientSecret}`;
      return [credential.clientSecret, Buffer.from(pair).toString('base64')];
    }
    case 'token':
      return [credential.accessToken];
    case 'none':
      return [];
  }
}
