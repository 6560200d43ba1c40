import * as vscode from 'vscode';
import {
  getLanguageService,
  TextDocument,
  type ASTNode,
  type JSONDocument,
  type LanguageService,
} from 'vscode-json-languageservice';
import { beyondLimit, isLarge } from '../../resource/jsonTree.js';
import { readYaml } from '../../resource/yamlSpec.js';
import type { PartFault } from './judgedPart.js';
import { tooLargeToCheck, yamlSentence } from '../shell/problemSentences.js';
import type { SpecFormat } from '../shell/specFormat.js';
import { treeOf } from '../../resource/yamlTree.js';

/** The text of a part as its language's parser read it. */
export interface PartText {
  readonly text: TextDocument;
  readonly json: JSONDocument;
  /** Absent where nothing could be read. */
  readonly root: ASTNode | undefined;
  /** What YAML's parser says, in sentences; JSON's faults are reported with those of the schema. */
  readonly faults: readonly PartFault[];
}

/** What there is of a text that could not be read. */
function nothing(service: LanguageService): JSONDocument {
  return service.parseJSONDocument(TextDocument.create('', 'json', 0, ''));
}

function beyond(limit: string): PartFault {
  return { offset: 0, length: 1, message: vscode.l10n.t('Not valid JSON: {0}', limit) };
}

function unchecked(): PartFault {
  return { offset: 0, length: 1, message: tooLargeToCheck(), isNotice: true };
}

/** Reads a part's text. `version` distinguishes the texts of one document. */
export function readPartText(uri: string, format: SpecFormat, content: string, version = 0): PartText {
  // Without schemas it is only a parser, which takes some 10 µs to make.
  const service = getLanguageService({});
  const text = TextDocument.create(uri, format === 'yaml' ? 'yaml' : 'jsonc', version, content);
  if (format === 'json') {
    const limit = beyondLimit(content);
    if (limit !== undefined)
      return { text, json: nothing(service), root: undefined, faults: [beyond(limit)] };
    // The language service reads and judges it in one go, for seconds.
    if (isLarge(content)) return { text, json: nothing(service), root: undefined, faults: [unchecked()] };
    const json = service.parseJSONDocument(text);
    return { text, json, root: (json as { readonly root?: ASTNode }).root, faults: [] };
  }
  const { document, asJson } = readYaml(content);
  const root = document && treeOf(document);
  const json = root ? service.newJSONDocument(root) : nothing(service);
  const faults = asJson.faults.map((fault) => ({
    ...fault,
    message: yamlSentence(fault.message),
  }));
  return { text, json, root, faults };
}
