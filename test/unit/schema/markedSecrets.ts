import type { IsMarkedSecret } from '../../../src/schema/markedSecrets.js';

/** Marks of an API document by names from the outside in; `*` stands for every member of a list or a map. */
export function marks(...patterns: readonly (readonly string[])[]): IsMarkedSecret {
  return (place) =>
    patterns.some(
      (pattern) =>
        pattern.length <= place.length && pattern.every((part, at) => part === '*' || part === place[at]),
    );
}
