/**
 * The words that a program gets from our command for PowerShell: its expressions are worked out by the rules of
 * about_Quoting_Rules, and what `q` escaped is undone as programs on Windows do (the parsing rules of C's command lines).
 */
export function readPowershell(command: string, env: Readonly<Record<string, string>>): readonly string[] {
  const start = command.indexOf('curl.exe ') + 'curl.exe '.length;
  const reader = new Reader(command.slice(start, command.lastIndexOf('\n}')), env);
  return reader.words();
}

const LETTERS = /['\u2018\u2019\u201a\u201b]/;

class Reader {
  #at = 0;
  constructor(
    readonly text: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  words(): readonly string[] {
    const words: string[] = [];
    this.#skip();
    while (this.#at < this.text.length) {
      words.push(this.#word());
      this.#skip();
    }
    return words;
  }

  #skip(): void {
    while (/^(?:\s|`\n)/.test(this.text.slice(this.#at, this.#at + 2))) {
      this.#at += this.text[this.#at] === '`' ? 2 : 1;
    }
  }

  #word(): string {
    const [escaped] = /^\(q /.exec(this.text.slice(this.#at)) ?? [];
    if (escaped !== undefined) {
      this.#at += escaped.length;
      const value = this.#value();
      this.#expect(')');
      return handedOver(value.replaceAll(/(\\*)"/g, '$1$1\\"'));
    }
    const bare = /^(?:"[^"]*"|[^\s'("]+)/.exec(this.text.slice(this.#at))?.[0];
    if (bare !== undefined && !bare.startsWith('$')) {
      this.#at += bare.length;
      return bare.replaceAll('"', '');
    }
    return handedOver(this.#value());
  }

  #value(): string {
    const rest = this.text.slice(this.#at);
    const variable = /^\$env:(\w+)/.exec(rest);
    if (variable) {
      this.#at += variable[0].length;
      return this.env[variable[1] ?? ''] ?? '';
    }
    const address = /^\[uri\]::EscapeDataString\(\$env:(\w+)\)/.exec(rest);
    if (address) {
      this.#at += address[0].length;
      return encodeURIComponent(this.env[address[1] ?? ''] ?? '');
    }
    const json = /^\(\(ConvertTo-Json \$env:(\w+)\) -replace '\^"\|"\$', ''\)/.exec(rest);
    if (json) {
      this.#at += json[0].length;
      return JSON.stringify(this.env[json[1] ?? ''] ?? '').replaceAll(/^"|"$/g, '');
    }
    if (rest.startsWith('(')) {
      this.#at += 1;
      let value = this.#value();
      while (this.text.startsWith(' + ', this.#at)) {
        this.#at += 3;
        value += this.#value();
      }
      this.#expect(')');
      return value;
    }
    return this.#quoted();
  }

  #quoted(): string {
    this.#expect("'");
    let value = '';
    for (;;) {
      const character = this.text[this.#at];
      if (character === undefined) throw new Error('A string has no end.');
      this.#at += 1;
      if (!LETTERS.test(character)) value += character;
      else if (LETTERS.test(this.text[this.#at] ?? '')) {
        value += character;
        this.#at += 1;
      } else return value;
    }
  }

  #expect(character: string): void {
    if (this.text[this.#at] !== character) throw new Error(`No ${character} at ${this.text.slice(this.#at)}`);
    this.#at += 1;
  }
}

/** One argument as it arrives: put in quotes where it has spaces, backslashes before a quote halved. */
function handedOver(argument: string): string {
  const line = /\s/.test(argument) ? `"${argument}"` : argument;
  let value = '';
  let isQuoted = false;
  for (const [part] of line.matchAll(/\\*"|[^]/gu)) {
    if (!part.endsWith('"')) {
      if (!isQuoted && /\s/.test(part)) throw new Error('The argument was split.');
      value += part;
      continue;
    }
    const backslashes = part.length - 1;
    value += '\\'.repeat(Math.floor(backslashes / 2));
    if (backslashes % 2 === 1) value += '"';
    else isQuoted = !isQuoted;
  }
  if (isQuoted) throw new Error('A quote has no end.');
  return value;
}
