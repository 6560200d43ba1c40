import { findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import type * as vscode from 'vscode';
import { isLarge, jsonTree } from '../../../resource/jsonTree.js';
import { specValue } from '../../../resource/spec.js';
import type { FieldPath } from '../../../resource/specDiff.js';
import { yamlTree } from '../../../resource/yamlTree.js';
import { asJson, formatAt, type SpecFormat } from '../../shell/specFormat.js';

/** A place of a spec's text. */
export interface SpecPlace {
  readonly path: FieldPath;
  /** The spec that the path is a place of. */
  readonly spec: unknown;
}

/** Reads the places of specs' texts; each text once, however often the cursor moves in it. */
export class SpecCursor {
  readonly #read = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly root: Node | undefined; readonly spec: unknown }
  >();

  /** Which field a position of a document is in; `undefined` where the text can't be read, or is too large to be read in one go. */
  at(document: vscode.TextDocument, position: vscode.Position): SpecPlace | undefined {
    const { root, spec } = this.#reading(document);
    const node = root && findNodeAtOffset(root, document.offsetAt(position), true);
    return node && { path: getNodePath(node), spec };
  }

  #reading(document: vscode.TextDocument): { readonly root: Node | undefined; readonly spec: unknown } {
    const known = this.#read.get(document);
    if (known?.version === document.version) return known;
    const text = document.getText();
    const format = formatAt(document.uri);
    const reading = { version: document.version, ...readPlaces(text, format) };
    this.#read.set(document, reading);
    return reading;
  }
}

function readPlaces(
  text: string,
  format: SpecFormat,
): { readonly root: Node | undefined; readonly spec: unknown } {
  if (format === 'json' && isLarge(text)) return { root: undefined, spec: undefined };
  const { json } = asJson(text, format);
  const root = format === 'yaml' ? (yamlTree(text) as Node | undefined) : jsonTree(text);
  return { root, spec: json && specValue(json) };
}
