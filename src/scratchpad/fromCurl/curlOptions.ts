/** Short options and what they are called in full (curl(1)). Those of upper importance only; others are left out with their value. */
const SHORT: Readonly<Record<string, string>> = {
  d: 'data',
  F: 'form',
  G: 'get',
  H: 'header',
  I: 'head',
  T: 'upload-file',
  X: 'request',
};

/** Letters of the options that take a value, besides those above that do. */
const SHORT_WITH_VALUE = 'AbcCDeEhKmoPQrtuUwxyYz';

/** Options that mean something to a request, and take a value. */
const WITH_VALUE = new Set([
  ...['data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode', 'form', 'form-string', 'header'],
  ...['json', 'request', 'upload-file', 'url', 'url-query'],
]);

/** Options without a value, as far as people paste them. Of all others it is taken that they have one. */
const WITHOUT_VALUE = new Set([
  ...['anyauth', 'basic', 'compressed', 'create-dirs', 'crlf', 'digest', 'disable', 'fail', 'fail-early'],
  ...[
    'fail-with-body',
    'get',
    'globoff',
    'head',
    'http1.0',
    'http1.1',
    'http2',
    'http2-prior-knowledge',
    'http3',
  ],
  ...[
    'include',
    'insecure',
    'ipv4',
    'ipv6',
    'location',
    'location-trusted',
    'negotiate',
    'no-buffer',
    'ntlm',
  ],
  ...[
    'path-as-is',
    'progress-bar',
    'raw',
    'remote-header-name',
    'remote-name',
    'show-error',
    'silent',
    'ssl-reqd',
  ],
  ...[
    'tcp-nodelay',
    'tlsv1',
    'tlsv1.0',
    'tlsv1.1',
    'tlsv1.2',
    'tlsv1.3',
    'verbose',
    'no-progress-meter',
    'no-keepalive',
  ],
]);

/** An option by its long name; of one that isn't known, as it was written. */
export interface CurlOption {
  readonly name: string;
  readonly takesValue: boolean;
  /** The rest of a word such as `-XPOST`. */
  readonly value?: string;
}

/** The options that a word holds; none when it is an address. */
export function optionsIn(word: string): readonly CurlOption[] {
  if (word.startsWith('--')) {
    const name = word.slice(2);
    return name === '' ? [] : [{ name, takesValue: WITH_VALUE.has(name) || !WITHOUT_VALUE.has(name) }];
  }
  if (!/^-[A-Za-z0-9#:]/.test(word)) return [];
  const options: CurlOption[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    const name = SHORT[letter] ?? `-${letter}`;
    if (!WITH_VALUE.has(name) && !SHORT_WITH_VALUE.includes(letter)) {
      options.push({ name, takesValue: false });
      continue;
    }
    const value = word.slice(at + 1);
    return [...options, { name, takesValue: true, ...(value !== '' && { value }) }];
  }
  return options;
}
