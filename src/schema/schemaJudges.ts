import { ClientCapabilities, getLanguageService, type LanguageService } from 'vscode-json-languageservice';
import type { JsonObject } from './openapi.js';
import { hasOwnKeywords, withoutSlowKeywords } from './slowKeywords.js';
import type { LoadedSection } from './schemaSource.js';

/** A schema and what judges texts by it. */
export interface SpecJudge {
  readonly schema: JsonObject;
  readonly service: LanguageService;
  /** Whether the schema has keywords that are judged beside the service. */
  readonly hasOwnKeywords: boolean;
}

/**
 * What judges texts by a schema, made once for each kind of document and kept as long as the API document that it comes
 * from: two hundred open specs of one collection share one.
 */
export class SchemaJudges {
  readonly #kept = new WeakMap<LoadedSection, Map<string, SpecJudge | undefined>>();

  /** `key` distinguishes the schemas of a section; `schema` is called when there is none for it yet. */
  get(section: LoadedSection, key: string, schema: () => JsonObject | undefined): SpecJudge | undefined {
    const known = this.#kept.get(section) ?? new Map<string, SpecJudge | undefined>();
    this.#kept.set(section, known);
    if (!known.has(key)) {
      const made = schema();
      known.set(key, made && judgeBy(made));
    }
    return known.get(key);
  }
}

/** What judges texts by a schema alone: in process, with no file and no network. */
export function judgeBy(schema: JsonObject): SpecJudge {
  const quick = withoutSlowKeywords(schema);
  const service = getLanguageService({ clientCapabilities: ClientCapabilities.LATEST });
  service.configure({
    validate: true,
    schemas: [{ uri: 'ovhapi-schema:/spec', fileMatch: ['*'], schema: quick }],
  });
  return { schema, service, hasOwnKeywords: hasOwnKeywords(quick) };
}
