import type { HttpMethod } from '../api/api.js';
import { isWrite } from '../api/cloudWrite.js';
import { firstIn, LineReader } from './lines.js';
import { error, warning, type Problem } from './problem.js';
import { blockAfter, newBlock, readLine, type Block, type BlockReading } from './readBlock.js';
import type { BodyPlace } from './readBody.js';
import type { FileNames, FileVariable, Located, RequestFile, ScratchRequest } from './requestFile.js';
import { looksLikeRequestLine } from './requestLine.js';
import { storeRequest } from './storedRequest.js';

/** Characters of a file that are read, blocks between `###` lines, and uses of variables: what is larger would hold the editor up on each key. */
const LONGEST_FILE = 1_500_000;
const MOST_BLOCKS = 10_000;
const MOST_VARIABLES = 10_000;
const MOST_USES = 25_000;

/** What is known of the file while its blocks are read. */
interface Reading extends BlockReading {
  readonly requests: ScratchRequest[];
  /** Where the parts of these requests are. */
  readonly places: number[];
  /** The keys of the requests so far, and the number that the next request of a key begins to look for a free one at. */
  readonly keys: Set<string>;
  readonly copies: Map<string, number>;
}

/**
 * Reads a request file, each line once: requests separated by `###` lines, `@name = value` variables, `#` and `//` comments and
 * `# @…` directives. Never throws: what it can't read becomes a diagnostic, and the other requests stay usable. A file that is
 * beyond what is read on a keystroke has one diagnostic and no requests.
 */
export function parseRequestFile(text: string): RequestFile {
  const reading: Reading = {
    text,
    variables: [],
    diagnostics: [],
    requests: [],
    places: [],
    keys: new Set(),
    copies: new Map(),
  };
  if (text.length > LONGEST_FILE || hasMoreUses(text)) return tooLarge(text);
  let block = newBlock(0, 0, undefined);
  const lines = new LineReader(text);
  for (let line = lines.next(); line; line = lines.next()) {
    if (text.startsWith('###', line.start)) {
      finish(reading, block);
      if (block.index >= MOST_BLOCKS) return tooLarge(text);
      block = blockAfter(block, text, line);
    } else {
      readLine(reading, block, line);
      if (line.first < line.end) block.end = line.end;
    }
    if (reading.variables.length > MOST_VARIABLES) return tooLarge(text);
  }
  finish(reading, block);
  checkVariables(reading);
  const { variables, diagnostics, requests } = reading;
  return fileOf(text, requests, variables, diagnostics);
}

/** A file whose names are put together when they are first needed. */
function fileOf(
  text: string,
  requests: readonly ScratchRequest[],
  variables: readonly FileVariable[],
  diagnostics: readonly Problem[],
): RequestFile {
  let names: FileNames | undefined;
  return {
    ...{ text, requests, variables, diagnostics },
    get names() {
      names ??= namesOf(variables, requests);
      return names;
    },
  };
}

function namesOf(variables: readonly FileVariable[], requests: readonly ScratchRequest[]): FileNames {
  const named = new Map<string, ScratchRequest>();
  const prompts = new Map<string, string>();
  for (const request of requests) {
    const name = request.name?.text;
    if (name !== undefined && !named.has(name)) named.set(name, request);
    for (const prompt of request.prompts) prompts.set(prompt.name.text, prompt.question);
  }
  const values = new Map(variables.map(({ name, value }) => [name.text, value.text]));
  return { values, prompts, requests: named };
}

function hasMoreUses(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('{{'); at >= 0 && count <= MOST_USES; at = text.indexOf('{{', at + 2))
    count += 1;
  return count > MOST_USES;
}

function tooLarge(text: string): RequestFile {
  const end = Math.min(text.length, 80);
  const diagnostics = [error('fileTooLarge', { start: 0, end })];
  return fileOf(text, [], [], diagnostics);
}

function finish(reading: Reading, block: Block): void {
  const { text, requests, diagnostics, places } = reading;
  const { index, method, title, name, headers, pages, body } = block;
  if (!method) return;
  const key = freeKey(reading, name, title, index);
  if (body) checkBody(text, method.method, body, diagnostics);
  if (pages && method.method !== 'GET') {
    diagnostics.push(error('pagesNeedsGet', pages.span, method.method));
  }
  const cursor = pages && headers.find((one) => one.name.text.toLowerCase() === 'x-pagination-cursor');
  if (cursor) diagnostics.push(warning('headerUnusedWithPages', cursor.name.span, cursor.name.text));
  requests.push(storeRequest(text, places, key, block, method));
}

function checkBody(text: string, method: HttpMethod, body: BodyPlace, diagnostics: Problem[]): void {
  const { start, firstEnd: end } = body;
  if (looksLikeRequestLine(text, { start, first: firstIn(text, start, end), end })) {
    diagnostics.push(error('separatorMissing', { start, end }));
  } else if (!isWrite(method)) {
    diagnostics.push(error('bodyNotAllowed', { start, end }, method));
  }
}

/** A key that no request before has, so that each has a separate response. */
function freeKey(
  { keys, copies, diagnostics }: Reading,
  name: Located | undefined,
  title: Located | undefined,
  index: number,
): string {
  const wanted = name?.text ?? title?.text ?? String(index);
  if (name && keys.has(name.text)) diagnostics.push(warning('duplicateName', name.span, name.text));
  let key = wanted;
  let copy = copies.get(wanted) ?? 2;
  for (; keys.has(key); copy++) key = `${wanted} (${copy})`;
  if (key !== wanted) copies.set(wanted, copy);
  keys.add(key);
  return key;
}

function checkVariables({ variables, diagnostics }: Reading): void {
  const seen = new Set<string>();
  for (const { name } of variables) {
    if (seen.has(name.text)) diagnostics.push(warning('variableDuplicate', name.span, name.text));
    seen.add(name.text);
  }
}
