import * as vscode from 'vscode';
import { ErrorCode } from 'vscode-json-languageservice';
import { isFixedMessage } from '../../schema/convertSchema.js';
import { Slices } from '../../resource/slices.js';
import { rangeOfPart, type DocumentJudge } from '../language/judgedPart.js';
import { sentenceOf } from '../language/languageConversions.js';
import { schemaFaults } from '../language/schemaFaults.js';
import { labelText } from '../shell/labelText.js';

/** What is wrong with a manifest that is planned. */
export interface ManifestError {
  /** The line of its file, from 1. */
  readonly line: number;
  readonly message: string;
}

/** That two manifests are for one resource: the later one would undo what the earlier one asks for. `line`: its own, from 1. */
export function sharedError(
  line: number,
  other: { readonly uri: vscode.Uri; readonly line: number },
): ManifestError {
  const place = `${vscode.workspace.asRelativePath(other.uri)}:${String(other.line)}`;
  return { line, message: vscode.l10n.t('{0} is a manifest of the same resource. Keep only one.', place) };
}

/** So many places are named in one message. */
const MOST_NAMED = 5;

/**
 * What the schema says against each of these manifests of a file, by their places in it from 0; it is what **Problems** lists. Deprecated fields
 * are no errors, since the API takes them, and neither are fields that an update never sends.
 */
export async function schemaErrors(
  judge: Pick<DocumentJudge, 'parts'>,
  document: vscode.TextDocument,
  indexes: ReadonlySet<number>,
): Promise<ReadonlyMap<number, readonly ManifestError[]>> {
  const slices = new Slices();
  const found = new Map<number, readonly ManifestError[]>();
  if (indexes.size === 0) return found;
  for (const [index, part] of (await judge.parts(document)).entries()) {
    if (!indexes.has(index)) continue;
    const faults = (await schemaFaults(part)).filter(
      ({ code, message }) => code !== ErrorCode.Deprecated && !isFixedMessage(message),
    );
    const lineOf = (fault: (typeof faults)[number]): number =>
      rangeOfPart(part, document, fault.range).start.line + 1;
    found.set(
      index,
      faults.map((fault) => ({ line: lineOf(fault), message: sentenceOf(fault) })),
    );
    await slices.rest();
  }
  return found;
}

/** Why a plan isn't applied: each place with its file, line and reason. */
export function errorsText(
  entries: readonly { readonly uri: vscode.Uri; readonly errors: readonly ManifestError[] }[],
): string {
  const places = entries.flatMap(({ uri, errors }) =>
    errors.map(({ line, message }) =>
      labelText(`${vscode.workspace.asRelativePath(uri)}:${String(line)}`, message),
    ),
  );
  const more = places.length - MOST_NAMED;
  return [
    vscode.l10n.t('Nothing was applied: manifests have errors. Correct them, then plan again.'),
    ...places.slice(0, MOST_NAMED),
    ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : []),
  ].join(' ');
}
