/** A part of a word of a shell: text as it is, or what an environment variable holds. */
type WordPart = string | { readonly variable: string };
export type ShellWord = readonly WordPart[];

/** Why a text is no command that can be read: it runs other commands, or a quote has no end. */
export class UnreadableCommand extends Error {}

/** Longer texts are no commands that people paste. */
const MOST_CHARACTERS = 1_000_000;
/** What our own copies escape a variable by: a request file escapes it itself, for the place where it is. */
const OWN_ESCAPE = /\$\((?:json_text|url_text) "\$(\w+)"\)/y;
const VARIABLE = /\$(?:(\w+)|\{(\w+)\})/y;
/** Other kinds of space are letters to a shell. */
const BLANKS = new Set([' ', '\t', '\r']);
const ENDS = new Set(['\n', ';', '|', '&', '<', '>', '(', ')']);

/**
 * The words of the first command of a text, as a POSIX shell splits them (POSIX, 2.2 and 2.3), with `$'…'` of bash. Ends where
 * the command does. Throws `UnreadableCommand`.
 */
export function shellWords(text: string): readonly ShellWord[] {
  if (text.length > MOST_CHARACTERS) throw new UnreadableCommand('The command is too long.');
  const words: ShellWord[] = [];
  const reader = new Reader(text);
  for (;;) {
    const word = reader.word();
    if (!word) return words;
    words.push(word);
  }
}

class Reader {
  #at = 0;
  #parts: WordPart[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next word; `undefined` at the command's end. */
  word(): ShellWord | undefined {
    this.#skipBlanks();
    const first = this.#text[this.#at];
    if (first === undefined || ENDS.has(first) || first === '#') return undefined;
    this.#parts = [];
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || BLANKS.has(character) || ENDS.has(character)) break;
      this.#piece(character);
    }
    return this.#parts;
  }

  #skipBlanks(): void {
    for (;;) {
      const [blank] = /^(?:[ \t\r]|\\\r?\n)+/.exec(this.#text.slice(this.#at, this.#at + 200)) ?? [];
      if (blank === undefined) return;
      this.#at += blank.length;
    }
  }

  #piece(character: string): void {
    if (character === "'") this.#add(this.#upTo("'", 1));
    else if (character === '"') this.#quoted();
    else if (this.#text.startsWith("$'", this.#at)) this.#ansi();
    else if (character === '\\') {
      const next = this.#text[this.#at + 1] ?? '';
      this.#at += 2;
      if (next !== '\n') this.#add(next);
    } else if (character === '$' || character === '`') this.#expansion(character);
    else {
      this.#at += 1;
      this.#add(character);
    }
  }

  #quoted(): void {
    this.#at += 1;
    this.#add('');
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) throw new UnreadableCommand('A quote has no end.');
      if (character === '"') {
        this.#at += 1;
        return;
      }
      const next = this.#text[this.#at + 1] ?? '';
      if (character === '\\' && /[$`"\\\n]/.test(next)) {
        this.#at += 2;
        if (next !== '\n') this.#add(next);
      } else if (character === '$' || character === '`') this.#expansion(character);
      else {
        this.#at += 1;
        this.#add(character);
      }
    }
  }

  /** `$NAME`; a dollar before anything else is one. Other commands are not run. */
  #expansion(character: string): void {
    for (const pattern of [OWN_ESCAPE, VARIABLE]) {
      pattern.lastIndex = this.#at;
      const found = pattern.exec(this.#text);
      if (found) {
        this.#at += found[0].length;
        this.#parts.push({ variable: found[1] ?? found[2] ?? '' });
        return;
      }
    }
    if (character === '`' || /^\$[({]/.test(this.#text.slice(this.#at, this.#at + 2))) {
      throw new UnreadableCommand('The command takes a value from another command.');
    }
    this.#at += 1;
    this.#add(character);
  }

  /** `$'…'` with the escapes of C. */
  #ansi(): void {
    const content = /\$'((?:[^'\\]|\\[^])*)'/y;
    content.lastIndex = this.#at;
    const found = content.exec(this.#text);
    if (!found) throw new UnreadableCommand('A quote has no end.');
    this.#at += found[0].length;
    this.#add(
      (found[1] ?? '').replaceAll(
        /\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|([0-7]{1,3})|([^]))/g,
        (_, ...groups: readonly unknown[]) => {
          const [x, u, big, octal, other = ''] = groups as readonly (string | undefined)[];
          const digits = x ?? u ?? big;
          if (digits !== undefined) return characterOf(parseInt(digits, 16));
          return octal === undefined ? (ANSI[other] ?? other) : characterOf(parseInt(octal, 8));
        },
      ),
    );
  }

  #upTo(mark: string, skip: number): string {
    const start = this.#at + skip;
    const end = this.#text.indexOf(mark, start);
    if (end < 0) throw new UnreadableCommand('A quote has no end.');
    this.#at = end + 1;
    return this.#text.slice(start, end);
  }

  #add(text: string): void {
    const last = this.#parts.at(-1);
    if (typeof last === 'string') this.#parts[this.#parts.length - 1] = last + text;
    else this.#parts.push(text);
  }
}

const ANSI: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
