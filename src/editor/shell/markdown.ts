import * as vscode from 'vscode';

/**
 * Empty Markdown to which text is added: `appendText` takes text of others, in which nothing acts. VS Code's own leaves addresses in it
 * that become links.
 */
export function emptyMarkdown(): vscode.MarkdownString {
  const made = new vscode.MarkdownString();
  const append = made.appendText.bind(made);
  made.appendText = (text) => {
    // An address is one by these signs (GFM, 6.9): written as escapes, they are text.
    for (const [index, part] of text.split(/(:(?=\/\/)|(?<=\bwww)\.|@)/i).entries()) {
      if (index % 2 === 1) made.appendMarkdown(`\\${part}`);
      else if (part !== '') append(part);
    }
    return made;
  };
  return made;
}

/** Adds a link that runs a command of ours with one argument, the only command that a click in this Markdown runs. */
export function appendCommandLink(
  to: vscode.MarkdownString,
  text: string,
  { command, argument }: { readonly command: string; readonly argument: object },
): void {
  to.isTrusted = { enabledCommands: [command] };
  // A bracket would end the link, and is left as it is by `encodeURIComponent`.
  const encoded = encodeURIComponent(JSON.stringify([argument])).replace(
    /[()]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  to.appendMarkdown('[').appendText(text).appendMarkdown(`](command:${command}?${encoded})`);
}

/** Markdown that our own code has made, with the text of others escaped by `schema/markdown.ts`. */
export function madeMarkdown(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString(text);
}
