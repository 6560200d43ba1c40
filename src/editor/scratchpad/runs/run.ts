import type * as vscode from 'vscode';
import type { RequestVerdict } from '../../../scratchpad/judgeRequest.js';
import type { Problem } from '../../../scratchpad/problem.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import type { PageRange, RunResult } from '../../../scratchpad/run.js';

/** What came of a request that was to be sent. */
export type SendOutcome =
  | {
      readonly kind: 'answered';
      readonly result: RunResult;
      readonly verdict: RequestVerdict;
      /** Whether its document shows the body as it came. */
      readonly isRaw: boolean;
    }
  /** No response came; why, as a sentence. */
  | { readonly kind: 'failed'; readonly sentence: string; readonly failure: unknown }
  /** It can't be sent as it is written; nothing was sent. The first problem says why. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** The person stopped it, or said no. */
  | { readonly kind: 'stopped' };

/** How a request is sent besides what is written of it. */
export interface SendPreferences {
  /** Another part of the list than the file asks for, and how many pages came before it. */
  readonly range?: PageRange & { readonly firstPage: number };
  /** Whether the response's document is opened, or else the problems are reported. Who sends many says how they ended. */
  readonly isShown?: boolean;
  /** Who sends many shows their progress and stops them all; without it its own notification does. */
  readonly signal?: AbortSignal;
}

/** A request on its way and what came of it. */
export interface Run {
  /** The file. */
  readonly source: vscode.Uri;
  readonly request: ScratchRequest;
  /** The request as it was written when it was sent. */
  readonly written: string;
  /** The account's id. */
  readonly account: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  /** Method and path, with dots for secrets. */
  readonly title: string;
  /** `undefined` while it is on its way. */
  readonly outcome: SendOutcome | undefined;
}

/** As much of a run as the document of its response needs. */
export interface ShownRun extends Pick<Run, 'source' | 'account' | 'outcome'> {
  readonly request: Pick<ScratchRequest, 'key'>;
}
