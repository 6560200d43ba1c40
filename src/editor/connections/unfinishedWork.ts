import * as vscode from 'vscode';
import * as v from 'valibot';
import { nameOf } from '../../api/answers.js';
import { isWrite } from '../../api/cloudWrite.js';
import type { RequestName } from '../../api/errors.js';
import type { OwnFile } from './ownFile.js';
import { addressOf, type ResourceAddress } from '../../resource/address.js';
import { showWarning } from '../shell/messages.js';

const NAMED = 10;

const unfinished = v.object({
  /** Requests without an answer. */
  requests: v.array(v.object({ account: v.string(), path: v.string() })),
  /** The names of what several changes had left to send, one more than is reported. */
  unsent: v.array(v.string()),
});
type Unfinished = v.InferOutput<typeof unfinished>;

/**
 * What changes the cloud and has not come to its end, kept on the disk: when the window or the extension's process ends in the
 * middle, the next one can tell what is uncertain. What another window is still sending is left to that window.
 */
export class UnfinishedWork {
  readonly #file: OwnFile;
  readonly #note: (failure: unknown) => void;
  readonly #requests = new Set<Unfinished['requests'][number]>();
  readonly #runs = new Set<{ unsent: readonly string[] }>();

  constructor(file: OwnFile, note: (failure: unknown) => void) {
    this.#file = file;
    this.#note = note;
  }

  /** Sends a request of an account, known as under way until it is answered. Rejects with what `send` rejects with. */
  async duringRequest<T>(account: string, asked: RequestName, send: () => Promise<T>): Promise<T> {
    if (!isWrite(asked.method)) return send();
    const request = { account, path: nameOf(asked).path };
    this.#requests.add(request);
    // Before it is sent: afterwards may be too late.
    await this.#keep();
    try {
      return await send();
    } finally {
      this.#requests.delete(request);
      void this.#keep();
    }
  }

  /** Begins to send several changes. `left` receives the names that are not sent yet, `end` when it is over. */
  begin(): { readonly left: (unsent: readonly string[]) => void; readonly end: () => void } {
    const run = { unsent: [] as readonly string[] };
    this.#runs.add(run);
    return {
      left: (unsent) => {
        // No more than is reported: it is written down again with each change.
        run.unsent = unsent.slice(0, NAMED + 1);
        void this.#keep();
      },
      end: () => {
        this.#runs.delete(run);
        void this.#keep();
      },
    };
  }

  /** Says what windows and processes that have ended left unfinished, if anything: once, by the first window or process. */
  async reportEarlier(nameOf: (address: ResourceAddress) => string): Promise<void> {
    const left = (await this.#file.takeLeft()).flatMap((value) => {
      const read = v.safeParse(unfinished, value);
      return read.success ? [read.output] : [];
    });
    const requests = left.flatMap((one) => one.requests);
    const unsent = left.flatMap((one) => one.unsent);
    if (requests.length + unsent.length === 0) return;
    const names = requests.map(({ account, path }) => nameOf(addressOf(account, path)));
    const parts = [
      vscode.l10n.t('The extension stopped while changes were being sent.'),
      ...(names.length > 0
        ? [vscode.l10n.t('May have been applied: {0}. Check before you send again.', listed(names))]
        : []),
      ...(unsent.length > 0 ? [vscode.l10n.t('Not sent: {0}.', listed(unsent))] : []),
    ];
    void showWarning(parts.join(' '));
  }

  async #keep(): Promise<void> {
    const now: Unfinished = {
      requests: [...this.#requests],
      unsent: [...this.#runs].flatMap(({ unsent }) => unsent),
    };
    const isNothing = now.requests.length + now.unsent.length === 0;
    try {
      await this.#file.keep(isNothing ? undefined : now);
    } catch (failure) {
      this.#note(failure);
    }
  }
}

function listed(names: readonly string[]): string {
  const left = names.length - NAMED;
  return left > 0 ? `${names.slice(0, NAMED).join(', ')}, …` : names.join(', ');
}
