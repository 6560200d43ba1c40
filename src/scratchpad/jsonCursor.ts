const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A place in a JSON text, at the beginning of a value. What of the text is no JSON is found when the value is read. */
export class JsonCursor {
  /** In UTF-16 units. */
  at = 0;
  readonly #json: string;

  constructor(json: string) {
    this.#json = json;
    this.#skipBlanks();
  }

  /**
   * Goes to a field of the object or a member of the list that it is at; a negative step counts from the end. Returns whether
   * there is such a value.
   */
  enter(step: string | number): boolean {
    const code = this.#code();
    if (code === OPEN_OBJECT) return this.#enterField(String(step));
    if (code !== OPEN_LIST || typeof step === 'string') return false;
    return this.#enterMember(step < 0 ? step + this.#length() : step);
  }

  /** Goes behind the value that it is at. */
  skipValue(): void {
    let depth = 0;
    do {
      const code = this.#code();
      if (code === QUOTE) this.#skipText();
      else if (code === OPEN_LIST || code === OPEN_OBJECT) {
        depth += 1;
        this.at += 1;
      } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
        depth -= 1;
        this.at += 1;
      } else if (depth === 0) this.#skipWord();
      else this.at += 1;
    } while (depth > 0 && this.at < this.#json.length);
  }

  #enterField(name: string): boolean {
    while (this.#next(CLOSE_OBJECT)) {
      const start = this.at;
      this.skipValue();
      const key = this.#json.slice(start, this.at);
      this.#skipBlanks();
      this.at += 1;
      this.#skipBlanks();
      if (isName(key, name)) return true;
      this.skipValue();
    }
    return false;
  }

  #enterMember(index: number): boolean {
    for (let left = index; left >= 0 && this.#next(CLOSE_LIST); left -= 1) {
      if (left === 0) return true;
      this.skipValue();
    }
    return false;
  }

  /** How many members the list has that it is at. */
  #length(): number {
    const start = this.at;
    let count = 0;
    for (; this.#next(CLOSE_LIST); count += 1) this.skipValue();
    this.at = start;
    return count;
  }

  /** Goes to the next part of an object or a list, from its bracket or from behind the part before. Returns whether there is one. */
  #next(close: number): boolean {
    this.#skipBlanks();
    const code = this.#code();
    if (code !== COMMA && code !== OPEN_LIST && code !== OPEN_OBJECT) return false;
    this.at += 1;
    this.#skipBlanks();
    return this.at < this.#json.length && this.#code() !== close;
  }

  #skipText(): void {
    this.at += 1;
    while (this.at < this.#json.length && this.#code() !== QUOTE)
      this.at += this.#code() === BACKSLASH ? 2 : 1;
    this.at += 1;
  }

  /** A number or a word; one character at least, so that every text has an end. */
  #skipWord(): void {
    do this.at += 1;
    while (/[^\s,:[\]{}"]/.test(this.#json[this.at] ?? ''));
  }

  #skipBlanks(): void {
    while (this.#code() <= 0x20) this.at += 1;
  }

  #code(): number {
    return this.#json.charCodeAt(this.at);
  }
}

function isName(key: string, name: string): boolean {
  if (!key.includes('\\')) return key === `"${name}"`;
  try {
    return JSON.parse(key) === name;
  } catch {
    return false;
  }
}
