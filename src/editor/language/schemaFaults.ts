import * as vscode from 'vscode';
import { ErrorCode, type Diagnostic } from 'vscode-json-languageservice';
import { documentOf } from '../shell/documentOf.js';
import type { DocumentJudge, JudgedPart } from './judgedPart.js';
import { slowKeywordFaults } from '../../schema/slowKeywordFaults.js';
import { sentenceOf } from './languageConversions.js';

/** The language service's codes for what makes a text no JSON. */
// Read at their use, since the language service is loaded with the first document.
const firstOfSyntax = (): number => ErrorCode.UnexpectedEndOfComment;
const lastOfSyntax = (): number => ErrorCode.SchemaResolveError - 1;

/** In the order of the text: the language service and we find them one after the other. */
export function byPlace({ range: a }: Diagnostic, { range: b }: Diagnostic): number {
  return a.start.line - b.start.line || a.start.character - b.start.character;
}

/** Where a part is not as its schema says, in the order of the text. Comments don't count, nor does what makes it invalid JSON. */
export async function schemaFaults(
  part: Pick<JudgedPart, 'service' | 'text' | 'json' | 'hasOwnKeywords' | 'isReference'>,
): Promise<readonly Diagnostic[]> {
  const found = await part.service.doValidation(part.text, part.json, { comments: 'ignore' });
  const faults = [...found.filter(isOfSchema), ...(await slowKeywordFaults(part))].sort(byPlace);
  const { text, isReference } = part;
  return isReference
    ? faults.filter(({ range }) => !isReference(text.getText(range).replace(/^(["'])(.*)\1$/, '$2')))
    : faults;
}

/** The same of an open document, a sentence each that begins with its line; nothing where there is no schema. */
export async function problemsOf(
  judge: Pick<DocumentJudge, 'parts'>,
  uri: vscode.Uri,
): Promise<readonly string[]> {
  const document = documentOf(uri);
  const parts = document ? await judge.parts(document) : [];
  const faults = (await Promise.all(parts.map(schemaFaults))).flat();
  return faults.map((fault) => vscode.l10n.t('Line {0}: {1}', fault.range.start.line + 1, sentenceOf(fault)));
}

/** VS Code's own JSON support already says where a text is no JSON. */
function isOfSchema({ code }: Diagnostic): boolean {
  return typeof code !== 'number' || code < firstOfSyntax() || code > lastOfSyntax();
}
