import type * as vscode from 'vscode';
import { ApiError } from '../../../api/errors.js';
import { failureKind } from '../../../api/failureKind.js';
import { namedFields } from '../../../api/namedFields.js';
import { fieldPlace, type TextNode, type TextPlace } from '../../../resource/fieldPlace.js';
import { jsonTree } from '../../../resource/jsonTree.js';
import type { SpecDiagnostics } from '../document/specDiagnostics.js';
import { formatAt } from '../../shell/specFormat.js';
import { yamlTree } from '../../../resource/yamlTree.js';

/**
 * Marks the fields that a refusal names, in its details or in its words, where the document's text has them; `message` is
 * what is said of it.
 */
export function showRefusedFields(
  uri: vscode.Uri,
  text: string,
  failure: unknown,
  { diagnostics, message }: { readonly diagnostics: SpecDiagnostics; readonly message: string },
): void {
  const kind = failureKind(failure);
  if (kind.kind !== 'refused' || !(failure instanceof ApiError)) return;
  const root: TextNode | undefined = formatAt(uri) === 'yaml' ? yamlTree(text) : jsonTree(text);
  if (!root) return;
  const places = [kind.fields, ...namedFields(failure.message)]
    .map((fields) => placesOf(root, fields))
    .find((found) => found.length > 0);
  if (!places) return;
  diagnostics.showFaults(
    uri,
    text,
    places.map((place) => ({ ...place, message })),
  );
}

function placesOf(root: TextNode, fields: readonly string[]): readonly TextPlace[] {
  const places = new Map<number, TextPlace>();
  for (const field of fields) {
    const place = fieldPlace(root, field);
    if (place) places.set(place.offset, place);
  }
  return [...places.values()];
}
