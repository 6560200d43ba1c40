/** The text that a snippet begins with, as VS Code would insert it. */
export function expandSnippet(snippet: string): string {
  return snippet.replaceAll(
    /\$\{\d+(?::((?:\\.|[^}\\])*))?\}|\\([\\$}])|\$0/g,
    (_, placeholder: string | undefined, plain: string | undefined) =>
      plain ?? (placeholder ?? '').replaceAll(/\\([\\$}])/g, '$1'),
  );
}
