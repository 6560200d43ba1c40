import { isForLibraries, ownHeaders, usesUrlVariable } from './client.js';
import type { CopiedAccount, CopyTarget } from './copyTarget.js';
import { escapeByWidth, expression, LIKE_JSON, literal, quotedString, type Dialect } from './literal.js';
import type { SecretFreeRequest } from './secretFree.js';

const INDENT = '    ';

const dialect: Dialect = {
  ...LIKE_JSON,
  indent: INDENT,
  text: (text) => quotedString(text, /[\\"]/g, escapeByWidth),
  variable: ({ variable, surroundings }) => {
    const value = `os.environ["${variable}"]`;
    return surroundings === 'url' ? `quote(${value}, safe="")` : value;
  },
  numberVariable: (name) => `json.loads(os.environ["${name}"])`,
  words: { true: 'True', false: 'False', null: 'None' },
};

/** A program for `python-ovh`, whose `raw_call` takes headers and gives an answer of any status. */
export const python: CopyTarget = {
  id: 'python',
  name: 'Python, ovh',
  write: (request, account) => {
    if (!isForLibraries(request, 'whole')) return undefined;
    const call = callOf(request);
    const imports = [
      ...(call.includes('json.loads(') ? ['import json'] : []),
      ...(request.variables.length > 0 ? ['import os'] : []),
      ...(usesUrlVariable(request.target) ? ['from urllib.parse import quote'] : []),
    ];
    return [
      ...imports,
      ...(imports.length > 0 ? [''] : []),
      'import ovh',
      '',
      ...clientOf(account),
      call,
      'print(response.status_code, response.text)',
      '',
    ].join('\n');
  },
};

/** The credential is the one of the variables `OVH_…`, or of `ovh.conf`. */
function clientOf({ endpoint: { name, origin } }: CopiedAccount): readonly string[] {
  if (name !== 'custom') return [`client = ovh.Client(endpoint=${dialect.text(name)})`];
  return [
    `ovh.client.ENDPOINTS["custom"] = ${dialect.text(`${origin}/1.0`)}`,
    'client = ovh.Client(endpoint="custom")',
  ];
}

function callOf(request: SecretFreeRequest): string {
  const { method, target, json } = request;
  const headers = ownHeaders(request);
  const lines = [
    dialect.text(method),
    expression(target, dialect),
    ...(json ? [`data=${literal(json.value, dialect, INDENT)}`] : []),
    ...(headers.length > 0
      ? [
          `headers={\n${headers
            .map(
              ({ name, value }) =>
                `${INDENT.repeat(2)}${dialect.text(name)}: ${expression(value, dialect)},\n`,
            )
            .join('')}${INDENT}}`,
        ]
      : []),
  ];
  return `response = client.raw_call(\n${lines.map((line) => `${INDENT}${line},\n`).join('')})`;
}
