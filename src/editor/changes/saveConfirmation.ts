import * as vscode from 'vscode';
import { isGuarded, type Account } from '../../api/account.js';
import type { SpecBase } from '../../resource/specBase.js';
import { nameOfChange, renamesIn } from '../../resource/movesAndRenames.js';
import { describePath, diffSpecs, isDangerous, type SpecChange } from '../../resource/specDiff.js';
import { hideSecretChanges, hidingSecretsInText, secretFieldsOf } from '../../resource/secretFields.js';
import { writeOnlyFieldsIn } from '../../resource/fixedFields.js';
import { printPretty, specValue } from '../../resource/spec.js';
import { Slices } from '../../resource/slices.js';
import type { Item } from '../../schema/catalogue.js';
import { questionIn } from '../shell/accountText.js';
import { moveTexts } from '../shell/moveText.js';
import { askModal, typesNames } from '../shell/questions.js';
import { displayLine } from '../../resource/displayText.js';
import type { SaveReviews } from './saveReviews.js';
import { formatAt, inFormat } from '../shell/specFormat.js';
import { labelText } from '../shell/labelText.js';

const LISTED_CHANGES = 12;
/** In a message, which is one line. */
const LISTED_IN_MESSAGE = 4;
const LISTED_PROBLEMS = 5;
const SHOWN_CHARACTERS = 60;

/** What a save is about to send. */
export interface PendingSave {
  readonly account: Account;
  readonly uri: vscode.Uri;
  readonly base: SpecBase;
  readonly changes: readonly SpecChange[];
  /** The spec that would be sent, JSON. */
  readonly spec: string;
  /** Whether it is asked about regardless of the settings. */
  readonly mustAsk: boolean;
  /** Whether it takes back what was sent before the window ended: a restored text may be older than that. */
  readonly isPerhapsOlder?: boolean;
  /** Finds what the API document objects to in it, a sentence each. */
  readonly problems: () => Promise<readonly string[]>;
}

/**
 * Shows what a save would change, the dangerous changes first, in a question or in the diff view as the settings say.
 * Returns whether it is to be sent.
 */
export async function confirmSave(save: PendingSave, reviews: Pick<SaveReviews, 'decide'>): Promise<boolean> {
  const settings = vscode.workspace.getConfiguration('ovhApi');
  const mode = settings.get<string>('confirmSave', 'always');
  const warnings = warningsOf(save);
  const isAsked = mode !== 'never' && (mode !== 'destructive' || save.changes.some(isDangerous));
  const { account } = save;
  if (!isAsked && !save.mustAsk && !isGuarded(account) && warnings.length === 0) return true;
  const isWanted = await ask(save, warnings, reviews);
  return isWanted && typesNames({ account, question: question(save) });
}

async function ask(
  save: PendingSave,
  warnings: readonly string[],
  reviews: Pick<SaveReviews, 'decide'>,
): Promise<boolean> {
  const settings = vscode.workspace.getConfiguration('ovhApi');
  if (settings.get<string>('saveReview', 'dialog') === 'diff')
    return review(save, reviews, await reviewQuestion(save));
  const send = vscode.l10n.t('Send');
  const showDiff = vscode.l10n.t('Show Diff');
  const { base, changes } = save;
  const problems = await save.problems();
  const detail = [...warnings, listChanges(changes, base.item), ...listProblems(problems)].join('\n\n');
  const { account } = save;
  const buttons = [send, showDiff];
  const answer = await askModal({ account, question: question(save), detail, buttons });
  return answer === showDiff ? review(save, reviews) : answer === send;
}

function question({ base, changes }: PendingSave): string {
  return changes.length === 1
    ? vscode.l10n.t('Change 1 field of {0}?', base.displayName)
    : vscode.l10n.t('Change {0} fields of {1}?', changes.length, base.displayName);
}

/** The two sides have dots for secrets: that one changes is reported by the question. */
/** What the diff view can't show, for a review that no dialog came before. */
async function reviewQuestion(save: PendingSave): Promise<string> {
  const { account, base, changes } = save;
  const parts = [
    questionIn(account, question(save)),
    ...warningsOf(save),
    listChanges(changes, base.item, LISTED_IN_MESSAGE),
    ...listProblems(await save.problems()),
  ];
  return parts.map((lines) => lines.replaceAll('\n', ' · ')).join(' ');
}

/** The two sides have dots for secrets: that one changes is reported by the question. */
async function review(
  { uri, base, spec }: PendingSave,
  reviews: Pick<SaveReviews, 'decide'>,
  asked?: string,
): Promise<boolean> {
  const format = formatAt(uri);
  const slices = new Slices();
  const shown = async (json: string): Promise<string> => {
    const pretty = await slices.through(printPretty(json));
    return inFormat(await slices.through(hidingSecretsInText(pretty, secretFieldsOf(base.item))), format);
  };
  return reviews.decide({
    path: uri.path,
    before: await shown(base.text),
    after: await shown(spec),
    title: vscode.l10n.t('{0}: what this save changes', base.displayName),
    ...(asked !== undefined && { question: asked }),
  });
}

function warningsOf({ spec, base, isPerhapsOlder = false }: PendingSave): readonly string[] {
  const older = vscode.l10n.t(
    '⚠ This text was restored after the window closed, and may be older than your last save. Sending it undoes part of that save.',
  );
  return [...(isPerhapsOlder ? [older] : []), ...listWriteOnly(spec, base.item)];
}

/**
 * The fields that an update sets and the API never answers, with what the API document says of them: setting one may do more
 * than change it, so it is asked about regardless of the settings.
 */
export function listWriteOnly(spec: string, item: Pick<Item, 'writable'>): readonly string[] {
  return writeOnlyFieldsIn(specValue(spec), item.writable).map(({ path, description }) =>
    description === undefined
      ? vscode.l10n.t(
          '⚠ {0} is never returned by the API. Setting it may have effects that can’t be undone.',
          describePath(path),
        )
      : vscode.l10n.t(
          '⚠ {0} is never returned by the API: {1}',
          describePath(path),
          displayLine(description),
        ),
  );
}

/** What the API document objects to, under a line that says so; nothing where it does not. */
export function listProblems(problems: readonly string[]): readonly string[] {
  if (problems.length === 0) return [];
  const rest = problems.length - LISTED_PROBLEMS;
  const lines = [
    vscode.l10n.t('The API may reject these values:'),
    ...problems.slice(0, LISTED_PROBLEMS),
    ...(rest > 0 ? [vscode.l10n.t('… and {0} more', rest)] : []),
  ];
  return [lines.join('\n')];
}

/** One line a change, in field terms; what is too much is counted, and no secret of the item's is reported. */
export function listChanges(changes: readonly SpecChange[], item: Item, most = LISTED_CHANGES): string {
  const dangerous = changes.filter(isDangerous);
  const shown = [...dangerous, ...changes.filter((change) => !isDangerous(change))].slice(0, most);
  const rest = changes.length - shown.length;
  const renames = renamesIn(changes);
  const lines = hideSecretChanges(shown, secretFieldsOf(item)).map((change, index) => {
    const other = shown[index] && renames.get(shown[index]);
    const line = `${isDangerous(change) ? '⚠ ' : ''}${describeChange(change)}`;
    return other ? `${line} ${renameText(other)}` : line;
  });
  return [...lines, ...(rest > 0 ? [vscode.l10n.t('… and {0} more', rest)] : [])].join('\n');
}

function renameText(other: SpecChange): string {
  const name = displayLine(nameOfChange(other));
  return other.kind === 'removed'
    ? vscode.l10n.t('(renamed from {0})', name)
    : vscode.l10n.t('(renamed to {0})', name);
}

/** A list whose members are in another order: who moved, and what else changed in it. */
function orderText(change: SpecChange, moved: readonly string[]): string {
  const inside = diffSpecs(change.before, change.after, { ignoreOrder: true });
  return [
    labelText(describePath(change.path), moved.join(', ')),
    ...inside.map((one) => describeChange({ ...one, path: [...change.path, ...one.path] })),
  ].join('; ');
}

/** One change in one line. */
export function describeChange(change: SpecChange): string {
  const shown = (value: unknown): string => shownValue(value, SHOWN_CHARACTERS);
  const moved = change.kind === 'changed' ? moveTexts(change, vscode.l10n) : [];
  if (moved.length > 0) return orderText(change, moved);
  const path = describePath(change.path);
  switch (change.kind) {
    case 'added':
      return vscode.l10n.t('{0}: added {1}', path, shown(change.after));
    case 'removed':
      return vscode.l10n.t('{0}: removed (was {1})', path, shown(change.before));
    case 'changed':
      return labelText(path, `${shown(change.before)} → ${shown(change.after)}`);
  }
}

/** A value as JSON, shortened to so many characters. */
export function shownValue(value: unknown, characters: number): string {
  const text = JSON.stringify(value);
  return text.length > characters ? `${text.slice(0, characters)}…` : text;
}
