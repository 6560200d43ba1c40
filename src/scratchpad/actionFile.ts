import { encodeText } from '../api/encodeText.js';

/** A request that is prepared for the user to complete. */
export interface DraftRequest {
  readonly title: string;
  /** Said above the request, one line each. */
  readonly remarks: readonly string[];
  readonly method: string;
  /** Below the branch, encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** JSON text. */
  readonly body: string | undefined;
}

/** A request file that holds one request. */
export function actionFile({ title, remarks, method, path, query, body }: DraftRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  );
  const search = pairs.map((pair) => pair.map(encodeText).join('=')).join('&');
  return [
    `### ${oneLine(title)}`,
    ...remarks.map((remark) => `# ${oneLine(remark)}`),
    `${method} /v2${path}${search === '' ? '' : `?${search}`}`,
    ...(body === undefined ? [] : ['', body.trimEnd()]),
    '',
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
