import { isForLibraries, ownHeaders } from './client.js';
import type { CopiedAccount, CopyTarget } from './copyTarget.js';
import { expression, hex, literal, quotedString, type Dialect } from './literal.js';

const INDENT = '    ';

const dialect: Dialect = {
  indent: INDENT,
  // In double quotes a dollar sign begins a variable.
  text: (text) => quotedString(text, /[\\"$]/g, (code) => `\\u{${hex(code, 1)}}`),
  variable: ({ variable, surroundings }) =>
    surroundings === 'url' ? `rawurlencode(getenv("${variable}"))` : `getenv("${variable}")`,
  numberVariable: (name) => `json_decode(getenv("${name}"))`,
  join: ' . ',
  words: { true: 'true', false: 'false', null: 'null' },
  number: String,
  exactNumber: String,
  list: ['[', ']'],
  // An array whose names are 0, 1, … is a list in JSON.
  map: (names) => [names.every((name, index) => name === String(index)) ? '(object) [' : '[', ']'],
  // An array without members is a list in JSON.
  emptyMap: 'new \\stdClass()',
  arrow: ' => ',
};

/** The methods that the library has a function for. */
const METHODS: Readonly<Record<string, string | undefined>> = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
};

/** A program for `ovh/ovh`, which is `php-ovh`. */
export const php: CopyTarget = {
  id: 'php',
  name: 'PHP, ovh/ovh',
  write: (request, account) => {
    const { method, target, json } = request;
    const call = METHODS[method];
    // What it is given with GET becomes the query.
    if (call === undefined || !isForLibraries(request, 'double') || (json && method === 'GET'))
      return undefined;
    const headers = Object.fromEntries(ownHeaders(request).map(({ name, value }) => [name, value]));
    const args = [
      expression(target, dialect),
      ...(json ? [literal(json.value, dialect, INDENT)] : []),
      ...(Object.keys(headers).length > 0
        ? [...(json ? [] : ['null']), headerMap(headers)]
        : // The one function whose content has no default.
          method === 'PUT' && !json
          ? ['null']
          : []),
    ];
    return [
      '<?php',
      "require __DIR__ . '/vendor/autoload.php';",
      '',
      'use Ovh\\Api;',
      '',
      ...clientOf(account),
      `$answer = $client->${call}(\n${args.map((arg) => `${INDENT}${arg}`).join(',\n')}\n);`,
      'echo json_encode($answer, JSON_PRETTY_PRINT), "\\n";',
      '',
    ].join('\n');
  },
};

function headerMap(headers: Readonly<Record<string, Parameters<typeof expression>[0]>>): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `${INDENT.repeat(2)}${dialect.text(name)} => ${expression(value, dialect)},\n`,
  );
  return `[\n${lines.join('')}${INDENT}]`;
}

function clientOf({ credential, endpoint: { name, origin } }: CopiedAccount): readonly string[] {
  const endpoint = dialect.text(name === 'custom' ? `${origin}/1.0` : name);
  const call =
    credential === 'serviceAccount'
      ? ['Api::withOauth2(', 'getenv("OVH_CLIENT_ID"),', 'getenv("OVH_CLIENT_SECRET"),', endpoint]
      : [
          'new Api(',
          'getenv("OVH_APPLICATION_KEY"),',
          'getenv("OVH_APPLICATION_SECRET"),',
          `${endpoint},`,
          'getenv("OVH_CONSUMER_KEY")',
        ];
  const [open = '', ...args] = call;
  return [`$client = ${open}`, ...args.map((arg) => INDENT + arg), ');'];
}
