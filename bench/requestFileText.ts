/** A request file of so many requests, each with a name, a query, a header, a comment and a body. */
export function requestFileText(requests: number): string {
  return Array.from({ length: requests }, (_, at) =>
    [
      `### request ${String(at)}`,
      `# @name r${String(at)}`,
      `POST /v2/iam/policy/${String(at)}?a=1`,
      '  &b={{v}}',
      'X-Trace: {{v}}',
      '',
      '{',
      '  # a comment',
      `  "name": "n${String(at)} {{v}}"`,
      '}',
      '',
    ].join('\n'),
  ).join('\n');
}
