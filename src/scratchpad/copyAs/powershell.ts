import { isGlob } from './curl.js';
import type { CopyTarget } from './copyTarget.js';
import { hex } from './literal.js';
import type { Pieces, SecretUse } from './pieces.js';

/**
 * A curl command for PowerShell. Versions differ in how they hand quotes over to programs; the old way is set for this command
 * alone, and `q` escapes for it. Only letters of ASCII arrive everywhere, so others are escaped in a JSON body.
 */
export const powershell: CopyTarget = {
  id: 'powershell',
  name: 'curl for PowerShell',
  isCommand: true,
  write: ({ method, origin, target, headers, body, json }) => {
    const asciiBody =
      body && json ? body.map((piece) => (typeof piece === 'string' ? asciiJson(piece) : piece)) : body;
    const lines = [
      `curl.exe ${isGlob(target) ? '-g ' : ''}${method === 'HEAD' ? '-I' : `-X ${method}`} ${word([origin, ...target])}`,
      `-H "Authorization: Bearer $env:OVH_ACCESS_TOKEN"`,
      ...headers.map(({ name, value }) => `-H ${word([`${name}: `, ...value])}`),
      ...(asciiBody ? [`--data-raw ${word(asciiBody)}`] : []),
    ];
    return [
      '& {',
      "  $PSNativeCommandArgumentPassing = 'Legacy'",
      String.raw`  function q($text) { $text -replace '(\\*)"', '$1$1\"' }`,
      `  ${lines.join(' `\n    ')}`,
      '}',
    ].join('\n');
  },
};

/** An argument. A text goes through `q` only where that changes something. */
function word(pieces: Pieces): string {
  const texts = pieces.map((piece) => (typeof piece === 'string' ? text(piece) : variable(piece)));
  if (texts.length > 1) return `(q (${texts.join(' + ')}))`;
  const [only = "''"] = texts;
  return /"|^[$([]/.test(only) ? `(q ${only})` : only;
}

/** Between single quotes only these have a meaning, and PowerShell takes curly ones for them (about_Quoting_Rules). */
function text(written: string): string {
  return `'${written.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

function variable({ variable: name, surroundings }: SecretUse): string {
  if (surroundings === 'plain') return `$env:${name}`;
  if (surroundings === 'url') return `[uri]::EscapeDataString($env:${name})`;
  return `((ConvertTo-Json $env:${name}) -replace '^"|"$', '')`;
}

function asciiJson(written: string): string {
  return written.replaceAll(/[^\0-~]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`);
}
