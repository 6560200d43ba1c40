import * as vscode from 'vscode';
import type { ApiRequest } from '../../api/api.js';
import { isGuarded, type Account } from '../../api/account.js';
import { isWrite } from '../../api/cloudWrite.js';
import type { IsSecretField } from '../../resource/secretFields.js';
import { requestDigest, shownRequest, type SendContext } from '../../scratchpad/sentRequest.js';
import type { ShownRequest } from '../../scratchpad/toApiRequest.js';
import { displayLine, displayText } from '../../resource/displayText.js';
import { askHarm } from '../shell/questions.js';

/** How much of a request a question shows. */
const SHOWN_LINES = 25;
const SHOWN_CHARACTERS = 200;

/** A request that is about to be sent. */
export interface AskedRequest {
  /** The account that sends it. */
  readonly account: Account;
  /** The file that it is written in. */
  readonly file: string;
  /** What people call the resource that it is about, where that is known. */
  readonly resource?: string | undefined;
  readonly request: ApiRequest;
  readonly context: SendContext;
  /** What of its body is not shown. */
  readonly isSecret: IsSecretField;
  /** Its parts with dots for what of it is secret. */
  readonly shown?: ShownRequest;
  /** `# @confirm off`: whether the very same request is asked about only once. */
  readonly asksOnce: boolean;
}

/** Asks before a request that changes the cloud, and remembers in this window which ones were agreed to once and for all. */
export class RequestConfirmations {
  /** By account and by all that is sent, regardless of the request's name. */
  readonly #confirmed = new Set<string>();

  /** By account and file: what may write without a question until the window closes. */
  readonly #files = new Set<string>();

  /** Whether a request may be sent: one that only reads always may. */
  async confirms(asked: AskedRequest): Promise<boolean> {
    const { account, request, context, isSecret, shown, asksOnce } = asked;
    const { method } = request;
    const file = `${account.id} ${asked.file}`;
    if (!isWrite(method)) return true;
    const alwaysAsks = isGuarded(account);
    if (!alwaysAsks && this.#files.has(file)) return true;
    const remembered = `${account.id} ${requestDigest(request, context)}`;
    if (!alwaysAsks && asksOnce && this.#confirmed.has(remembered)) return true;
    const send = vscode.l10n.t('Send');
    const sendAll = vscode.l10n.t('Send and Don’t Ask Again in This File');
    const pressed = await askHarm({
      account,
      question: questionOf(asked),
      detail: detailOf(shownRequest(request, context, isSecret, shown)),
      acts: alwaysAsks ? [send] : [send, sendAll],
      keep: vscode.l10n.t('Keep Editing'),
    });
    if (pressed === sendAll) this.#files.add(file);
    if (pressed !== undefined && asksOnce) this.#confirmed.add(remembered);
    return pressed !== undefined;
  }

  /** Whether writes of a file are sent without a question. */
  isTrusted(account: string, file: string): boolean {
    return this.#files.has(`${account} ${file}`);
  }

  /** Asks again before each write of a file. */
  askAgain(account: string, file: string): void {
    this.#files.delete(`${account} ${file}`);
  }
}

function questionOf({ request: { method }, resource }: AskedRequest): string {
  if (resource === undefined) return vscode.l10n.t('Send this {0} request?', method);
  return vscode.l10n.t('Send this {0} request for “{1}”?', method, displayLine(resource, { limit: 80 }));
}

/** As much as a dialog has room for; the request itself is in the file. */
function detailOf(lines: readonly string[]): string {
  const shown = lines.slice(0, SHOWN_LINES).map(readable);
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [vscode.l10n.t('… and {0} more', left)] : [])].join('\n');
}

/** A line with its indentation, nothing in it that is invisible or turns the reading direction. */
function readable(line: string): string {
  const text = line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
  return displayText(text);
}
