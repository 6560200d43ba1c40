import { isSecretName, REDACTED } from '../api/redact.js';
import { dynamicValue } from './dynamicValues.js';
import { readPath, textAt } from './jsonPath.js';
import { error, type Problem, type ProblemCode, type Span } from './problem.js';
import type { FileNames, RequestFile } from './requestFile.js';
import { needKey, type Need, type Sources } from './sources.js';
import { templateParts } from './template.js';

/** Characters of one value, and of one request with all its variables filled in. */
export const LONGEST_VALUE = 100_000;
/** Characters of all values that are filled in together: each of a chain may hold the one before, and be longer by a little. */
const MOST_FILLED = 4_000_000;
/** Variables within variables. */
const DEEPEST = 100;

const NAME = /^[A-Za-z_][\w.-]*$/;
const DYNAMIC = /^(\$[A-Za-z][\w.]*)(?:[ \t]+(.*))?$/;
const REFERENCE = /^([A-Za-z_][\w-]*)(?:\.|(?=\[))(.+)$/;
const RESPONSE = /^response\.(?:body|headers)(?:$|\.)/;

interface Fault {
  readonly code: ProblemCode;
  readonly args: readonly string[];
}

/** The value at a use of a variable. */
export interface Resolved {
  /** What is sent in its place; a stand-in where there are faults or needs. */
  readonly text: string;
  /** What may be shown in its place: dots for secrets, the use itself where its value isn't known. */
  readonly shown: string;
  readonly secrets: readonly string[];
  readonly faults: readonly Fault[];
  readonly needs: readonly Need[];
}

const NOWHERE: Span = { start: 0, end: 0 };
/** Stands for a value that comes later, so that the rest can be checked. */
const STAND_IN = 'x';

/**
 * Looks up what is between double braces. Each variable is filled in once, however many use it, so the work grows with the text
 * and not with what it would grow to. Made again for each sending, since some values are different each time.
 */
export class Variables {
  readonly #sources: Sources;
  readonly #names: FileNames;
  readonly #known = new Map<string, Resolved>();
  readonly #using = new Set<string>();
  #filledLength = 0;

  constructor({ names }: Pick<RequestFile, 'names'>, sources: Sources) {
    this.#sources = sources;
    this.#names = names;
  }

  /** The value of a use by what is written in its braces. Never throws. */
  resolve(content: string): Resolved {
    if (NAME.test(content)) return this.#variable(content) ?? this.#reference(content);
    const [, name, args = ''] = DYNAMIC.exec(content) ?? [];
    if (name !== undefined) return this.#dynamic(content, name, args.trim());
    return REFERENCE.test(content) ? this.#reference(content) : fault('variableUnreadable', content);
  }

  #variable(name: string): Resolved | undefined {
    const question = this.#names.prompts.get(name);
    if (question !== undefined) return this.#answer(name, question, isSecretName(name));
    const written = this.#names.values.get(name);
    if (written !== undefined) return this.#fromTemplate(name, withEscapes(written));
    const value = this.#sources.environment.get(name);
    if (!value) return undefined;
    const resolved = this.#fromTemplate(name, value.text);
    return value.isSecret ? asSecret(resolved) : resolved;
  }

  #fromTemplate(name: string, written: string): Resolved {
    if (this.#using.has(name)) return fault('variableCycle', name);
    const before = this.#known.get(name);
    if (before) return before;
    if (this.#using.size >= DEEPEST) return fault('variableTooLong', name);
    this.#using.add(name);
    const filled = this.#fill(written, name);
    this.#using.delete(name);
    const isEmpty = filled.text === '' && filled.faults.length === 0;
    const resolved = isEmpty ? fault('variableEmpty', name) : isSecretName(name) ? asSecret(filled) : filled;
    this.#known.set(name, resolved);
    return resolved;
  }

  #fill(written: string, name: string): Resolved {
    const texts: string[] = [];
    const shown: string[] = [];
    /** Those of its parts that are more than text. */
    const beyondText: Resolved[] = [];
    let length = 0;
    for (const line of written.split(/(?<=\n)/)) {
      for (const part of templateParts(line)) {
        const one =
          part.kind === 'use'
            ? this.resolve(part.content)
            : part.kind === 'open'
              ? fault('bracesOpen', name)
              : plain(part.text);
        length += one.text.length;
        if (length > LONGEST_VALUE) return fault('variableTooLong', name);
        texts.push(one.text);
        shown.push(one.faults.length > 0 ? line.slice(part.start, part.end) : one.shown);
        if (one.secrets.length + one.faults.length + one.needs.length > 0) beyondText.push(one);
      }
    }
    this.#filledLength += length;
    if (this.#filledLength > MOST_FILLED) return fault('variableTooLong', name);
    const text = texts.join('');
    const isShown = texts.every((each, at) => each === shown[at]);
    return { text, shown: isShown ? text : shown.join(''), ...allOf(beyondText) };
  }

  #dynamic(content: string, name: string, args: string): Resolved {
    const { machine, environment, chance } = this.#sources;
    if (name === '$prompt') return this.#answer(`$prompt ${args}`, args, isSecretName(args));
    if (name === '$shared') return this.#environmentValue(args);
    if (name === '$processEnv' || name === '$dotenv') {
      if (!machine) return fault('variableUntrusted', content);
      const variable = args.startsWith('%') ? environment.get(args.slice(1))?.text : args;
      const value = (name === '$dotenv' ? machine.dotenv : machine.env)[variable ?? ''];
      if (value === undefined) return fault('variableUnknown', variable ?? args);
      return value === '' ? fault('variableEmpty', variable ?? args) : asSecret(plain(value));
    }
    const value = dynamicValue(name, args, chance);
    return value === undefined ? fault('variableUnreadable', content) : plain(value);
  }

  #environmentValue(name: string): Resolved {
    return this.#sources.environment.has(name)
      ? (this.#variable(name) ?? fault('variableUnknown', name))
      : fault('variableUnknown', name);
  }

  #answer(key: string, question: string, isSecret: boolean): Resolved {
    const answer = this.#sources.answers.get(key);
    if (answer === undefined) return waiting(key, { kind: 'answer', key, question, isSecret, span: NOWHERE });
    if (answer === '') return fault('variableEmpty', question);
    return isSecret ? asSecret(plain(answer)) : plain(answer);
  }

  /** `name.response.body.$.path`, `name.response.headers.Name`, or the short `name.path` for a value of the body. */
  #reference(content: string): Resolved {
    const before = this.#known.get(content);
    if (before) return before;
    const [, name = content, rest = '*'] = REFERENCE.exec(content) ?? [];
    if (!this.#names.requests.has(name)) {
      return RESPONSE.test(rest) ? fault('requestUnknown', name) : fault('variableUnknown', content);
    }
    const find = findIn(rest);
    if (!find) return fault('referenceUnreadable', content);
    const response = this.#sources.responses.get(name);
    if (!response) return waiting(content, { kind: 'response', name, span: NOWHERE });
    const text = find(response);
    const resolved = this.#referred(content, text, isSecretName(/[\w-]+(?=[\]'"]*$)/.exec(rest)?.[0] ?? ''));
    this.#known.set(content, resolved);
    return resolved;
  }

  #referred(content: string, text: string | undefined, isSecret: boolean): Resolved {
    if (text === undefined || text === '') return fault('referenceEmpty', content);
    if (text.length > LONGEST_VALUE) return fault('variableTooLong', content);
    return isSecret ? asSecret(plain(text)) : plain(text);
  }
}

/** What a use's faults say at its place. */
export function faultsAt({ faults }: Resolved, span: Span): readonly Problem[] {
  return faults.map(({ code, args }) => error(code, span, ...args));
}

/** Whether what is behind the name of a request is a place in its response. */
export function isPlaceInResponse(rest: string): boolean {
  return findIn(rest) !== undefined;
}

type Find = (response: {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}) => string | undefined;

function findIn(rest: string): Find | undefined {
  const [, header] = /^response\.headers\.([\w-]+)$/.exec(rest) ?? [];
  if (header !== undefined) return ({ headers }) => headers[header.toLowerCase()];
  if (rest.startsWith('request.') || rest.startsWith('response.headers')) return undefined;
  const place = rest.replace(/^response\.body(?:\.|$)/, '');
  if (place === '*' || place === '') return ({ text }) => text;
  const path = readPath(place);
  return path && (({ text }) => asText(textAt(text, path)));
}

/** A text as it is, any other value as its JSON; `null` is no value. */
function asText(json: string | undefined): string | undefined {
  if (json === undefined || json === 'null') return undefined;
  return json.startsWith('"') ? String(JSON.parse(json)) : json;
}

/** `\n`, `\r` and `\t` in a value are the characters that they name. */
function withEscapes(written: string): string {
  return written.replaceAll(/\\([nrt])/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\t',
  );
}

/** The secrets, faults and needs of several parts, each once. */
function allOf(parts: readonly Resolved[]): Pick<Resolved, 'secrets' | 'faults' | 'needs'> {
  const [first, ...others] = parts;
  // Most values have none, and a chain of variables hands on those of one.
  if (others.length === 0) {
    return { secrets: first?.secrets ?? [], faults: first?.faults ?? [], needs: first?.needs ?? [] };
  }
  const faults = parts.flatMap((part) => part.faults);
  const needs = parts.flatMap((part) => part.needs);
  return {
    secrets: [...new Set(parts.flatMap((part) => part.secrets))],
    faults: [...new Map(faults.map((each) => [`${each.code} ${each.args.join(' ')}`, each])).values()],
    needs: [...new Map(needs.map((need) => [needKey(need), need])).values()],
  };
}

function plain(text: string): Resolved {
  return { text, shown: text, secrets: [], faults: [], needs: [] };
}

function fault(code: ProblemCode, ...args: string[]): Resolved {
  return { text: STAND_IN, shown: '', secrets: [], faults: [{ code, args }], needs: [] };
}

function waiting(content: string, need: Need): Resolved {
  return { text: STAND_IN, shown: `{{${content}}}`, secrets: [], faults: [], needs: [need] };
}

/** Dots mean it wherever it is shown. Where its value isn't known yet, there is nothing to hide. */
function asSecret(resolved: Resolved): Resolved {
  if (resolved.faults.length > 0 || resolved.needs.length > 0) return resolved;
  return { ...resolved, shown: REDACTED, secrets: [...resolved.secrets, resolved.text] };
}
