import type { ASTNode, ObjectASTNode, PropertyASTNode, StringASTNode } from 'vscode-json-languageservice';
import { isAlias, isMap, isScalar, isSeq, type Document } from 'yaml';
import { MOST_LEVELS } from '../api/nesting.js';
import { MergeKeys } from './yamlMerge.js';
import { aliasTargets, parseYaml } from './yamlText.js';

/** Names that hold names unfold fast; so many values behind names are built, and all that are written out. */
const MOST_UNFOLDED = 100_000;

/** Names within names; one that holds itself has no end. */
const DEEPEST_NAME = 100;

interface Place {
  readonly offset: number;
  readonly length: number;
  readonly parent?: ASTNode;
}

/**
 * A YAML text as the tree that the JSON language service judges, each value at its place in the text. Texts that are not
 * whole give what can be read of them.
 */
export function yamlTree(text: string): ASTNode | undefined {
  return treeOf(parseYaml(text, { isLoose: true }));
}

/** As `yamlTree`, of a text that was parsed already. */
export function treeOf(document: Pick<Document, 'contents'>): ASTNode | undefined {
  const targets = aliasTargets(document);
  // What is wrong with a merge is reported where the text is read.
  const merging = new MergeKeys(targets, () => undefined);
  let unfolded = 0;
  let levels = 0;

  const build = (node: unknown, own: Place, depth = 0): ASTNode => {
    levels += 1;
    const built = levels > 2 * MOST_LEVELS ? scalar(null, own) : buildAt(node, own, depth);
    levels -= 1;
    return built;
  };

  const buildAt = (node: unknown, own: Place, depth: number): ASTNode => {
    if (depth > 0) unfolded += 1;
    const place = { ...own, ...placeOf(node) };
    const resolved = isAlias(node) ? targets.get(node) : node;
    if (unfolded > MOST_UNFOLDED || depth > DEEPEST_NAME) return { ...place, type: 'null', value: null };
    const within = isAlias(node) ? depth + 1 : depth;
    if (isMap(resolved)) {
      const object: ObjectASTNode = { ...place, type: 'object', properties: [], children: [] };
      for (const field of merging.fieldsOf(resolved)) {
        object.properties.push(property(field, object, within + field.depth));
      }
      object.children.push(...object.properties);
      return object;
    }
    if (isSeq(resolved)) {
      const items: ASTNode[] = [];
      const array: ASTNode = { ...place, type: 'array', items, children: items };
      for (const item of resolved.items) items.push(build(item, { ...place, parent: array }, within));
      return array;
    }
    return scalar(isScalar(resolved) ? resolved.value : null, place);
  };

  const property = (
    { key, value }: { readonly key: unknown; readonly value: unknown },
    parent: ObjectASTNode,
    depth: number,
  ): PropertyASTNode => {
    const keyPlace = placeOf(key) ?? { offset: parent.offset, length: 0 };
    const keyEnd = keyPlace.offset + keyPlace.length;
    // The tree's shape refers to itself: a property is needed before its key can say whose it is.
    const made: { -readonly [Part in keyof PropertyASTNode]: PropertyASTNode[Part] } = {
      type: 'property',
      offset: keyPlace.offset,
      length: keyPlace.length,
      parent,
      keyNode: { type: 'string', value: '', ...keyPlace },
      children: [],
    };
    const keyNode: StringASTNode = { ...keyPlace, type: 'string', value: nameOf(key), parent: made };
    const valueNode = build(value, { offset: keyEnd, length: 0, parent: made }, depth);
    made.keyNode = keyNode;
    made.valueNode = valueNode;
    made.colonOffset = keyEnd;
    made.length = Math.max(keyEnd, valueNode.offset + valueNode.length) - keyPlace.offset;
    made.children.push(keyNode, valueNode);
    return made;
  };

  return document.contents ? build(document.contents, { offset: 0, length: 0 }) : undefined;
}

function scalar(value: unknown, place: Place): ASTNode {
  switch (typeof value) {
    case 'string':
      return { ...place, type: 'string', value };
    case 'boolean':
      return { ...place, type: 'boolean', value };
    case 'number':
    case 'bigint':
      return { ...place, type: 'number', value: Number(value), isInteger: Number.isInteger(Number(value)) };
    default:
      return { ...place, type: 'null', value: null };
  }
}

function nameOf(key: unknown): string {
  if (!isScalar(key)) return '';
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

function placeOf(node: unknown): { readonly offset: number; readonly length: number } | undefined {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  const [start, end] = range ?? [];
  return start === undefined || end === undefined ? undefined : { offset: start, length: end - start };
}
