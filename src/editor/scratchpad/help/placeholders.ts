import type { SnippetString } from 'vscode';

/** Adds a text to a snippet: each `{identifier}` in it becomes a place to fill in. */
export function withPlaceholders(snippet: SnippetString, text: string): SnippetString {
  for (const part of text.split(/(\{[^{}/]+\})/)) {
    if (/^\{[^{}/]+\}$/.test(part)) snippet.appendPlaceholder(part);
    else snippet.appendText(part);
  }
  return snippet;
}
