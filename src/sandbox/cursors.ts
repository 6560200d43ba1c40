import { createHmac, timingSafeEqual } from 'node:crypto';
import { isJsonObject } from '../schema/openapi.js';
import { Refusal } from './refusal.js';

/** Long enough to read a list at leisure, in milliseconds. */
const LIFE_MS = 15 * 60_000;

/** Cursors that only this sandbox can make, each good for one list and for a while. */
export class Cursors {
  readonly #secret: string;
  readonly #now: () => number;
  /** Milliseconds. */
  lifeMs = LIFE_MS;
  #serial = 0;
  #firstGood = 0;

  /** @param now milliseconds since 1970. */
  constructor(secret: string, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  /** No two are alike, even for the same place. */
  write(path: string, offset: number): string {
    const until = this.#now() + this.lifeMs;
    const content = JSON.stringify({ path, offset, until, serial: this.#serial++ });
    const payload = Buffer.from(content).toString('base64url');
    return `${payload}.${this.#mac(payload)}`;
  }

  /** Where the list goes on. Throws a `Refusal` with 400 for a cursor that is not ours, another list's, or too old. */
  read(path: string, cursor: string): number {
    const content = this.#open(cursor);
    const { offset, until, serial } = content ?? {};
    const isOurs = typeof offset === 'number' && typeof until === 'number' && typeof serial === 'number';
    if (content?.path !== path || !isOurs) {
      throw new Refusal(400, 'Client::BadRequest::InvalidCursor', 'This cursor is not one of this list');
    }
    if (until < this.#now() || serial < this.#firstGood) {
      throw new Refusal(
        400,
        'Client::BadRequest::ExpiredCursor',
        'This cursor is too old: start the list again',
      );
    }
    return offset;
  }

  /** All that were given so far are too old from now on. */
  expire(): void {
    this.#firstGood = this.#serial;
  }

  #open(cursor: string): Readonly<Record<string, unknown>> | undefined {
    const [payload = '', mac = ''] = cursor.split('.');
    const expected = Buffer.from(this.#mac(payload));
    const given = Buffer.from(mac);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const content: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return isJsonObject(content) ? content : undefined;
  }

  #mac(payload: string): string {
    return createHmac('sha256', this.#secret).update(payload).digest('base64url').slice(0, 22);
  }
}
