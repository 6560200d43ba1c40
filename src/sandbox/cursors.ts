import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.js';

/** Cursors that only this sandbox can make, each good for one list. */
export class Cursors {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  write(path: string, offset: number): string {
    const payload = Buffer.from(JSON.stringify({ path, offset })).toString('base64url');
    return `${payload}.${this.#mac(payload)}`;
  }

  /** Where the list goes on. Throws a `Refusal` with 400 for a cursor that is not ours, or another list's. */
  read(path: string, cursor: string): number {
    const [payload = '', mac = ''] = cursor.split('.');
    const expected = Buffer.from(this.#mac(payload));
    const given = Buffer.from(mac);
    if (given.length === expected.length && timingSafeEqual(given, expected)) {
      const { path: own, offset } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
        readonly path: string;
        readonly offset: number;
      };
      if (own === path) return offset;
    }
    throw new Refusal(400, 'Client::BadRequest::InvalidCursor', 'This cursor is not one of this list');
  }

  #mac(payload: string): string {
    return createHmac('sha256', this.#secret).update(payload).digest('base64url').slice(0, 22);
  }
}
