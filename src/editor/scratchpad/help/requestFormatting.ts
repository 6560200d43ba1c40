import * as vscode from 'vscode';
import { formatRequestFile } from '../../../scratchpad/help/formatRequestFile.js';
import { LANGUAGE } from '../requestDocuments.js';

/** Formats request files as a whole: what is sent stays the same. */
export function registerRequestFormatting(): vscode.Disposable {
  return vscode.languages.registerDocumentFormattingEditProvider(LANGUAGE, {
    provideDocumentFormattingEdits: (document, { tabSize, insertSpaces }) => {
      const text = document.getText();
      const formatted = formatRequestFile(text, { tabSize, insertSpaces });
      if (formatted === text) return [];
      const whole = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
      // VS Code keeps the cursor where it is by the smallest edit that does the same.
      return [vscode.TextEdit.replace(whole, formatted)];
    },
  });
}
