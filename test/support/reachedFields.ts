import { treeAt, type Tree } from './plantedChanges.js';

type Direction = 'request' | 'response';

/** A field of a model with a type of its own, and in which directions operations hold it. */
export interface Field {
  /** From the root of the document. */
  readonly keys: readonly string[];
  readonly type: unknown;
  readonly directions: ReadonlySet<Direction>;
  /** Those of the model that it is in. */
  readonly modelDirections: ReadonlySet<Direction>;
}

/**
 * The fields of a document's models that some operation holds, found by following every reference from every body. Only
 * fields without other keywords than a type and words, so that what is planted in them is all that they say.
 */
export function fillFields(document: Tree): readonly Field[] {
  const reached = new Map<string, Set<Direction>>();
  for (const item of Object.values(treeAt(document, 'paths')) as Tree[]) {
    for (const operation of Object.values(item) as Tree[]) {
      follow(document, operation.requestBody, 'request', reached);
      follow(document, operation.responses, 'response', reached);
    }
  }
  return [...reached].flatMap(([name, modelDirections]) => {
    const model = treeAt(document, 'components', 'schemas', name);
    return Object.entries(treeAt(model, 'properties')).flatMap(([field, schema]): readonly Field[] => {
      const { type, description: _, readOnly, nullable: __, ...others } = schema as Tree;
      if (Object.keys(others).length > 0) return [];
      const directions = new Set(
        [...modelDirections].filter((direction) => direction === 'response' || readOnly !== true),
      );
      if (directions.size === 0) return [];
      const keys = ['components', 'schemas', name, 'properties', field];
      return [{ keys, type, directions, modelDirections }];
    });
  });
}

function follow(
  document: Tree,
  value: unknown,
  direction: Direction,
  reached: Map<string, Set<Direction>>,
): void {
  if (typeof value !== 'object' || value === null) return;
  const { $ref, readOnly } = value as Tree;
  if (readOnly === true && direction === 'request') return;
  if (typeof $ref !== 'string') {
    for (const one of Object.values(value)) follow(document, one, direction, reached);
    return;
  }
  const name = $ref.split('/').at(-1) ?? '';
  const known = reached.get(name) ?? new Set();
  if (known.has(direction)) return;
  reached.set(name, known.add(direction));
  follow(document, treeAt(document, 'components', 'schemas', name), direction, reached);
}
