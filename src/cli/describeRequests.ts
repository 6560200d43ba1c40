import { cycleProblems, type Waiting } from '../scratchpad/references.js';
import { nameOfRequest } from '../scratchpad/outline.js';
import type { Problem } from '../scratchpad/problem.js';
import { problemSentence } from '../scratchpad/problemSentences.js';
import type { RequestFile, ScratchRequest } from '../scratchpad/requestFile.js';
import { noSources, type Sources } from '../scratchpad/sources.js';
import { prepareWith, type ShownRequest } from '../scratchpad/toApiRequest.js';
import { Variables } from '../scratchpad/variables.js';
import { placesIn, type Place } from '../scratchpad/places.js';

/** A finding at its place. */
export interface DescribedProblem extends Place {
  readonly severity: Problem['severity'];
  readonly code: string;
  readonly message: string;
}

/**
 * A request as it would be sent, as far as that is known: `{{…}}` is left where a value comes later, and dots replace secrets.
 */
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

/** How a request file is read, with `more` that is wrong in it, for people and programs that don't have it open in an editor. */
export function describeRequests(
  file: RequestFile,
  origin: string,
  known: Partial<Sources> = noSources,
  more: readonly Problem[] = [],
): DescribedFile {
  const sources = { ...noSources, ...known };
  const variables = new Variables(file, sources);
  const prepared = file.requests.map((request) => prepareWith(variables, request, origin, sources));
  const waiting = prepared.flatMap((one, index): Waiting[] => {
    const request = file.requests[index];
    return request && one.kind === 'waiting' ? [{ request, needs: one.needs }] : [];
  });
  const all = [
    ...file.diagnostics,
    ...more,
    ...prepared.flatMap((one) => (one.kind === 'refused' ? one.problems : [])),
    ...cycleProblems(waiting),
  ];
  const place = placesIn(file.text);
  const describe = describer(place);
  const byRequest = ownProblems(file.requests, all);
  return {
    requests: file.requests.flatMap((request, index) => {
      const shown = prepared[index]?.shown;
      const problems = (byRequest.get(request) ?? []).map(describe);
      return shown ? describeRequest(request, shown, problems, place) : [];
    }),
    problems: (byRequest.get(undefined) ?? []).map(describe),
  };
}

function describeRequest(
  request: ScratchRequest,
  { method, url, headers, body }: ShownRequest,
  problems: readonly DescribedProblem[],
  place: (offset: number) => Place,
): DescribedRequest {
  const { line } = place(request.method.span.start);
  return { name: nameOfRequest(request), line, method, url, headers, body: body ?? null, problems };
}

/** Findings as they are reported, in the order that they come in. */
function describer(place: (offset: number) => Place): (problem: Problem) => DescribedProblem {
  return (problem) => ({
    ...place(problem.span.start),
    severity: problem.severity,
    code: problem.code,
    message: problemSentence(problem),
  });
}

/** The problems of each request by where they are; those of none under `undefined`. Requests come in the order of the text. */
function ownProblems(
  requests: readonly ScratchRequest[],
  problems: readonly Problem[],
): ReadonlyMap<ScratchRequest | undefined, readonly Problem[]> {
  const owned = new Map<ScratchRequest | undefined, Problem[]>();
  const sorted = [...problems].sort((one, other) => one.span.start - other.span.start);
  let at = 0;
  for (const problem of sorted) {
    const { start } = problem.span;
    while (at < requests.length && (requests[at]?.span.end ?? 0) < start) at += 1;
    const request = requests[at];
    const owner = request && request.span.start <= start ? request : undefined;
    const own = owned.get(owner);
    if (own) own.push(problem);
    else owned.set(owner, [problem]);
  }
  return owned;
}

/** The same as lines for people. */
export function requestsAsText({ requests, problems }: DescribedFile): string {
  const blocks = requests.map((request) =>
    [
      `${request.name} (line ${String(request.line)})`,
      `  ${request.method} ${request.url}`,
      ...Object.entries(request.headers).map(([name, value]) => `  ${name}: ${value}`),
      ...(request.body === null ? [] : request.body.split('\n').map((line) => `  ${line}`)),
      ...request.problems.map(problemLine),
    ].join('\n'),
  );
  return `${[...blocks, ...problems.map(problemLine)].join('\n\n')}\n`;
}

/** A finding as a line for people. */
export function problemLine({ line, column, severity, message }: DescribedProblem): string {
  return `  ${String(line)}:${String(column)} ${severity}: ${message}`;
}
