import type { ApiResponse } from './api.js';

/** Different calls of an account that are kept. */
const MOST_CALLS = 5_000;

/** A call that the API answered. */
export type SessionCall = Pick<ApiResponse, 'method' | 'path'>;

/** Which calls were made since the window was opened, each once, without their queries and bodies. */
export class SessionCalls {
  readonly #calls = new Map<string, Map<string, SessionCall>>();

  /** Whether that call was not made before. */
  note(account: string, { method, path }: SessionCall): boolean {
    const calls = this.#calls.get(account) ?? new Map<string, SessionCall>();
    this.#calls.set(account, calls);
    const plain = path.split('?', 1).join('');
    const key = `${method} ${plain}`;
    if (calls.has(key) || calls.size >= MOST_CALLS) return false;
    calls.set(key, { method, path: plain });
    return true;
  }

  of(account: string): readonly SessionCall[] {
    return [...(this.#calls.get(account)?.values() ?? [])];
  }
}
