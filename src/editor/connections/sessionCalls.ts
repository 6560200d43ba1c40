import type { ApiResponse } from '../../api/api.js';

/** Different calls of an account that are kept. */
const MOST_CALLS = 5_000;

/** A call that the API answered. */
export type SessionCall = Pick<ApiResponse, 'method' | 'path'>;

/** Which calls were made since the window was opened, each once, without their queries and bodies. */
export class SessionCalls {
  readonly #calls = new Map<string, Map<string, SessionCall>>();

  note(account: string, { method, path }: SessionCall): void {
    const calls = this.#calls.get(account) ?? new Map<string, SessionCall>();
    this.#calls.set(account, calls);
    const plain = path.split('?', 1).join('');
    if (calls.size < MOST_CALLS) calls.set(`${method} ${plain}`, { method, path: plain });
  }

  of(account: string): readonly SessionCall[] {
    return [...(this.#calls.get(account)?.values() ?? [])];
  }
}
