import { encodeText } from '../api/encodeText.js';
import { isStrictJson } from '../resource/jsonTree.js';
import { jsonOfYaml } from '../resource/yamlSpec.js';
import { JsonBody, type BodyText, type ResolvedBody } from './jsonBody.js';
import { error, type Problem, type Span } from './problem.js';
import type { BodyFile, BodyForm, BodyLine, RequestBody } from './requestFile.js';
import { needKey, type Need, type Sources } from './sources.js';
import { encodeRest, type Findings } from './target.js';
import { templateParts } from './template.js';
import { faultsAt, LONGEST_VALUE, type Resolved, type Variables } from './variables.js';

/** Placeholders that are reported in one body. */
const MOST_TOLD = 20;

/** Fills a body's variables and files in, and checks that it is what its `Content-Type` says. */
export function resolveBody(
  { lines, form, span }: RequestBody,
  variables: Variables,
  { files }: Pick<Sources, 'files'>,
  findings: Findings,
): ResolvedBody {
  const body = form === 'json' ? new JsonBody(span) : new PlainBody(form, span);
  const filler = new Filler(body, variables, findings);
  for (const [index, line] of lines.entries()) {
    if (index > 0) body.endLine();
    if (line.file) readFile(line.file, line, filler, files, findings);
    else filler.line(line.text, (from, to) => within(line.span, from, to));
  }
  const { problems, ...resolved } = body.end();
  findings.problems.push(...body.placeholders.slice(0, MOST_TOLD));
  // What comes later may be what is missing.
  if (findings.needs.length === 0 && findings.problems.length === 0) findings.problems.push(...problems);
  return resolved;
}

function within({ start }: Span, from: number, to: number): Span {
  return { start: start + from, end: start + to };
}

function readFile(
  { path, isFilled, encoding }: BodyFile,
  line: BodyLine,
  filler: Filler,
  files: Sources['files'],
  findings: Findings,
): void {
  const name = filler.text(path.text, path.span);
  if (name === undefined) return;
  const need: Need = { kind: 'file', path: name, encoding, span: path.span };
  const content = files.get(needKey(need));
  if (content === undefined) {
    findings.needs.push(need);
    filler.value({ text: 'null', shown: line.text }, line.span);
  } else if (isFilled) {
    for (const [index, one] of content.split(/\r\n|\n|\r/).entries()) {
      if (index > 0) filler.endLine();
      filler.line(one, () => line.span);
    }
  } else {
    filler.written(content, line.span);
  }
}

/** Fills the uses of a body in, up to a length. */
class Filler {
  readonly #body: BodyText;
  readonly #variables: Variables;
  readonly #findings: Findings;
  #added = 0;

  constructor(body: BodyText, variables: Variables, findings: Findings) {
    this.#body = body;
    this.#variables = variables;
    this.#findings = findings;
  }

  line(text: string, place: (from: number, to: number) => Span): void {
    for (const part of templateParts(text)) {
      const span = place(part.start, part.end);
      if (part.kind === 'use') this.#use(part.content, text.slice(part.start, part.end), span);
      else if (part.kind !== 'open') this.#body.written(part.text, span);
      else if (!this.#body.isInComment) this.#findings.problems.push(error('bracesOpen', span));
    }
  }

  /** A text of one line with its uses filled in; `undefined` where one has no value. */
  text(text: string, span: Span): string | undefined {
    const { problems, needs } = this.#findings;
    const before = problems.length + needs.length;
    const filled = templateParts(text).map((part) => {
      if (part.kind === 'use') return this.#resolve(part.content, span).text;
      return part.kind === 'open' ? text.slice(part.start, part.end) : part.text;
    });
    return problems.length + needs.length === before ? filled.join('') : undefined;
  }

  written(text: string, span: Span): void {
    this.#body.written(text, span);
  }

  value(resolved: Pick<Resolved, 'text' | 'shown'>, span: Span): void {
    this.#body.value(resolved, span);
  }

  endLine(): void {
    this.#body.endLine();
  }

  #use(content: string, written: string, span: Span): void {
    if (this.#body.isInComment) return;
    const { problems } = this.#findings;
    const before = this.#added;
    const resolved = this.#resolve(content, span);
    this.#added += resolved.text.length;
    if (this.#added <= LONGEST_VALUE) {
      const shown = resolved.faults.length > 0 ? written : resolved.shown;
      this.#body.value({ text: resolved.text, shown }, span);
    } else if (before <= LONGEST_VALUE) problems.push(error('variableTooLong', span, content));
  }

  #resolve(content: string, span: Span): Resolved {
    const { problems, needs, secrets } = this.#findings;
    const resolved = this.#variables.resolve(content);
    problems.push(...faultsAt(resolved, span));
    needs.push(...resolved.needs.map((need) => ({ ...need, span })));
    secrets.push(...resolved.secrets);
    return resolved;
  }
}

/** Placeholders that are a whole value. In YAML braces would be an object of one name without a value, which is never meant. */
const PLACEHOLDERS: Readonly<Partial<Record<BodyForm, RegExp>>> = {
  form: /(?<![^=&\s])(\{[A-Za-z_][\w.-]*\})(?![^&\s])/g,
  yaml: /^[ \t]*(?:- +)*[A-Za-z_][\w.-]*:[ \t]+["']?(\{[A-Za-z_][\w.-]*\})["']?[ \t]*$/g,
};

/** A body that isn't JSON. */
class PlainBody implements BodyText {
  readonly isInComment = false;
  readonly placeholders: Problem[] = [];
  readonly #form: BodyForm;
  readonly #span: Span;
  readonly #text: string[] = [];
  readonly #shown: string[] = [];

  constructor(form: BodyForm, span: Span) {
    this.#form = form;
    this.#span = span;
  }

  written(text: string, span: Span): void {
    const pattern = PLACEHOLDERS[this.#form];
    for (const { index, 0: whole, 1: found = '' } of pattern ? text.matchAll(pattern) : []) {
      const start = span.start + index + whole.indexOf(found);
      const isExact = span.end - span.start === text.length;
      const place = isExact ? { start, end: start + found.length } : span;
      this.placeholders.push(error('placeholderInBody', place, found));
    }
    const own = this.#form === 'form' ? encodeRest(text.trim()) : text;
    this.#text.push(own);
    this.#shown.push(own);
  }

  value({ text, shown }: Pick<Resolved, 'text' | 'shown'>): void {
    this.#text.push(this.#form === 'form' ? encodeText(text) : text);
    this.#shown.push(this.#form === 'form' && shown === text ? encodeText(text) : shown);
  }

  /** The lines of a form are one. */
  endLine(): void {
    if (this.#form === 'form') return;
    this.#text.push('\n');
    this.#shown.push('\n');
  }

  end(): ReturnType<BodyText['end']> {
    const [text, shown] = [this.#text.join(''), this.#shown.join('')];
    if (this.#form !== 'yaml') return { text, shown, problems: [] };
    const read = jsonOfYaml(text);
    const json = read.faults.length === 0 ? read.json : undefined;
    if (json === undefined || !isStrictJson(json)) {
      return { text, shown, problems: [error('bodyNotYaml', this.#span, read.faults[0]?.message ?? '')] };
    }
    return { text: json, shown: jsonOfYaml(shown).json ?? shown, problems: [] };
  }
}
