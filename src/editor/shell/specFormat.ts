import type * as vscode from 'vscode';
import { fromUriPath } from '../../resource/address.js';
import { jsonOfYaml, yamlOfJson, type TextFault } from '../../resource/yamlSpec.js';

/** In which language a document is written: the end of its URI's path. */
export type SpecFormat = 'json' | 'yaml';

/** The language of an extension, or of a setting that names one. */
export function formatOf(ext: string): SpecFormat {
  return ext === 'yaml' || ext === 'yml' ? 'yaml' : 'json';
}

/** The language of a resource's document. */
export function formatAt({ path }: vscode.Uri): SpecFormat {
  return formatOf(fromUriPath(path)?.ext ?? 'json');
}

/** A JSON text in the language of a document. */
export function inFormat(json: string, format: SpecFormat): string {
  return format === 'yaml' ? yamlOfJson(json) : json;
}

/** A document's text as JSON, or what is wrong with it. JSON texts are taken as they are. */
export function asJson(
  text: string,
  format: SpecFormat,
):
  | { readonly json: string; readonly faults: readonly [] }
  | { readonly json: undefined; readonly faults: readonly TextFault[] } {
  return format === 'yaml' ? jsonOfYaml(text) : { json: text, faults: [] };
}
