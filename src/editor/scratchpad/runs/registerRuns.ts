import * as vscode from 'vscode';
import { registerAnswerCommands, type AnswerCommandOptions } from '../answers/answerCommands.js';
import { registerAnswerLenses } from '../answers/answerLenses.js';
import { registerResourceLinks, type ResourceLinksOptions } from '../answers/resourceLinks.js';
import { registerHistory, type HistoryOptions } from '../history/registerHistory.js';
import { registerRunCommands } from './runCommands.js';
import { registerRunLenses } from './runLenses.js';
import { RunMarks } from './runMarks.js';
import type { RunCommandOptions } from './runOptions.js';
import { registerRequestTests, type RequestTestsOptions } from './requestTests.js';
import { RunStates } from './runStates.js';

/** What running requests needs of the rest of the extension. */
export interface RunSurroundings extends Pick<RunCommandOptions, 'openPanel'> {
  /** Whether a text is a secret that was seen somewhere. */
  readonly isKnownSecret: (text: string) => boolean;
  /** Fired with the account that signed out. */
  readonly onDidSignOut: vscode.Event<{ readonly id: string }>;
  /** Where responses are kept, and what of them never is. */
  readonly responseFiles: HistoryOptions['responseFiles'];
  readonly secretsOfResponse: HistoryOptions['secretsOfResponse'];
  /** What the resources in a response or a spec lead to. */
  readonly links: Omit<ResourceLinksOptions, 'responses'>;
}

export type RunsOptions = Omit<RunCommandOptions, 'states' | 'openPanel' | 'command'> &
  RunSurroundings &
  Pick<AnswerCommandOptions, 'command'> &
  Pick<RequestTestsOptions, 'documents' | 'note'> &
  Pick<HistoryOptions, 'register' | 'workspaceState'>;

/** What is seen of the runs of requests, and all that can be done with them and their responses. */
export function registerRuns(options: RunsOptions): vscode.Disposable {
  const { sender, documents, responses, links } = options;
  const states = new RunStates();
  return vscode.Disposable.from(
    states,
    sender.onDidRun((run) => {
      states.take(run);
    }),
    new RunMarks(documents, states),
    registerRunLenses(documents, states),
    registerRunCommands({ ...options, states }),
    registerRequestTests(options),
    registerAnswerLenses(responses),
    registerAnswerCommands(options),
    registerResourceLinks({ ...links, responses }),
    registerHistory({ ...options, onDidRun: sender.onDidRun }),
  );
}
