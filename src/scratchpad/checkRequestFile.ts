import { information, type Problem } from './problem.js';
import { cycleProblems, type Waiting } from './references.js';
import type { RequestFile } from './requestFile.js';
import { noSources, type Sources } from './sources.js';
import { prepareWith } from './toApiRequest.js';
import { Variables } from './variables.js';

/** Problems of one file that are reported, and characters that its requests may hold with all their variables filled in. */
const MOST_PROBLEMS = 1_000;
const MOST_FILLED = 4_000_000;

/**
 * All that is to be said of a file as it is typed: what its lines hold, then what its requests come to. The work is bounded, since
 * one long variable may be used by thousands of requests; a last finding says where the checks ended.
 */
export function checkRequestFile(
  file: RequestFile,
  origin: string | undefined,
  sources: Sources = noSources,
): readonly Problem[] {
  const steps = checkSteps(file, origin, sources);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same request by request, so that others get their turn in between and callers can stop early. */
export function* checkSteps(
  file: RequestFile,
  origin: string | undefined,
  sources: Sources,
): Generator<void, readonly Problem[]> {
  const variables = new Variables(file, sources);
  const problems = [...file.diagnostics];
  const waiting: Waiting[] = [];
  let filled = 0;
  for (const request of file.requests) {
    if (problems.length > MOST_PROBLEMS || filled > MOST_FILLED) {
      const shown = problems.slice(0, MOST_PROBLEMS);
      return [...shown, information('notAllChecked', request.method.span)];
    }
    const prepared = prepareWith(variables, request, origin, sources);
    const { url, body = '' } = prepared.shown;
    filled += url.length + body.length;
    if (prepared.kind === 'refused') problems.push(...prepared.problems);
    if (prepared.kind === 'waiting') waiting.push({ request, needs: prepared.needs });
    yield;
  }
  return [...problems, ...cycleProblems(waiting)].slice(0, MOST_PROBLEMS);
}
