import * as vscode from 'vscode';
import { Failures, type FailuresOptions, type ReportOptions } from './failures.js';
import { RequestLog } from './requestLog.js';
import { SecretValues } from '../../api/secretValues.js';

/** How every part speaks to people and the log: sentences for failures, lines for requests, and no secret in either. */
export interface Reporting {
  readonly log: vscode.LogOutputChannel;
  readonly requests: RequestLog;
  readonly failures: Failures;
  readonly secretValues: SecretValues;
  /** Reports a failure to the user, once. */
  readonly reportFailure: (failure: unknown, options?: ReportOptions) => void;
  /** Logs a failure that is shown elsewhere, and gives its sentence for there. */
  readonly note: (failure: unknown) => string;
  /** One sentence for a failure, without secrets. */
  readonly describe: (failure: unknown) => string;
  /** What the API said of its refusal, quoted and without secrets; `undefined` when it said nothing. */
  readonly quote: (failure: unknown) => string | undefined;
  /** From now on these texts are shown nowhere. */
  readonly onSecrets: (texts: readonly string[]) => void;
  /** Whether a text is a secret that is known: it is kept in no file, in any field. */
  readonly isKnownSecret: (text: string) => boolean;
  readonly dispose: () => void;
}

/** Opens the log channel and what is reported by it. */
export function openReporting(options: FailuresOptions): Reporting {
  const log = vscode.window.createOutputChannel('OVHcloud API', { log: true });
  const secretValues = new SecretValues();
  const failures = new Failures(log, secretValues, options);
  return {
    log,
    failures,
    secretValues,
    requests: new RequestLog({
      channel: log,
      redact: (text) => secretValues.redact(text),
      isTracing: () => log.logLevel === vscode.LogLevel.Trace,
    }),
    reportFailure: (failure, about) => {
      failures.report(failure, about);
    },
    note: (failure) => failures.note(failure),
    describe: (failure) => failures.describe(failure).message,
    quote: (failure) => failures.quote(failure),
    onSecrets: (texts) => {
      secretValues.learnTexts(texts);
    },
    isKnownSecret: (text) => secretValues.isSecret(text),
    dispose: () => {
      log.dispose();
    },
  };
}
