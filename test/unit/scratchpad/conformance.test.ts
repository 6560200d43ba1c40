import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRequestFile } from '../../../src/scratchpad/parseRequestFile.js';
import { toApiRequest } from '../../../src/scratchpad/toApiRequest.js';

/** A request as a tool reads it. */
interface Read {
  readonly name?: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** What is read of a file here; REST Client and httpYac read the same by their documentation, but for what `differs` says. */
interface Expected {
  readonly requests: readonly Read[];
  readonly differs?: {
    readonly restClient?: readonly Read[];
    readonly httpYac?: readonly Read[];
    readonly why: string;
  };
}

const FOLDER = join(import.meta.dirname, 'conformance');
const ORIGIN = 'https://eu.api.ovh.com';
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.http'));
const expected = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Readonly<
  Record<string, Expected>
>;

function read(text: string): readonly Read[] {
  const file = parseRequestFile(text);
  expect(file.diagnostics).toEqual([]);
  return file.requests.map((request) => {
    const prepared = toApiRequest(file, request, ORIGIN);
    if (prepared.kind !== 'ready') throw new Error(JSON.stringify(prepared));
    const { method, branch = 'v2', path, headers = {}, body } = prepared.request;
    return {
      ...(request.name && { name: request.name.text }),
      ...{ method, url: `${ORIGIN}/${branch}${path}`, headers },
      ...(body !== undefined && { body }),
    };
  });
}

describe.each(files)('the file %s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const { requests, differs } = expected[name.replace('.http', '')] ?? { requests: [] };
  const wanted = requests.map((one) => ({ headers: {}, ...one }));

  it('is read as the formats that it shares have it', () => {
    expect(wanted).not.toEqual([]);
    expect(read(text)).toEqual(wanted);
  });

  it.each([
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['CR', text.replaceAll('\n', '\r')],
    ['a byte order mark', `\uFEFF${text}`],
    // In a text of YAML they are a part of it.
    [
      'blanks at the ends of lines',
      text.replaceAll(name === 'yamlBody.http' ? /^(POST.*)\n/gm : /(.*)\n/g, '$1 \t\n'),
    ],
  ])('is read the same with %s', (_, spelled) => {
    const bodies = (all: readonly Read[]): readonly unknown[] =>
      all.map((one) => ({ ...one, body: one.body?.replaceAll(/[ \t]+$/gm, '') }));
    expect(bodies(read(spelled))).toEqual(bodies(wanted));
  });

  it('is read otherwise than by REST Client or httpYac only where that is said', () => {
    for (const other of [differs?.restClient, differs?.httpYac]) {
      expect(other?.map((one) => ({ headers: {}, ...one }))).not.toEqual(wanted);
    }
  });
});
