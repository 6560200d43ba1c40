import type * as vscode from 'vscode';
import type { RequestLine, RequestLog as ApiRequestLog } from '../../api/apiClient.js';
import { requestLine } from './requestLine.js';

/** Writes one line a request into the extension's log channel; what failed is a warning, all else is information. */
export class RequestLog implements ApiRequestLog {
  readonly #channel: Pick<vscode.LogOutputChannel, 'info' | 'warn'>;

  constructor(channel: Pick<vscode.LogOutputChannel, 'info' | 'warn'>) {
    this.#channel = channel;
  }

  request(line: RequestLine): void {
    const isFine = line.status !== undefined && line.status < 400;
    if (isFine || line.failure === 'cancelled') this.#channel.info(requestLine(line));
    else this.#channel.warn(requestLine(line));
  }
}
