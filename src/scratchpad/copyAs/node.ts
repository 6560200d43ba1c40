import { isJsonObject } from '../../api/jsonObject.js';
import { isForLibraries, leftOut, ownHeaders } from './client.js';
import type { CopiedAccount, CopyTarget } from './copyTarget.js';
import { expression, hex, LIKE_JSON, literal, quotedString, type Dialect } from './literal.js';

const text = (written: string): string => quotedString(written, /[\\"]/g, (code) => `\\u{${hex(code, 1)}}`);

const dialect: Dialect = {
  ...LIKE_JSON,
  indent: '  ',
  text,
  // As it is written, this one would set the prototype.
  name: (name) => (name === '__proto__' ? `["${name}"]` : text(name)),
  variable: ({ variable, surroundings }) =>
    surroundings === 'url' ? `encodeURIComponent(process.env.${variable})` : `process.env.${variable}`,
  numberVariable: (name) => `Number(process.env.${name})`,
  words: { true: 'true', false: 'false', null: 'null' },
};

/** A program for `@ovhcloud/node-ovh`. It sends no headers of one's own, and a body only with POST and PUT. */
export const node: CopyTarget = {
  id: 'node',
  name: 'Node.js, @ovhcloud/node-ovh',
  write: (request, account) => {
    const { method, target, json } = request;
    if (!isForLibraries(request, 'double') || (json && !takesBody(method, json.value))) return undefined;
    const args = [
      dialect.text(method),
      expression(target, dialect),
      ...(json ? [literal(json.value, dialect, '')] : []),
    ];
    return [
      "const ovh = require('@ovhcloud/node-ovh');",
      '',
      `const client = ovh({\n${clientOptions(account)
        .map((line) => `  ${line},\n`)
        .join('')}});`,
      '',
      ...leftOut('//', '@ovhcloud/node-ovh', ownHeaders(request)),
      'client',
      `  .requestPromised(${args.join(', ').replaceAll('\n', '\n  ')})`,
      '  .then((answer) => console.log(answer))',
      '  .catch((failure) => {',
      '    console.error(failure);',
      '    process.exitCode = 1;',
      '  });',
      '',
    ].join('\n');
  },
};

/** Whether the library sends the body as it is: it takes objects with fields, and leaves out those that are null. */
function takesBody(method: string, value: unknown): boolean {
  if (method !== 'POST' && method !== 'PUT') return false;
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) && Object.keys(value).length > 0 && !Object.values(value).includes(null);
}

function clientOptions({ credential, endpoint: { name, origin } }: CopiedAccount): readonly string[] {
  const { hostname, port, protocol } = new URL(origin);
  const place =
    name === 'custom'
      ? [
          `host: ${dialect.text(hostname)}`,
          `port: ${port || (protocol === 'http:' ? '80' : '443')}`,
          'basePath: "/1.0"',
        ]
      : [`endpoint: ${dialect.text(name)}`];
  const proof =
    credential === 'serviceAccount'
      ? ['clientID: process.env.OVH_CLIENT_ID', 'clientSecret: process.env.OVH_CLIENT_SECRET']
      : [
          'appKey: process.env.OVH_APPLICATION_KEY',
          'appSecret: process.env.OVH_APPLICATION_SECRET',
          'consumerKey: process.env.OVH_CONSUMER_KEY',
        ];
  return [...place, ...proof];
}
