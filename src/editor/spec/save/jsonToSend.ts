import * as vscode from 'vscode';
import type { Slices } from '../../../resource/slices.js';
import { SaveRefusal } from '../document/saveRefusal.js';
import type { SpecDiagnostics } from '../document/specDiagnostics.js';
import { asJson, formatAt } from '../../shell/specFormat.js';

/**
 * What a document says, as JSON. Rejects with `SaveRefusal` when its text isn't JSON, after the fault was shown at its place.
 */
export async function jsonToSend(
  uri: vscode.Uri,
  text: string,
  diagnostics: SpecDiagnostics,
  slices?: Slices,
): Promise<string> {
  const format = formatAt(uri);
  const { json, faults } = asJson(text, format);
  if (json === undefined) {
    diagnostics.showSyntax(uri, text, faults);
    throw new SaveRefusal(vscode.l10n.t('The YAML isn’t valid. Nothing was sent.'));
  }
  if (format === 'yaml') diagnostics.clear(uri);
  else if (!(await diagnostics.checkSyntax(uri, text, slices))) {
    throw new SaveRefusal(vscode.l10n.t('The JSON isn’t valid. Nothing was sent.'));
  }
  return json;
}
