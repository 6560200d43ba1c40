import { isForLibraries, ownHeaders, usesUrlVariable } from './client.js';
import type { CopiedAccount, CopyTarget } from './copyTarget.js';
import { escapeByWidth, expression, literal, quotedString, type Dialect } from './literal.js';
import type { SecretFreeRequest } from './secretFree.js';

const jsonNumber = (text: string): string => `json.Number("${text}")`;

const dialect: Dialect = {
  indent: '\t',
  text: (text) => quotedString(text, /[\\"]/g, escapeByWidth),
  variable: ({ variable, surroundings }) => {
    const value = `os.Getenv("${variable}")`;
    // No function of the package escapes a text for every part of a URL.
    return surroundings === 'url' ? `strings.ReplaceAll(url.QueryEscape(${value}), "+", "%20")` : value;
  },
  numberVariable: (name) => `json.Number(os.Getenv("${name}"))`,
  join: ' + ',
  words: { true: 'true', false: 'false', null: 'nil' },
  // A constant that no `int` holds is invalid in Go.
  number: (value) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) ? jsonNumber(String(value)) : String(value),
  exactNumber: jsonNumber,
  list: ['[]any{', '}'],
  map: () => ['map[string]any{', '}'],
  emptyMap: 'map[string]any{}',
  arrow: ': ',
};

/** A program for `go-ovh`. */
export const go: CopyTarget = {
  id: 'go',
  name: 'Go, go-ovh',
  write: (request, account) => {
    if (!isForLibraries(request, 'all')) return undefined;
    const call = callOf(request);
    const body = request.json ? `\tbody := ${literal(request.json.value, dialect, '\t')}\n` : '';
    const packages = [
      'encoding/json',
      'log',
      'os',
      ...(usesUrlVariable(request.target) ? ['net/url', 'strings'] : []),
    ].sort();
    return `package main

import (
${packages.map((name) => `\t"${name}"\n`).join('')}
\t"github.com/ovh/go-ovh/ovh"
)

func main() {
\tclient, err := ovh.NewEndpointClient(${endpointOf(account)})
\tif err != nil {
\t\tlog.Fatal(err)
\t}
${body}\tvar answer any
${call}\tencoder := json.NewEncoder(os.Stdout)
\tencoder.SetIndent("", "  ")
\tif err := encoder.Encode(answer); err != nil {
\t\tlog.Fatal(err)
\t}
}
`;
  },
};

/** The credential is the one of the variables `OVH_…`, or of `ovh.conf`. */
function endpointOf({ endpoint: { name, origin } }: CopiedAccount): string {
  return dialect.text(name === 'custom' ? `${origin}/1.0` : name);
}

/** Only a request that is made first takes headers. */
function callOf(request: SecretFreeRequest): string {
  const { method, target, json } = request;
  const headers = ownHeaders(request);
  const args = [dialect.text(method), expression(target, dialect), json ? 'body' : 'nil'].join(', ');
  if (headers.length === 0) return withFailure(`err := client.CallAPI(${args}, &answer, true)`);
  const set = headers.map(
    ({ name, value }) => `\trequest.Header.Set(${dialect.text(name)}, ${expression(value, dialect)})\n`,
  );
  return `\trequest, err := client.NewRequest(${args}, true)
\tif err != nil {
\t\tlog.Fatal(err)
\t}
${set.join('')}\tresponse, err := client.Do(request)
\tif err != nil {
\t\tlog.Fatal(err)
\t}
${withFailure('err := client.UnmarshalResponse(response, &answer)')}`;
}

function withFailure(statement: string): string {
  return `\tif ${statement}; err != nil {\n\t\tlog.Fatal(err)\n\t}\n`;
}
