import type * as vscode from 'vscode';
import type { Api } from '../../../api/api.js';
import type { FoundRequest, RequestSender } from '../requestSender.js';
import type { Responses } from '../responses.js';
import type { RunStates } from './runStates.js';

/** Runs on the request that a lens names, or on the one where the cursor is. */
type OnRequest = (
  name: string,
  run: (api: Api, found: FoundRequest) => Promise<unknown>,
) => vscode.Disposable;

export interface RunCommandOptions {
  readonly sender: RequestSender;
  readonly states: RunStates;
  readonly responses: Responses;
  /** Opens the panel of the resource at an encoded path below the branch. */
  readonly openPanel: (account: string, path: string) => void;
  readonly onRequest: OnRequest;
  /** Registers a command of the scratchpad by the end of its name. */
  readonly command: (
    name: string,
    run: (...args: readonly unknown[]) => Promise<unknown>,
  ) => vscode.Disposable;
  readonly api: () => Api | undefined;
  /** The request that a run was of, as its file has it now; `undefined` when it is gone. */
  readonly find: (source: vscode.Uri, key: string) => Promise<FoundRequest | undefined>;
}
