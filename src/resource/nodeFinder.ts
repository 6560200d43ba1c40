import type { Node } from 'jsonc-parser';
import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { FieldPath } from './specDiff.js';

/**
 * Finds the values of a JSON text by their paths. Names are looked up once an object, so that finding all fields of a
 * large one takes no longer than reading it.
 */
export function nodeFinder(root: Node): (path: FieldPath) => Node | undefined {
  const names = new Map<Node, ReadonlyMap<string, Node>>();
  const fieldsOf = (object: Node): ReadonlyMap<string, Node> => {
    const known = names.get(object);
    if (known) return known;
    const made = new Map<string, Node>();
    for (const { children: [key, value] = [] } of object.children ?? []) {
      // Of a name that appears twice, the first counts, as it does for `findNodeAtLocation`.
      if (key && value && !made.has(String(key.value))) made.set(String(key.value), value);
    }
    names.set(object, made);
    return made;
  };
  return (path) => {
    let node: Node | undefined = root;
    for (const part of path) {
      if (node?.type === 'object' && typeof part === 'string') node = fieldsOf(node).get(part);
      else if (node?.type === 'array' && typeof part === 'number') node = node.children?.[part];
      else return undefined;
    }
    return node;
  };
}

/** As `nodeFinder`, of a YAML document's contents. */
export function yamlNodeFinder(root: unknown): (path: FieldPath) => unknown {
  const names = new Map<YAMLMap, ReadonlyMap<string | undefined, unknown>>();
  const fieldsOf = (map: YAMLMap): ReadonlyMap<string | undefined, unknown> => {
    const made = names.get(map) ?? new Map(map.items.map(({ key, value }) => [yamlName(key), value]));
    names.set(map, made);
    return made;
  };
  return (path) => {
    let node: unknown = root;
    for (const part of path) {
      if (isMap(node) && typeof part === 'string') node = fieldsOf(node).get(part);
      else if (isSeq(node) && typeof part === 'number') node = node.items[part];
      else return undefined;
    }
    return node;
  };
}

/** A field's name as JSON would have it; `undefined` for a key that is no name. */
export function yamlName(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}
