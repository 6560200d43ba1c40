import * as vscode from 'vscode';
import { CancelledError } from '../../api/errors.js';
import { describeFailure } from './describeFailure.js';

export { describeFailure } from './describeFailure.js';

export interface ReportOptions {
  /** Offered as "Retry". */
  readonly retry?: (() => void) | undefined;
  /** What was being done, as a noun phrase that begins the sentence. */
  readonly what?: string | undefined;
}

/** Tells the user of a failure, once, with what can be done about it. */
export class Failures {
  readonly #log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  report(error: unknown, options: ReportOptions = {}): void {
    if (error instanceof CancelledError || error instanceof vscode.CancellationError) return;
    const { message } = describeFailure(error, options.what);
    this.#log.error(message);
    void vscode.window.showErrorMessage(message);
  }
}
