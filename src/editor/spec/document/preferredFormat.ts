import * as vscode from 'vscode';
import { formatOf, type SpecFormat } from '../../shell/specFormat.js';

/** The language that the user's settings want specs in. */
export function preferredFormat(): SpecFormat {
  return formatOf(vscode.workspace.getConfiguration('ovhApi').get<string>('specFormat', 'json'));
}
