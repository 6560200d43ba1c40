import * as vscode from 'vscode';
import { LANGUAGE } from './requestDocuments.js';

/** Opens a new request file that isn't saved yet. */
export async function openRequestFile(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content });
  await vscode.window.showTextDocument(document);
}
