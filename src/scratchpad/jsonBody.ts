import { isStrictJson, readJson } from '../resource/jsonTree.js';
import { error, type Problem, type Span } from './problem.js';
import type { Resolved } from './variables.js';

const [QUOTE, BACKSLASH, SLASH, STAR] = [0x22, 0x5c, 0x2f, 0x2a];

/** A body as it is sent, and as it may be shown: with dots for secrets, and the uses whose values aren't known. */
export interface ResolvedBody {
  readonly text: string;
  readonly shown: string;
}

/** Puts a body together, stretch by stretch. */
export interface BodyText {
  /** The placeholders, such as `{policyId}`, that are left to be replaced by values. */
  readonly placeholders: readonly Problem[];
  /** Whether what comes next is left out, so that nothing in it needs a value. */
  readonly isInComment: boolean;
  written(text: string, span: Span): void;
  value(resolved: Pick<Resolved, 'text' | 'shown'>, span: Span): void;
  endLine(): void;
  end(): ResolvedBody & { readonly problems: readonly Problem[] };
}

/**
 * A JSON body, read once from its beginning to its end: comments are left out with all that is in them, and a value that is in
 * a string is escaped there, so that it can't end the string.
 */
export class JsonBody implements BodyText {
  readonly #span: Span;
  readonly #text: string[] = [];
  readonly #shown: string[] = [];
  /** Where each stretch begins in the text, and its place in the document. */
  readonly #places: { at: number; span: Span; isWritten: boolean }[] = [];
  readonly placeholders: Problem[] = [];
  #at = 0;
  #state: 'outside' | 'string' | 'lineComment' | 'blockComment' = 'outside';

  constructor(span: Span) {
    this.#span = span;
  }

  get isInComment(): boolean {
    return this.#state === 'lineComment' || this.#state === 'blockComment';
  }

  written(text: string, span: Span): void {
    const isExact = span.end - span.start === text.length;
    let from = 0;
    /** Where a string began that is written all in one. */
    let opened = -1;
    const keep = (to: number): void => {
      const place = isExact ? { start: span.start + from, end: span.start + to } : span;
      if (to > from) this.#add(text.slice(from, to), text.slice(from, to), place, isExact);
    };
    for (let at = 0; at < text.length; at += 1) {
      const [code, next] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
      if (this.#state === 'string') {
        if (code === BACKSLASH) at += 1;
        else if (code === QUOTE) {
          this.#state = 'outside';
          const string = opened < 0 ? '' : text.slice(opened, at);
          const place = isExact ? { start: span.start + opened, end: span.start + at } : span;
          if (isPlaceholder(string)) this.placeholders.push(error('placeholderInBody', place, string));
        }
      } else if (this.#state === 'outside') {
        if (code === QUOTE) {
          this.#state = 'string';
          opened = at + 1;
        } else if (code === SLASH && (next === SLASH || next === STAR)) {
          keep(at);
          this.#state = next === SLASH ? 'lineComment' : 'blockComment';
          at += 1;
        }
      } else {
        const isOver =
          this.#state === 'lineComment' ? code === 0x0a || code === 0x0d : code === STAR && next === SLASH;
        if (!isOver) continue;
        if (this.#state === 'blockComment') at += 1;
        this.#state = 'outside';
        from = at + 1;
      }
    }
    if (!this.isInComment) keep(text.length);
  }

  value({ text, shown }: Pick<Resolved, 'text' | 'shown'>, span: Span): void {
    if (this.#state === 'string') this.#add(inString(text), inString(shown), span, false);
    else this.#add(text, shown, span, false);
  }

  endLine(): void {
    if (this.#state === 'lineComment' || this.#state === 'string') this.#state = 'outside';
    const { end } = this.#places.at(-1)?.span ?? this.#span;
    this.#add('\n', '\n', { start: end, end }, false);
  }

  end(): ReturnType<BodyText['end']> {
    const whole = this.#text.join('');
    const text = whole.trim();
    const [fault] = isStrictJson(text) ? [] : readJson(text, { strict: true }).faults;
    const place = this.#placeOf((fault?.offset ?? 0) + whole.length - whole.trimStart().length);
    const problems = fault ? [error('bodyNotJson', place)] : [];
    return { text, shown: this.#shown.join('').trim(), problems };
  }

  #add(text: string, shown: string, span: Span, isWritten: boolean): void {
    this.#text.push(text);
    this.#shown.push(shown);
    this.#places.push({ at: this.#at, span, isWritten });
    this.#at += text.length;
  }

  #placeOf(at: number): Span {
    const place = this.#places.findLast((one) => one.at <= at);
    if (!place) return this.#span;
    if (!place.isWritten) return place.span.end > place.span.start ? place.span : this.#lastCharacter();
    const start = Math.min(place.span.start + at - place.at, this.#span.end - 1);
    return { start, end: start + 1 };
  }

  #lastCharacter(): Span {
    return { start: Math.max(this.#span.start, this.#span.end - 1), end: this.#span.end };
  }
}

/** Whether a text is nothing but a name in braces, which means a value in paths of API documents. */
function isPlaceholder(text: string): boolean {
  return /^\{[A-Za-z_][\w.-]*\}$/.test(text);
}

function inString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
