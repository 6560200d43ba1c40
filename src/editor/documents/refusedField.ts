import { parseTree } from 'jsonc-parser';
import type * as vscode from 'vscode';
import { failureKind } from '../../api/failureKind.js';
import { fieldPlace, type TextNode, type TextPlace } from '../../resource/fieldPlace.js';
import type { SpecDiagnostics } from './specDiagnostics.js';
import { formatAt } from './specFormat.js';
import { yamlTree } from './yamlTree.js';

/** Marks the fields that a refusal names, where the document's text has them; `message` is what is said of it. */
export function showRefusedFields(
  uri: vscode.Uri,
  text: string,
  failure: unknown,
  { diagnostics, message }: { readonly diagnostics: SpecDiagnostics; readonly message: string },
): void {
  const kind = failureKind(failure);
  if (kind.kind !== 'invalid') return;
  const root: TextNode | undefined =
    formatAt(uri) === 'yaml' ? yamlTree(text) : parseTree(text, [], { allowTrailingComma: true });
  if (!root) return;
  const places = new Map<number, TextPlace>();
  for (const field of kind.fields) {
    const place = fieldPlace(root, field);
    if (place) places.set(place.offset, place);
  }
  if (places.size > 0) {
    diagnostics.showFaults(
      uri,
      text,
      [...places.values()].map((place) => ({ ...place, message })),
    );
  }
}
