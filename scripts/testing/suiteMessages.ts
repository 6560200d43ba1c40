/** How a test inside VS Code came out. */
export type SuiteResult =
  | { readonly kind: 'passed'; readonly title: string; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly title: string; readonly error: string }
  | { readonly kind: 'skipped'; readonly title: string };

/** What the suites inside VS Code tell the process that started them, one HTTP POST a message. */
export type SuiteMessage = SuiteResult | { readonly kind: 'ended' };

/** @throws SyntaxError when the body is not JSON. */
export function parseSuiteMessage(body: string): SuiteMessage {
  return JSON.parse(body) as SuiteMessage;
}
