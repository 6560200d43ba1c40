import { LineReader, piece, type Line } from './lines.js';
import type { Span } from './problem.js';
import { readBodyLine } from './readBody.js';
import type { Block } from './readBlock.js';
import type {
  BodyForm,
  BodyLine,
  HeaderLine,
  Located,
  RequestBody,
  ScratchRequest,
  Target,
} from './requestFile.js';
import { joinTarget, METHODS } from './requestLine.js';

const FORMS: readonly BodyForm[] = ['json', 'yaml', 'form', 'text'];
/** Where the numbers of a request are, from its first one on. A place that is -1 doesn't exist. */
const [SPAN, TITLE, NAME, METHOD, BODY] = [0, 2, 4, 6, 8];
const [METHOD_INDEX, FORM_INDEX, PIECES, VARIABLE_PART] = [10, 11, 12, 13];

/** What few requests have. */
type Rare = Pick<Block, 'pages' | 'asksOnce' | 'prompts' | 'expectations'>;
const NOTHING_RARE: Rare = { pages: undefined, asksOnce: false, prompts: [], expectations: [] };

/**
 * A request as a file holds thousands of them: the places of its parts are in one list of numbers for the whole file, and the parts
 * are made on demand. The garbage collector copies each object that outlives the reading, which took more than half of the
 * time of a large file, and is what made that time grow faster than the file.
 */
class StoredRequest implements ScratchRequest {
  readonly key: string;
  readonly #text: string;
  readonly #places: readonly number[];
  readonly #at: number;
  readonly #rare: Rare;

  constructor(key: string, text: string, places: readonly number[], at: number, rare: Rare) {
    this.key = key;
    this.#text = text;
    this.#places = places;
    this.#at = at;
    this.#rare = rare;
  }

  get span(): Span {
    return { start: this.#place(SPAN), end: this.#place(SPAN + 1) };
  }

  get title(): Located | undefined {
    return this.#located(TITLE);
  }

  get name(): Located | undefined {
    return this.#located(NAME);
  }

  get method(): ScratchRequest['method'] {
    const [start, end] = [this.#place(METHOD), this.#place(METHOD + 1)];
    const method = METHODS[this.#place(METHOD_INDEX)] ?? 'GET';
    return { text: this.#text.slice(start, end), span: { start, end }, method };
  }

  get target(): Target {
    return joinTarget(this.#pieces(VARIABLE_PART, this.#place(PIECES)));
  }

  get headers(): readonly HeaderLine[] {
    const count = VARIABLE_PART + 2 * this.#place(PIECES);
    const pieces = this.#pieces(count + 1, 2 * this.#place(count));
    const headers: HeaderLine[] = [];
    for (let at = 0; at + 1 < pieces.length; at += 2) {
      const [name, value] = [pieces[at], pieces[at + 1]];
      if (name && value) headers.push({ name, value });
    }
    return headers;
  }

  get body(): RequestBody | undefined {
    const start = this.#place(BODY);
    if (start < 0) return undefined;
    return new StoredBody(
      this.#text,
      { start, end: this.#place(BODY + 1) },
      FORMS[this.#place(FORM_INDEX)] ?? 'json',
    );
  }

  get pages(): ScratchRequest['pages'] {
    return this.#rare.pages;
  }

  get asksOnce(): boolean {
    return this.#rare.asksOnce;
  }

  get prompts(): ScratchRequest['prompts'] {
    return this.#rare.prompts;
  }

  get expectations(): ScratchRequest['expectations'] {
    return this.#rare.expectations;
  }

  #place(offset: number): number {
    return this.#places[this.#at + offset] ?? -1;
  }

  #located(offset: number): Located | undefined {
    const start = this.#place(offset);
    return start < 0 ? undefined : piece(this.#text, start, this.#place(offset + 1));
  }

  #pieces(from: number, count: number): Located[] {
    const pieces: Located[] = [];
    for (let at = from; at < from + 2 * count; at += 2) {
      pieces.push(piece(this.#text, this.#place(at), this.#place(at + 1)));
    }
    return pieces;
  }
}

/** A body whose lines are parted on demand. */
class StoredBody implements RequestBody {
  readonly #text: string;
  readonly span: Span;
  readonly form: BodyForm;
  #lines: readonly BodyLine[] | undefined;

  constructor(text: string, span: Span, form: BodyForm) {
    this.#text = text;
    this.span = span;
    this.form = form;
  }

  get lines(): readonly BodyLine[] {
    this.#lines ??= this.#read();
    return this.#lines;
  }

  #read(): readonly BodyLine[] {
    const { start, end } = this.span;
    const lines: BodyLine[] = [];
    // The body alone, since looking for the next line end of a kind that the file doesn't have would go through all of it.
    const reader = new LineReader(this.#text.slice(start, end), 0);
    for (let line = reader.next(); line; line = reader.next()) {
      const one = readBodyLine(this.#text, moved(line, start), this.form);
      if (one && !('code' in one)) lines.push(one);
    }
    return lines;
  }
}

function moved({ start, first, end }: Line, by: number): Line {
  return { start: start + by, first: first + by, end: end + by };
}

/** Keeps what a block with a request held, its places at the end of those of the file. */
export function storeRequest(
  text: string,
  places: number[],
  key: string,
  block: Block,
  method: ScratchRequest['method'],
): ScratchRequest {
  const at = places.length;
  const { index, title, name, pieces, headers, body, form } = block;
  places.push(index === 0 ? method.span.start : block.start, block.end);
  pushPlace(places, title?.span);
  pushPlace(places, name?.span);
  pushPlace(places, method.span);
  pushPlace(places, body);
  places.push(METHODS.indexOf(method.method), FORMS.indexOf(form), pieces.length);
  for (const { span } of pieces) pushPlace(places, span);
  places.push(headers.length);
  for (const header of headers) {
    pushPlace(places, header.name.span);
    pushPlace(places, header.value.span);
  }
  const { pages, asksOnce, prompts, expectations } = block;
  const isPlain = !pages && !asksOnce && prompts.length === 0 && expectations.length === 0;
  return new StoredRequest(
    key,
    text,
    places,
    at,
    isPlain ? NOTHING_RARE : { pages, asksOnce, prompts, expectations },
  );
}

function pushPlace(places: number[], span: Span | undefined): void {
  places.push(span?.start ?? -1, span?.end ?? -1);
}
