import type * as vscode from 'vscode';
import type { RequestLine, RequestLog as ApiRequestLog, RequestTrace } from '../../api/apiClient.js';
import { requestLine } from '../../api/requestLogLine.js';

export interface RequestLogOptions {
  readonly channel: Pick<vscode.LogOutputChannel, 'info' | 'warn' | 'trace'>;
  /** Takes out of a text the secrets that are known. */
  readonly redact: (text: string) => string;
  /** Whether the channel shows its trace level now. */
  readonly isTracing: () => boolean;
}

/**
 * Writes one line a request into the extension's log channel; what failed is a warning, all else is information. Bodies are
 * written at the trace level only.
 */
export class RequestLog implements ApiRequestLog {
  readonly #options: RequestLogOptions;

  constructor(options: RequestLogOptions) {
    this.#options = options;
  }

  request(line: RequestLine): void {
    const isFine = line.status !== undefined && line.status < 400 && line.failure === undefined;
    // A path is typed by hand in request files, and an identifier may be anything.
    const text = this.#options.redact(requestLine(line));
    if (isFine || line.failure === 'cancelled') this.#options.channel.info(text);
    else this.#options.channel.warn(text);
  }

  isTracing(): boolean {
    return this.#options.isTracing();
  }

  trace(trace: RequestTrace): void {
    const { method, path, requestHeaders, requestBody, status, responseHeaders, responseBody } = trace;
    const lines = [
      `> ${method} ${path}`,
      ...headerLines('>', requestHeaders),
      ...(requestBody === undefined ? [] : [requestBody]),
      `< ${String(status)}`,
      ...headerLines('<', responseHeaders),
      responseBody,
    ];
    this.#options.channel.trace(this.#options.redact(lines.join('\n')));
  }
}

function headerLines(mark: string, headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).map(([name, value]) => `${mark} ${name}: ${value}`);
}
