import type { Problem } from '../scratchpad/problem.js';
import { problemSentence } from '../scratchpad/problemSentences.js';
import type { RequestFile, ScratchRequest } from '../scratchpad/requestFile.js';
import { toApiRequest } from '../scratchpad/toApiRequest.js';

/** A finding at its place; both numbers count from 1, columns in UTF-16 units as editors do. */
interface DescribedProblem {
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
}

/** A request as it would be sent, as far as that is known. */
interface DescribedRequest {
  readonly name: string;
  readonly line: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly problems: readonly DescribedProblem[];
}

/** How a file is read. The problems beside the requests belong to none of them. */
export interface DescribedFile {
  readonly requests: readonly DescribedRequest[];
  readonly problems: readonly DescribedProblem[];
}

/** How a request file is read, for people and programs that don't have it open in an editor. */
export function describeRequests(file: RequestFile, origin: string): DescribedFile {
  const lineStarts = lineStartsOf(file.text);
  const describe = (problem: Problem): DescribedProblem => ({
    ...placeIn(lineStarts, problem.span.start),
    code: problem.code,
    message: problemSentence(problem),
  });
  const isInside = ({ span }: Problem, request: ScratchRequest): boolean =>
    request.span.start <= span.start && span.start <= request.span.end;
  const requests = file.requests.map((request): DescribedRequest => {
    const prepared = toApiRequest(file, request, origin);
    const own = file.diagnostics.filter((problem) => isInside(problem, request));
    const problems = prepared.kind === 'refused' ? [...own, ...prepared.problems] : own;
    const ready = prepared.kind === 'ready' ? prepared.request : undefined;
    return {
      name: request.key,
      line: placeIn(lineStarts, request.method.span.start).line,
      method: request.method.method,
      url: ready ? `${origin}/${ready.branch ?? 'v2'}${ready.path}` : request.target.text,
      headers: ready?.headers ?? {},
      body: ready?.body ?? null,
      problems: problems.map(describe),
    };
  });
  const others = file.diagnostics.filter(
    (problem) => !file.requests.some((request) => isInside(problem, request)),
  );
  return { requests, problems: others.map(describe) };
}

/** The same as lines for people. */
export function requestsAsText({ requests, problems }: DescribedFile): string {
  const said = ({ line, column, message }: DescribedProblem): string =>
    `  ${String(line)}:${String(column)} ${message}`;
  const blocks = requests.map((request) =>
    [
      `${request.name} (line ${String(request.line)})`,
      `  ${request.method} ${request.url}`,
      ...Object.entries(request.headers).map(([name, value]) => `  ${name}: ${value}`),
      ...(request.body === null ? [] : request.body.split('\n').map((line) => `  ${line}`)),
      ...request.problems.map(said),
    ].join('\n'),
  );
  return `${[...blocks, ...problems.map(said)].join('\n\n')}\n`;
}

function lineStartsOf(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
}

function placeIn(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let [low, high] = [0, lineStarts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return { line: low, column: offset - (lineStarts[low - 1] ?? 0) + 1 };
}
