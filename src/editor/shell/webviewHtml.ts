/** What the page's frame is made of; each is made by us or by VS Code, never by the API. */
export interface WebviewShell {
  /** VS Code's own source for the page's files, for the policy. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly scriptUri: string;
  /** Later ones win. */
  readonly styleUris: readonly string[];
  /** BCP 47 tag of the user's language. */
  readonly locale: string;
}

/** The empty page. What it shows comes by messages, never in here. */
export function webviewHtml({ cspSource, nonce, scriptUri, styleUris, locale }: WebviewShell): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}`;
  return `<!DOCTYPE html>
<html lang="${attribute(locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styleUris.map((uri) => `<link rel="stylesheet" href="${attribute(uri)}">`).join('\n')}
<title>OVHcloud API</title>
</head>
<body>
<div id="panel"></div>
<script type="module" nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
