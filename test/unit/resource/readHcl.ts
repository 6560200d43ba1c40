/**
 * Reads as much of HCL as resources are written in, as its specification says (hclsyntax/spec.md): blocks, attributes,
 * objects, lists, quoted templates without interpolation, numbers and references. Throws at anything else.
 */
export interface HclBlock {
  readonly header: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

export function readHcl(text: string): readonly HclBlock[] {
  const reader = new Reader(text);
  const blocks: HclBlock[] = [];
  while (!reader.isAtEnd()) blocks.push(reader.block());
  return blocks;
}

class Reader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#space();
    return this.#at === this.#text.length;
  }

  block(): HclBlock {
    const header = [this.#take(/[a-z]+/y)];
    while (this.#peek() !== '{') header.push(this.#string());
    return { header, body: this.#object() };
  }

  #object(): Readonly<Record<string, unknown>> {
    const fields: [string, unknown][] = [];
    this.#take(/\{/y);
    while (this.#peek() !== '}') {
      const name = this.#peek() === '"' ? this.#string() : this.#take(/[A-Za-z_][\w-]*/y);
      this.#take(/=/y);
      fields.push([name, this.#value()]);
      // A field ends with its line.
      if (!/^[ ]*(?:\n|\})/.test(this.#text.slice(this.#at)))
        throw new Error(`two fields in a line: ${name}`);
    }
    this.#take(/\}/y);
    return Object.fromEntries(fields);
  }

  #value(): unknown {
    const next = this.#peek();
    if (next === '"') return this.#string();
    if (next === '{') return this.#object();
    if (next === '[') return this.#list();
    if (/[-\d]/.test(next)) return Number(this.#take(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y));
    const word = this.#take(/[A-Za-z_][\w.]*/y);
    const known = new Map<string, unknown>([
      ['true', true],
      ['false', false],
      ['null', null],
    ]);
    return known.has(word) ? known.get(word) : { reference: word };
  }

  #list(): readonly unknown[] {
    const members: unknown[] = [];
    this.#take(/\[/y);
    while (this.#peek() !== ']') {
      members.push(this.#value());
      if (this.#peek() !== ']') this.#take(/,/y);
    }
    this.#take(/\]/y);
    return members;
  }

  #string(): string {
    const quoted = this.#take(/"(?:[^"\\\n\r]|\\.)*"/y).slice(1, -1);
    let read = '';
    for (let at = 0; at < quoted.length; at += 1) {
      const three = quoted.slice(at, at + 3);
      const one = three.charAt(0);
      const two = three.charAt(1);
      if (three === '$${' || three === '%%{') {
        read += three.slice(1);
        at += 2;
      } else if (/^[$%]\{/.test(three)) throw new Error(`a template begins in ${quoted}`);
      else if (one === '\\' && two === 'u') {
        read += String.fromCharCode(Number.parseInt(quoted.slice(at + 2, at + 6), 16));
        at += 5;
      } else if (one === '\\') {
        const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
        const escaped = escapes[two];
        if (escaped === undefined) throw new Error(`no escape of HCL: \\${two}`);
        read += escaped;
        at += 1;
      } else read += one;
    }
    return read;
  }

  #peek(): string {
    this.#space();
    return this.#text[this.#at] ?? '';
  }

  #take(pattern: RegExp): string {
    this.#space();
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined)
      throw new Error(`no ${pattern.source} at ${this.#text.slice(this.#at, this.#at + 40)}`);
    this.#at += found.length;
    return found;
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }
}
