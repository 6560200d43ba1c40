import * as vscode from 'vscode';
import { LANGUAGE } from './requestDocuments.js';

/** Files of requests that other extensions have lenses of their own for. */
const PLAIN_FILE = /\.(?:http|rest)$/i;

/**
 * Makes a `.http` or `.rest` file one of ours, as long as it is open, since the user requested it: other extensions keep all others, and
 * show no lenses beside ours in this one. Returns whether it is one now.
 */
export async function takeOver(editor: vscode.TextEditor | undefined): Promise<boolean> {
  if (!editor) return false;
  const { document } = editor;
  if (document.languageId === LANGUAGE) return true;
  if (!PLAIN_FILE.test(document.uri.path)) return false;
  await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
  return true;
}
