import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { webviewHtml } from './webviewHtml.js';

/** The files of a page: its script in `dist/webview`, its styles in `media`, of which later ones win. */
export interface PageFiles {
  readonly script: string;
  readonly styles: readonly string[];
}

/** Loads a page of ours into a webview, which may run its script and read no other files. */
export function loadPage(webview: vscode.Webview, extensionUri: vscode.Uri, files: PageFiles): void {
  const scriptRoot = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const styleRoot = vscode.Uri.joinPath(extensionUri, 'media');
  const uriOf = (root: vscode.Uri, file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [scriptRoot, styleRoot] };
  webview.html = webviewHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    scriptUri: uriOf(scriptRoot, files.script),
    styleUris: files.styles.map((file) => uriOf(styleRoot, file)),
    locale: vscode.env.language,
  });
}

/**
 * Sends a message to a page of ours, as text: the frames between here and there would copy an object value by value, some milliseconds each for
 * ten thousand fields.
 */
export function postToPage(webview: Pick<vscode.Webview, 'postMessage'>, message: object): void {
  void webview.postMessage(JSON.stringify(message));
}

/** What VS Code draws on a tab: a picture for light themes and one for dark ones. */
interface TabIcon {
  readonly light: vscode.Uri;
  readonly dark: vscode.Uri;
}

/** The icon of the tabs of pages of a kind. */
export function tabIcon(extensionUri: vscode.Uri, kind: 'panel' | 'table'): TabIcon {
  const media = vscode.Uri.joinPath(extensionUri, 'media');
  return {
    light: vscode.Uri.joinPath(media, `${kind}Light.svg`),
    dark: vscode.Uri.joinPath(media, `${kind}Dark.svg`),
  };
}
