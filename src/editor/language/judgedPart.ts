import * as vscode from 'vscode';
import type { JSONDocument, TextDocument } from 'vscode-json-languageservice';
import type { FieldPath } from '../../resource/specDiff.js';
import type { TextFault } from '../../resource/yamlSpec.js';
import type { LoadedSection } from '../../schema/schemaSource.js';
import type { Connection } from '../connections/connections.js';
import { toRange } from './languageConversions.js';
import type { SpecJudge } from '../../schema/schemaJudges.js';
import type { SpecFormat } from '../shell/specFormat.js';

/** What a part's fields are values of: where a value may be looked up. */
export interface PartSubject {
  readonly connection: Connection;
  readonly section: LoadedSection;
  /** Decoded segments of the resource; of one that is not there yet, those of its collection. */
  readonly segments: readonly string[];
  /** Where the spec is in the part. */
  readonly specPath: FieldPath;
}

/** What is wrong with a part that its schema does not tell. Places are those of the part's text. */
export interface PartFault extends TextFault {
  /** What may take the place of the marked text. */
  readonly replacement?: string | undefined;
  /** Called with the text as a whole, which may well be right. */
  readonly isNotice?: boolean;
}

/** A stretch of a document that has a separate schema, as it is now, read, and what judges it. */
export interface JudgedPart extends SpecJudge {
  readonly format: SpecFormat;
  readonly text: TextDocument;
  readonly json: JSONDocument;
  /** Where its text begins in the document, in UTF-16 units. */
  readonly offset: number;
  readonly faults: readonly PartFault[];
  readonly subject: PartSubject | undefined;
  /** Whether a text is a placeholder for a value that its schema can't judge here. */
  readonly isReference?: (text: string) => boolean;
}

/** A kind of documents that get help by schemas. */
export interface DocumentJudge {
  readonly selector: vscode.DocumentSelector;
  handles(document: vscode.TextDocument): boolean;
  /** The document's parts in their order; none when no schema can be had, whose reason is noted. */
  parts(document: vscode.TextDocument): Promise<readonly JudgedPart[]>;
  /** Only those that a range touches, where a document may have so many parts that asking for all would take long. */
  partsIn?(document: vscode.TextDocument, range: vscode.Range): Promise<readonly JudgedPart[]>;
  /** Fired when schemas may have become others. */
  readonly onDidChange: vscode.Event<void>;
}

/** A place of a document as one of its part. */
export interface PlaceInPart {
  readonly part: JudgedPart;
  /** In UTF-16 units from the part's beginning. */
  readonly offset: number;
}

/** The parts that a range touches, perhaps with others. */
export function partsIn(
  judge: Pick<DocumentJudge, 'parts' | 'partsIn'>,
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<readonly JudgedPart[]> {
  return judge.partsIn?.(document, range) ?? judge.parts(document);
}

/** The part that a position belongs to. */
export async function placeInPart(
  judge: Pick<DocumentJudge, 'parts' | 'partsIn'>,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<PlaceInPart | undefined> {
  const parts = await partsIn(judge, document, new vscode.Range(position, position));
  const offset = document.offsetAt(position);
  const part = parts.findLast((one) => one.offset <= offset);
  if (!part || offset - part.offset > part.text.getText().length) return undefined;
  return { part, offset: offset - part.offset };
}

type PartRange = Parameters<typeof toRange>[0];

/** A range of a part as one of its document. */
export function rangeOfPart(
  part: Pick<JudgedPart, 'text' | 'offset'>,
  document: Pick<vscode.TextDocument, 'positionAt'>,
  range: PartRange,
): vscode.Range {
  // The usual case needs no counting of lines.
  if (part.offset === 0) return toRange(range);
  const at = (position: PartRange['start']): vscode.Position =>
    document.positionAt(part.offset + part.text.offsetAt(position));
  return new vscode.Range(at(range.start), at(range.end));
}
