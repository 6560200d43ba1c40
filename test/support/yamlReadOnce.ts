import {
  parse as read,
  type DocumentOptions,
  type ParseOptions,
  type SchemaOptions,
  type ToJSOptions,
} from 'yaml';

export * from 'yaml';

type Options = ParseOptions & DocumentOptions & SchemaOptions & ToJSOptions;

/** Texts of a length that takes a while, as JSON. Nobody gets an object that another one could change. */
const known = new Map<string, string>();
const LONG = 20_000;

/**
 * The parser of YAML, for the sandbox in unit tests: it reads the same 680 kB of its own documents at each start, and hundreds of tests
 * start one. What the package holds is JSON already.
 */
export function parse(text: string, options?: Options): unknown {
  if (text.length < LONG) return read(text, options);
  const json = known.get(text) ?? JSON.stringify(read(text, options));
  known.set(text, json);
  return JSON.parse(json);
}
