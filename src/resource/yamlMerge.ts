import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { yamlName } from './nodeFinder.js';
import type { aliasTargets } from './yamlText.js';

/** A field of an object, its own or merged into it. */
interface MergedField {
  readonly key: unknown;
  readonly value: unknown;
  /** Through how many merge keys it came. */
  readonly depth: number;
}

/** Objects that are merged, in all of a text: a few that merge each other twice would take for ever. */
const MOST_MERGED = 5_000;
const DEEPEST = 100;

/** Whether a key is the merge key of YAML 1.1, which 1.2 has no type for and people go on writing; in quotes it is a name. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** Finds the fields of a text's objects, those among them that a merge key brings: `<<: *name`, or a list of these. */
export class MergeKeys {
  readonly #targets: ReturnType<typeof aliasTargets>;
  readonly #fault: (value: unknown, message: string) => void;
  #merged = 0;

  constructor(targets: ReturnType<typeof aliasTargets>, fault: (value: unknown, message: string) => void) {
    this.#targets = targets;
    this.#fault = fault;
  }

  /** What an object says itself counts before what is merged into it, then what the first of the merged ones says. */
  fieldsOf(map: YAMLMap, depth = 0): readonly MergedField[] {
    if (!map.items.some(({ key }) => isMergeKey(key))) {
      return map.items.map(({ key, value }) => ({ key, value, depth }));
    }
    const own = new Set(map.items.map(({ key }) => (isMergeKey(key) ? undefined : yamlName(key))));
    return map.items.flatMap(({ key, value }): readonly MergedField[] => {
      if (!isMergeKey(key)) return [{ key, value, depth }];
      return this.#fieldsIn(value, depth + 1).filter((field) => {
        const name = yamlName(field.key);
        const isNew = !own.has(name);
        own.add(name);
        return isNew;
      });
    });
  }

  #fieldsIn(value: unknown, depth: number): readonly MergedField[] {
    this.#merged += 1;
    if (this.#merged > MOST_MERGED || depth > DEEPEST) {
      this.#fault(value, 'This unfolds to too much');
      return [];
    }
    const source = isAlias(value) ? this.#targets.get(value) : value;
    if (isMap(source)) return this.fieldsOf(source, depth);
    if (isSeq(source)) return source.items.flatMap((one) => this.#fieldsIn(one, depth));
    this.#fault(value, 'What << merges is an object, or a list of objects');
    return [];
  }
}
