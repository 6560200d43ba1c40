import { isNode } from 'yaml';
import type { Condition } from './condition.js';
import type { Resource } from './envelope.js';
import { jsonTree } from './jsonTree.js';
import { nodeFinder, yamlNodeFinder } from './nodeFinder.js';
import { specValue } from './spec.js';
import { diffSpecs, type FieldPath, type SpecChange } from './specDiff.js';
import { compareState, isInSync } from './stateComparison.js';
import { jsonOfNode } from './yamlSpec.js';
import { parseYaml } from './yamlText.js';

/** What the cloud really has where a spec's text asks for something else. */
export interface StateHint {
  /** Where the asked value ends, in UTF-16 units from the text's start. */
  readonly offset: number;
  readonly path: FieldPath;
  /** The actual value; `undefined` when the cloud has no such field or member. */
  readonly actual: unknown;
}

/** What is known of a resource beside the text of its spec. */
export type KnownState = Pick<Resource, 'currentState' | 'targetSpec'> & {
  readonly condition: Pick<Condition, 'kind' | 'status'>;
};

/**
 * The places of a spec's text that the current state does not follow yet, in the order of the text. Fields that only the
 * state has are the API's own and are left out, and so is what can't be compared. Where the API says that the resource is
 * as its spec wants it, only what the text changes of that is left.
 */
export function stateHints(text: string, state: KnownState): readonly StateHint[] {
  const root = jsonTree(text);
  if (!root) return [];
  const find = nodeFinder(root);
  return hintsWith(specValue(text), state, (path) => {
    const node = find(path);
    return node && node.offset + node.length;
  });
}

/** As `stateHints`, of a spec that is written in YAML. */
export function stateHintsOfYaml(text: string, state: KnownState): readonly StateHint[] {
  const document = parseYaml(text);
  if (document.errors.length > 0) return [];
  const { json } = jsonOfNode(document, document.contents);
  if (json === undefined) return [];
  const find = yamlNodeFinder(document.contents);
  return hintsWith(specValue(json), state, (path) => {
    const node = find(path);
    return isNode(node) ? node.range?.[1] : undefined;
  });
}

/** The text is not the spec that the API speaks of once it is edited. */
const EDITED = { kind: 'unsettled', status: undefined } as const;

function hintsWith(
  target: unknown,
  { currentState, targetSpec, condition }: KnownState,
  endOf: (path: FieldPath) => number | undefined,
): readonly StateHint[] {
  if (typeof currentState !== 'object' || currentState === null) return [];
  const { pending } = compareState(currentState, target, EDITED);
  if (pending.length === 0) return [];
  const edited = isInSync(condition) ? placesOf(diffSpecs(targetSpec ?? {}, target)) : undefined;
  return pending
    .flatMap(({ kind, path, before }) => {
      if (kind === 'removed' || (edited && !hasPlace(edited, path))) return [];
      const offset = endOf(path);
      return offset === undefined ? [] : [{ offset, path, actual: kind === 'added' ? undefined : before }];
    })
    .sort((a, b) => a.offset - b.offset);
}

function placesOf(changes: readonly SpecChange[]): ReadonlySet<string> {
  return new Set(changes.map(({ path }) => JSON.stringify(path)));
}

/** Whether a place, or something that it is part of, is among those. */
function hasPlace(places: ReadonlySet<string>, path: FieldPath): boolean {
  return path.some((_, index) => places.has(JSON.stringify(path.slice(0, path.length - index))));
}
