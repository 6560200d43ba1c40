import * as vscode from 'vscode';
import type { ApiRequest } from '../../api/api.js';
import { isWrite } from '../../api/cloudWrite.js';
import type { IsSecretField } from '../../resource/secretFields.js';
import { requestDigest, shownRequest, type SendContext } from '../../scratchpad/sentRequest.js';
import type { ShownRequest } from '../../scratchpad/toApiRequest.js';
import { displayText } from '../shell/displayText.js';
import { confirmsHarm } from '../shell/questions.js';

/** How much of a request a question shows. */
const SHOWN_LINES = 25;
const SHOWN_CHARACTERS = 200;

/** A request that is about to be sent. */
export interface AskedRequest {
  /** The account that sends it. */
  readonly account: string;
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
  /** By account and by all that is sent, whatever the request's name. */
  readonly #confirmed = new Set<string>();

  /** Whether a request may be sent: one that only reads always may. */
  async confirms({ account, request, context, isSecret, shown, asksOnce }: AskedRequest): Promise<boolean> {
    const { method } = request;
    if (!isWrite(method)) return true;
    const remembered = `${account} ${requestDigest(request, context)}`;
    if (asksOnce && this.#confirmed.has(remembered)) return true;
    const isAgreed = await confirmsHarm({
      question: vscode.l10n.t('Send this {0} request?', method),
      detail: detailOf(shownRequest(request, context, isSecret, shown)),
      act: vscode.l10n.t('Send'),
      keep: vscode.l10n.t('Keep Editing'),
    });
    if (isAgreed && asksOnce) this.#confirmed.add(remembered);
    return isAgreed;
  }
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
