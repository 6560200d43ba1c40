import * as vscode from 'vscode';
import type { EditStep, FieldChange, SpecEdit } from '../../resource/editSpec.js';
import { hideSecrets, type IsSecretField } from '../../resource/secretFields.js';
import { specValue } from '../../resource/spec.js';
import type { SpecPlace } from '../../schema/specPlaces.js';
import { shownValue } from '../changes/saveConfirmation.js';
import type { Choice } from '../shell/questions.js';
import type { PresentValue } from './presentValues.js';

const SHOWN_CHARACTERS = 40;

/** What can become of a field; the first is what people mean most often. */
export function changesOf({ kind, field }: SpecPlace): readonly FieldChange['kind'][] {
  return [
    ...(kind === 'list' ? (['include', 'exclude'] as const) : []),
    'set',
    ...(field.isRequired ? [] : (['remove'] as const)),
  ];
}

/** The same, to choose from; what can't be taken out of any resource is left out. */
export function changeChoices(place: SpecPlace, present: readonly PresentValue[]): readonly Choice[] {
  const isEntry = place.steps.at(-1)?.kind === 'entry';
  const labels = {
    set: vscode.l10n.t('Set Value…'),
    remove: isEntry ? vscode.l10n.t('Remove Entry') : vscode.l10n.t('Remove Field'),
    include: vscode.l10n.t('Add Item…'),
    exclude: vscode.l10n.t('Remove Item…'),
  };
  const icons = { set: 'edit', remove: 'trash', include: 'add', exclude: 'remove' };
  const hasMembers = present.some(({ value }) => Array.isArray(value) && value.length > 0);
  return changesOf(place)
    .filter((kind) => (kind === 'exclude' ? hasMembers : kind !== 'remove' || present.length > 0))
    .map((kind) => ({ value: kind, label: labels[kind], detail: '', icon: icons[kind] }));
}

/** A place as people write it: `nodePools["workers"].labels.team`, `nodePools[].size`. */
export function stepsText(steps: readonly EditStep[]): string {
  return steps
    .map((step, at) => {
      if (step.kind === 'members') return `[${step.only?.json ?? ''}]`;
      if (step.name === '') return at === 0 ? '{}' : '.{}';
      if (!/^[\w$-]+$/.test(step.name)) return `[${JSON.stringify(step.name)}]`;
      return at === 0 ? step.name : `.${step.name}`;
    })
    .join('');
}

/** An edit in one line, without secrets: `description = "x"`. */
export function editText({ steps, change }: SpecEdit, isSecret: IsSecretField): string {
  const where = stepsText(steps);
  if (change.kind === 'remove') return vscode.l10n.t('{0} removed', where);
  const path = steps.map((step) => (step.kind === 'field' ? step.name : '0'));
  const value = shownValue(hideSecrets(specValue(change.json), isSecret, path), SHOWN_CHARACTERS);
  switch (change.kind) {
    case 'set':
      return `${where} = ${value}`;
    case 'include':
      return vscode.l10n.t('{0} with {1}', where, value);
    case 'exclude':
      return vscode.l10n.t('{0} without {1}', where, value);
  }
}
