import { jsonOfYaml, yamlOfJson, type TextFault } from '../../resource/yamlSpec.js';

/** In which language a document is written: the end of its URI's path. */
export type SpecFormat = 'json' | 'yaml';

export function formatOf(ext: string): SpecFormat {
  return ext === 'yaml' || ext === 'yml' ? 'yaml' : 'json';
}

/** A JSON text in the language of a document. */
export function inFormat(json: string, ext: string): string {
  return formatOf(ext) === 'yaml' ? yamlOfJson(json) : json;
}

/** A document's text as JSON, or what is wrong with it. JSON texts are taken as they are. */
export function asJson(
  text: string,
  ext: string,
):
  | { readonly json: string; readonly faults: readonly [] }
  | { readonly faults: readonly TextFault[]; readonly json: undefined } {
  return formatOf(ext) === 'yaml' ? jsonOfYaml(text) : { json: text, faults: [] };
}
