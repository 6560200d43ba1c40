import fc from 'fast-check';

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
