import { isJsonObject, type OpenApiDocument } from '../../schema/openapi.js';

/** Words that a document's own examples use for a field, by the field's name. */
export type Vocabulary = ReadonlyMap<string, readonly (string | number)[]>;

const MOST_WORDS = 12;
const LONGEST_WORD = 160;

/** Reads the examples of all bodies and models. What is not the usual shape is passed over. */
export function readVocabulary(document: OpenApiDocument): Vocabulary {
  const words = new Map<string, Set<string | number>>();
  const learn = (name: string, value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) learn(name, one);
    } else if (isJsonObject(value)) {
      for (const [key, one] of Object.entries(value)) learn(key, one);
    } else if (typeof value === 'number' || (typeof value === 'string' && value.length <= LONGEST_WORD)) {
      const known = words.get(name) ?? new Set();
      if (known.size < MOST_WORDS) words.set(name, known.add(value));
    }
  };
  findExamples(document.raw, learn);
  return new Map([...words].map(([name, known]) => [name, [...known]]));
}

/** Says every value that is under `example` or `examples`, with the name of the field that it is one of. */
function findExamples(node: unknown, learn: (name: string, value: unknown) => void, name = ''): void {
  if (Array.isArray(node)) {
    for (const one of node) findExamples(one, learn, name);
    return;
  }
  if (!isJsonObject(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'example') learn(name, value);
    else if (key === 'examples' && isJsonObject(value)) {
      for (const example of Object.values(value)) if (isJsonObject(example)) learn('', example.value);
    } else if (key === 'properties' && isJsonObject(value)) {
      for (const [property, schema] of Object.entries(value)) findExamples(schema, learn, property);
    } else findExamples(value, learn, name);
  }
}
