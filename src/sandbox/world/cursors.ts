import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../answers/refusal.js';

/** Long enough to read a list at leisure, in milliseconds. */
export const CURSOR_LIFE_MS = 15 * 60_000;

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Cursors that clients can't make, change or read, each good for one list and for a while. What they hold is the number of
 * the member that comes next, so that members which are added or removed meanwhile move nothing.
 */
export class Cursors {
  /** Milliseconds. */
  lifeMs = CURSOR_LIFE_MS;
  readonly #key: Buffer;
  readonly #now: () => number;
  #serial = 0;
  #firstGood = 0;

  /** @param now milliseconds since 1970. */
  constructor(secret: string, now: () => number) {
    this.#key = createHash('sha256').update(secret).digest();
    this.#now = now;
  }

  /** No two are alike, even for the same place. */
  write(list: string, ordinal: number): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, iv).setAAD(Buffer.from(list));
    const content = JSON.stringify([ordinal, this.#now() + this.lifeMs, this.#serial++]);
    const body = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** Where the list goes on. Throws a `Refusal` with 400 for a cursor that is not ours, another list's, or too old. */
  read(list: string, cursor: string): number {
    const [ordinal, until, serial] = this.#open(list, cursor) ?? [];
    if (ordinal === undefined || until === undefined || serial === undefined) {
      throw new Refusal(400, 'Client::BadRequest::InvalidCursor', 'This cursor is not one of this list');
    }
    if (until < this.#now() || serial < this.#firstGood) {
      throw new Refusal(
        400,
        'Client::BadRequest::ExpiredCursor',
        'This cursor is too old: start the list again',
      );
    }
    return ordinal;
  }

  /** All that were given so far are too old from now on. */
  expire(): void {
    this.#firstGood = this.#serial;
  }

  #open(list: string, cursor: string): readonly number[] | undefined {
    const bytes = Buffer.from(cursor, 'base64url');
    // Decoding is lenient; one cursor has one spelling.
    if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== cursor) return undefined;
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(list))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const body = bytes.subarray(IV_BYTES + TAG_BYTES);
      const content: unknown = JSON.parse(decipher.update(body, undefined, 'utf8') + decipher.final('utf8'));
      return Array.isArray(content) ? content.filter((one) => typeof one === 'number') : undefined;
    } catch {
      return undefined;
    }
  }
}
