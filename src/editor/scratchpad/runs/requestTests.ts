import * as vscode from 'vscode';
import { apiError, nameOf } from '../../../api/answers.js';
import type { Api } from '../../../api/api.js';
import { CancelledError } from '../../../api/errors.js';
import type { Verdict } from '../../../scratchpad/expectations.js';
import { shownVerdict } from '../../../scratchpad/shownVerdict.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { displayLine } from '../../../resource/displayText.js';
import { rangeOf, type RequestDocuments } from '../requestDocuments.js';
import type { FoundRequest } from '../requestSender.js';
import type { SendOutcome } from './run.js';
import type { RunCommandOptions } from './runOptions.js';
import { runText } from './runText.js';
import { TestItems } from './testItems.js';
import { labelText } from '../../shell/labelText.js';

export interface RequestTestsOptions extends Pick<RunCommandOptions, 'sender' | 'api' | 'find'> {
  readonly documents: RequestDocuments;
  /** Whether a text is a secret that was seen somewhere. */
  readonly isKnownSecret: (text: string) => boolean;
  readonly note: (failure: unknown) => string;
}

/** The requests with `# @expect` in VS Code's Test Explorer. They can be run in trusted workspaces: running them sends requests. */
export function registerRequestTests(options: RequestTestsOptions): vscode.Disposable {
  const controller = vscode.tests.createTestController(
    'ovhApi.requests',
    vscode.l10n.t('OVHcloud API Requests'),
  );
  const offerToRun = (): void => {
    controller.createRunProfile(
      vscode.l10n.t('Send'),
      vscode.TestRunProfileKind.Run,
      (request, token) => runTests(options, controller, request, token),
      true,
    );
  };
  if (vscode.workspace.isTrusted) offerToRun();
  return vscode.Disposable.from(
    vscode.workspace.onDidGrantWorkspaceTrust(offerToRun),
    new TestItems(controller, options.documents),
    controller,
  );
}

async function runTests(
  options: RequestTestsOptions,
  controller: vscode.TestController,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const run = controller.createTestRun(request);
  const tests = testsOf(controller, request);
  for (const test of tests) run.enqueued(test);
  const api = options.api();
  const signal = abortSignal(token);
  for (const test of tests) {
    if (signal.aborted) run.skipped(test);
    else if (api) await runTest(options, api, { run, test, signal });
    else run.errored(test, new vscode.TestMessage(vscode.l10n.t('Sign in to an account first.')));
  }
  run.end();
}

/** The requests that are to be run, in the order of their files. */
function testsOf(
  controller: vscode.TestController,
  { include, exclude = [] }: vscode.TestRunRequest,
): readonly vscode.TestItem[] {
  const roots = include ?? [...controller.items].map(([, item]) => item);
  return roots.flatMap((item): readonly vscode.TestItem[] => {
    if (exclude.includes(item)) return [];
    if (item.children.size === 0) return [item];
    const children = [...item.children].map(([, child]) => child).filter((child) => !exclude.includes(child));
    return children.sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  });
}

interface RunningTest {
  readonly run: vscode.TestRun;
  readonly test: vscode.TestItem;
  readonly signal: AbortSignal;
}

async function runTest(
  options: RequestTestsOptions,
  api: Api,
  { run, test, signal }: RunningTest,
): Promise<void> {
  const { sender, find, note } = options;
  const found = test.uri && (await find(test.uri, test.id));
  if (!found) {
    run.skipped(test);
    return;
  }
  run.started(test);
  try {
    const outcome = await sender.send(api, found, { signal, isShown: false });
    reportOutcome(options, run, test, found, outcome);
  } catch (failure) {
    if (failure instanceof CancelledError) run.skipped(test);
    else run.errored(test, new vscode.TestMessage(note(failure)));
  }
}

function reportOutcome(
  { isKnownSecret }: RequestTestsOptions,
  run: vscode.TestRun,
  test: vscode.TestItem,
  found: FoundRequest,
  outcome: SendOutcome,
): void {
  const text = displayLine(runText(outcome));
  const { uri } = found.document;
  const at = new vscode.Location(uri, rangeOf(found.document, found.request.method.span));
  // Without a place: VS Code would write it at the end of the line, where the last run is reported already.
  run.appendOutput(`${labelText(test.label, text)}\r\n`, undefined, test);
  if (outcome.kind === 'stopped') run.skipped(test);
  else if (outcome.kind !== 'answered') run.errored(test, messageAt(new vscode.TestMessage(text), at));
  else {
    const messages = faultsOf(found, outcome, at, isKnownSecret);
    const { durationMs } = outcome.result.response;
    if (messages.length === 0) run.passed(test, durationMs);
    else run.failed(test, messages, durationMs);
  }
}

/** What is wrong with a response, each at its line. */
function faultsOf(
  { document }: FoundRequest,
  { verdict, result: { response } }: Extract<SendOutcome, { readonly kind: 'answered' }>,
  at: vscode.Location,
  isKnownSecret: (text: string) => boolean,
): readonly vscode.TestMessage[] {
  const unmet = verdict.verdicts
    .filter(({ isMet }) => !isMet)
    .map((one) => {
      const place = new vscode.Location(document.uri, rangeOf(document, one.expectation.span));
      return messageAt(messageOf(one, isKnownSecret), place);
    });
  if (verdict.isAccepted) return unmet;
  const { said } = apiError(nameOf(response), response, Date.now());
  const refusal = new vscode.TestMessage(refusalText(response.status, said));
  return [messageAt(refusal, at), ...unmet];
}

function messageAt(message: vscode.TestMessage, at: vscode.Location): vscode.TestMessage {
  message.location = at;
  return message;
}

function refusalText(status: number, said: string | undefined): string {
  return said === undefined
    ? vscode.l10n.t('The API responded with {0}.', status)
    : vscode.l10n.t('The API responded with {0}: {1}', status, displayLine(said));
}

/** What was expected and what was found. */
function messageOf(verdict: Verdict, isKnownSecret: (text: string) => boolean): vscode.TestMessage {
  const { expected, found } = shownVerdict(verdict, isKnownSecret);
  const actual = found ?? vscode.l10n.t('nothing');
  const { text } = verdict.expectation;
  return vscode.TestMessage.diff(
    vscode.l10n.t('Expected {0}, found {1}', displayLine(text), displayLine(actual)),
    expected,
    actual,
  );
}
