import * as vscode from 'vscode';
import type { Change } from '../../../schema/comparison/judge.js';
import type { ChangeKind } from '../../../schema/comparison/kinds.js';

const ADDED: readonly ChangeKind[] = ['operation-added', 'deprecated-operation-added'];
const DEPRECATED: readonly ChangeKind[] = ['operation-deprecated'];

/**
 * What an API document's changes come to, in one sentence: `/publicCloud changed: 2 new operations, 1 deprecated`. `undefined` when nothing
 * changed for programs.
 */
export function changeSentence(section: string, changes: readonly Change[]): string | undefined {
  const counted = changes.filter(({ severity }) => severity !== 'cosmetic');
  if (counted.length === 0) return undefined;
  const of = (kinds: readonly ChangeKind[]): number =>
    counted.filter(({ kind, severity }) => kinds.includes(kind) && severity !== 'breaking').length;
  const [added, deprecated] = [of(ADDED), of(DEPRECATED)];
  const breaking = counted.filter(({ severity }) => severity === 'breaking').length;
  const others = counted.length - added - deprecated - breaking;
  const parts = [
    ...(breaking === 0 ? [] : [breakingText(breaking)]),
    ...(added === 0 ? [] : [addedText(added)]),
    ...(deprecated === 0 ? [] : [vscode.l10n.t('{0} deprecated', deprecated)]),
    ...(others === 0 ? [] : [vscode.l10n.t('{0} other', others)]),
  ];
  return vscode.l10n.t('{0} changed: {1}', section, parts.join(', '));
}

function breakingText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 breaking change') : vscode.l10n.t('{0} breaking changes', count);
}

function addedText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 new operation') : vscode.l10n.t('{0} new operations', count);
}
