import { parseTree } from 'jsonc-parser';
import { isNode, parseDocument } from 'yaml';
import { nodeFinder, yamlNodeFinder } from './nodeFinder.js';
import { specValue } from './spec.js';
import { diffSpecs, type FieldPath } from './specDiff.js';
import { jsonOfNode, YAML_OPTIONS } from './yamlSpec.js';

/** What the cloud really has where a spec's text asks for something else. */
export interface StateHint {
  /** Where the asked value ends, in UTF-16 units from the text's start. */
  readonly offset: number;
  readonly path: FieldPath;
  /** The actual value; `undefined` when the cloud has no such field or member. */
  readonly actual: unknown;
}

/**
 * The places of a spec's text that the current state does not follow yet, in the order of the text. Fields that only the
 * state has are the API's own and are left out, and so is a value whose other spelling means the same.
 */
export function stateHints(text: string, currentState: unknown): readonly StateHint[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (!root) return [];
  const find = nodeFinder(root);
  return hintsWith(specValue(text), currentState, (path) => {
    const node = find(path);
    return node && node.offset + node.length;
  });
}

/** As `stateHints`, of a spec that is written in YAML. */
export function stateHintsOfYaml(text: string, currentState: unknown): readonly StateHint[] {
  const document = parseDocument(text, YAML_OPTIONS);
  if (document.errors.length > 0) return [];
  const { json } = jsonOfNode(document, document.contents);
  if (json === undefined) return [];
  const find = yamlNodeFinder(document.contents);
  return hintsWith(specValue(json), currentState, (path) => {
    const node = find(path);
    return isNode(node) ? node.range?.[1] : undefined;
  });
}

function hintsWith(
  target: unknown,
  currentState: unknown,
  endOf: (path: FieldPath) => number | undefined,
): readonly StateHint[] {
  if (typeof currentState !== 'object' || currentState === null) return [];
  return diffSpecs(currentState, target, { ignoreOrder: true })
    .flatMap(({ kind, path, before }) => {
      if (kind === 'removed') return [];
      const offset = endOf(path);
      return offset === undefined ? [] : [{ offset, path, actual: kind === 'added' ? undefined : before }];
    })
    .sort((a, b) => a.offset - b.offset);
}
