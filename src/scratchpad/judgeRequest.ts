import type { ApiResponse } from '../api/api.js';
import { judgeResponse, type Verdict } from './expectations.js';
import type { ScratchRequest } from './requestFile.js';

/** Whether a response is what its request expects. */
export interface RequestVerdict {
  readonly isPassed: boolean;
  /** Whether its status is 2xx, or one that the request expects something of. */
  readonly isAccepted: boolean;
  /** One for each expectation, in their order. */
  readonly verdicts: readonly Verdict[];
}

/** Judges a response by its request's expectations, and by a status of 2xx where none expects a status. */
export function judgeRequest(
  { expectations }: Pick<ScratchRequest, 'expectations'>,
  response: Pick<ApiResponse, 'status' | 'headers' | 'text'>,
): RequestVerdict {
  const verdicts = expectations.map((one) => judgeResponse(one, response));
  const expectsStatus = expectations.some(({ subject }) => subject.kind === 'status');
  const isAccepted = expectsStatus || (response.status >= 200 && response.status < 300);
  return { isAccepted, verdicts, isPassed: isAccepted && verdicts.every(({ isMet }) => isMet) };
}
