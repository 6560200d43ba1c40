import { distance } from 'fastest-levenshtein';
import type { HttpMethod } from '../../api/api.js';
import { isParameter, segmentsOf } from '../../schema/pathTemplate.js';
import type { OperationIndex } from './operationIndex.js';

/** How different a path may be, as a share of its length, to be taken for a slip. */
const SLIP = 0.5;
const PROPOSED = 3;
/** Letters of a path that are compared with those of others. */
const COMPARED = 300;

/**
 * The paths that take a method and are most like one that doesn't exist, nearest first. `segments` are as they are written, and
 * stay where the template has an identifier.
 */
export function nearestPaths(
  index: OperationIndex,
  method: HttpMethod,
  segments: readonly string[],
): readonly string[] {
  const written = `/${segments.join('/')}`.slice(0, COMPARED);
  const paths = index.operations
    .filter((one) => one.method === method || (method === 'HEAD' && one.method === 'GET'))
    .map(({ path }) => filledIn(path, segments));
  return nearest(written, [...new Set(paths)]);
}

/** The texts that are most like one, nearest first; none that differs in more than a share (`slip`) of its letters. */
export function nearest(written: string, known: readonly string[], slip = SLIP): readonly string[] {
  return known
    .map((text) => ({ text, far: distance(written, text.slice(0, COMPARED)) }))
    .filter(
      ({ text, far }) => far > 0 && far <= slip * Math.max(written.length, Math.min(text.length, COMPARED)),
    )
    .sort((a, b) => a.far - b.far || a.text.localeCompare(b.text))
    .slice(0, PROPOSED)
    .map(({ text }) => text);
}

/** A template with the segments of a path in the place of identifiers, as far as both begin in the same way. */
function filledIn(template: string, segments: readonly string[]): string {
  const parts = segmentsOf(template);
  const names = new Set(parts.filter((part) => !isParameter(part)));
  return `/${parts
    .map((part, at) => {
      const own = segments[at];
      // A name of the template is not an identifier that was written.
      return isParameter(part) && own !== undefined && !names.has(own) ? own : part;
    })
    .join('/')}`;
}
