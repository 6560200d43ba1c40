import fc from 'fast-check';
import { parseRequestFile } from '../../../../src/scratchpad/parseRequestFile.js';

/** How many texts are tried; more by hand, as the environment says. */
export const numRuns = Number(process.env.OVHAPI_RANDOM_TEXTS ?? 2_000);

/** Words that request files are made of, and what disturbs them. */
const word = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'GET ',
      'post ',
      '/v2/shop',
      '/order',
      '/{orderId}',
      '?a=b',
      '&c=',
      ' HTTP/1.1',
    ),
  },
  { weight: 4, arbitrary: fc.constantFrom('\n', '\n\n', '\r\n', '\r', ' ', '\t', '  ') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '###',
      '### title',
      '# @name one',
      '# note',
      '// @expect status 200',
      '/*',
      '*/',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('@a = b', '@c={{a}}', '{{a}}', '{{one.id}}', '{{', '}}', '\\{{', '{{$uuid}}'),
  },
  { weight: 3, arbitrary: fc.constantFrom('Content-Type: application/yaml', 'X: y', 'A :  b', ': ') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '"a": 1',
      ',',
      ':',
      'a: b',
      '< ./f',
      '- x',
      '//',
      '#',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
);

/** Texts that are more or less request files, with any line ends, and a byte order mark at times. */
export const requestText = fc
  .tuple(fc.constantFrom('', '', '', '\uFEFF'), fc.array(word, { maxLength: 40 }))
  .map(([mark, words]) => mark + words.join(''));

/** What of a file is sent, its blanks left out of JSON. */
export function meaning(text: string): unknown {
  const { requests, variables, diagnostics } = parseRequestFile(text);
  return {
    codes: diagnostics.map(({ code }) => code),
    variables: variables.map(({ name, value }) => [name.text, value.text]),
    requests: requests.map(({ method, target, headers, body, title, name }) => ({
      method: method.method,
      target: target.text,
      headers: headers.map((header) => [header.name.text, header.value.text]),
      title: title?.text,
      name: name?.text,
      form: body?.form,
      body: body?.lines
        .map((line) => (body.form === 'json' ? line.text.replaceAll(/\s/g, '') : line.text))
        .filter((line) => body.form !== 'json' || line !== '')
        .join(body.form === 'json' ? '' : '\n'),
    })),
  };
}
