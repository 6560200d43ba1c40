import { isEqual } from './equal.js';
import type { Place } from './place.js';
import type { Walk } from './walk.js';

/** Words for people, wherever they are in a document. */
const TEXTS: ReadonlySet<string> = new Set(['description', 'summary', 'title', 'externalDocs', '$comment']);
const EXAMPLES: ReadonlySet<string> = new Set([
  'example',
  'examples',
  'x-code-samples',
  'x-codeSamples',
  'x-examples',
]);

/** A keyword that has no specific rule is shown as changed, never left out. */
export function compareOther(
  walk: Walk,
  [name, was, is]: readonly [name: string, was: unknown, is: unknown],
  place: Place,
  mask: number,
): void {
  if (isEqual(was, is)) return;
  const kind = TEXTS.has(name)
    ? 'text-changed'
    : EXAMPLES.has(name)
      ? 'example-changed'
      : name.startsWith('x-')
        ? 'extension-changed'
        : 'keyword-changed';
  walk.found(kind, place, was, is, mask);
}
