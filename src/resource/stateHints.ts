import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { diffSpecs } from './specDiff.js';
import { specValue } from './spec.js';

/** What the cloud really has where a spec's text asks for something else. */
export interface StateHint {
  /** Where the asked value ends, in UTF-16 units from the text's start. */
  readonly offset: number;
  /** The actual value; `undefined` when the cloud has no such field or member. */
  readonly actual: unknown;
}

/**
 * The places of a spec's text that the current state does not follow yet, in the order of the text. Fields that only the
 * state has are the API's own and are left out, and so is a value whose other spelling means the same.
 */
export function stateHints(text: string, currentState: unknown): readonly StateHint[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const target = specValue(text);
  if (!root || typeof currentState !== 'object' || currentState === null) return [];
  return diffSpecs(currentState, target, { ignoreOrder: true })
    .flatMap(({ kind, path, before }) => {
      if (kind === 'removed') return [];
      const node = findNodeAtLocation(root, [...path]);
      return node
        ? [{ offset: node.offset + node.length, actual: kind === 'added' ? undefined : before }]
        : [];
    })
    .sort((a, b) => a.offset - b.offset);
}
