import type * as vscode from 'vscode';
import { Slices } from '../../../resource/slices.js';
import { decodedSegment } from '../../../schema/findByPath.js';
import { requestSchema, takesTarget } from '../../../schema/jsonSchema.js';
import { holdsVariable, maskedBody, type MaskedBody } from '../../../scratchpad/help/maskedBody.js';
import type { Route } from '../../../scratchpad/help/route.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import type { DocumentJudge, JudgedPart } from '../../language/judgedPart.js';
import { readPartText, type PartText } from '../../language/partText.js';
import { SchemaJudges } from '../../../schema/schemaJudges.js';
import { LANGUAGE, type RequestDocuments } from '../requestDocuments.js';
import type { RequestApi } from './requestApi.js';
import type { RequestRoutes } from './requestRoutes.js';

export interface RequestBodiesOptions {
  readonly documents: RequestDocuments;
  readonly routes: RequestRoutes;
  readonly api: RequestApi;
}

/** Texts as they were read, by what they are: who types changes one body of many. */
type Texts = Map<string, PartText>;

/** The bodies of request files, each judged by the schema of its operation at the picked version, as specs are. */
export class RequestBodies implements DocumentJudge {
  readonly #options: RequestBodiesOptions;
  readonly #judges = new SchemaJudges();
  readonly #texts = new WeakMap<vscode.TextDocument, Texts>();
  readonly selector: vscode.DocumentSelector = { language: LANGUAGE };
  readonly onDidChange: vscode.Event<void>;

  constructor(options: RequestBodiesOptions) {
    this.#options = options;
    this.onDidChange = options.api.onDidChange;
  }

  handles({ languageId }: vscode.TextDocument): boolean {
    return languageId === LANGUAGE;
  }

  async parts(document: vscode.TextDocument): Promise<readonly JudgedPart[]> {
    const { version } = document;
    const parts = await this.#partsOf(document, () => true);
    if (document.version !== version) return parts;
    // What was removed is forgotten.
    const left = new Set(parts.map(({ format, text }) => keyOf(format, text.getText())));
    const texts = this.#texts.get(document);
    for (const key of texts?.keys() ?? []) if (!left.has(key)) texts?.delete(key);
    return parts;
  }

  partsIn(document: vscode.TextDocument, range: vscode.Range): Promise<readonly JudgedPart[]> {
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return this.#partsOf(document, ({ span }) => span.start <= end && start <= span.end);
  }

  async #partsOf(
    document: vscode.TextDocument,
    isWanted: (body: MaskedBody) => boolean,
  ): Promise<readonly JudgedPart[]> {
    if (!this.handles(document)) return [];
    const { documents, routes } = this.#options;
    const { version } = document;
    const file = documents.file(document);
    const routeOf = routes.of(document);
    const slices = new Slices();
    const parts: JudgedPart[] = [];
    for (const request of file.requests) {
      const body = maskedBody(file, request);
      if (!body || !isWanted(body)) continue;
      const route = routeOf(request);
      const part = route && (await this.#judge(document, request, route, body));
      if (part) parts.push(part);
      await slices.rest();
      // The caller will ask about the newer text.
      if (document.version !== version) return [];
    }
    return parts;
  }

  async #judge(
    document: vscode.TextDocument,
    request: ScratchRequest,
    { branch, segments }: Route,
    body: MaskedBody,
  ): Promise<JudgedPart | undefined> {
    if (branch === 'v1') return undefined;
    // The next key needs the same document, so its reading isn't stopped.
    const { found } = (await this.#options.api.section(segments, new AbortController().signal)) ?? {};
    const operation = found?.index.find(request.method.method, segments);
    if (!found || !operation) return undefined;
    const { connection, section } = found;
    const judge = this.#judges.get(section, `${operation.method} ${operation.path}`, () =>
      requestSchema(section.document, operation),
    );
    if (!judge) return undefined;
    const { text, json } = this.#read(document, body);
    const isKnown = segments.every(({ isOpen }) => !isOpen);
    const subject = {
      ...{ connection, section },
      segments: segments.map((segment) => decodedSegment(segment.text)),
      specPath: takesTarget(section.document, operation) ? ['targetSpec'] : [],
    };
    return {
      ...judge,
      ...{ format: body.form, text, json, offset: body.span.start, isReference: holdsVariable },
      subject: isKnown ? subject : undefined,
      // What makes it no JSON or YAML is reported for the request.
      faults: [],
    };
  }

  #read(document: vscode.TextDocument, { form, text }: MaskedBody): PartText {
    const texts: Texts = this.#texts.get(document) ?? new Map<string, PartText>();
    this.#texts.set(document, texts);
    const key = keyOf(form, text);
    const read = texts.get(key) ?? readPartText(document.uri.toString(), form, text);
    texts.set(key, read);
    return read;
  }
}

function keyOf(form: string, text: string): string {
  return `${form} ${text}`;
}
