import * as vscode from 'vscode';
import type { SpecPlace } from '../../schema/specPlaces.js';
import { specPlaces } from '../../schema/specPlaces.js';
import { askChoice } from '../shell/questions.js';
import type { BulkScope } from './bulkScope.js';

/** Which field is to be changed in all resources; `undefined` when the person stopped. */
export async function askPlace({ schema, targets, title }: BulkScope): Promise<SpecPlace | undefined> {
  const places = specPlaces(schema);
  const answer = await askChoice(
    {
      title: vscode.l10n.t('Edit a Field of {0} Resources: {1}', targets.length, title),
      step: 1,
      totalSteps: 2,
    },
    vscode.l10n.t('Select a field, or type part of its name or description'),
    places.map((place) => ({
      value: place.path,
      label: place.path,
      description: typeWords(place),
      detail: place.field.description?.replaceAll(/\s+/g, ' ') ?? '',
      icon: iconOf(place),
    })),
    undefined,
  );
  return answer?.kind === 'value' ? places.find(({ path }) => path === answer.value) : undefined;
}

/** What a field takes, in a few words. */
function typeWords({ kind, field }: SpecPlace): string {
  const { input, schema, isRequired, isNullable, isDeprecated } = field;
  const { minimum, maximum, format } = schema;
  const limits = typeof minimum === 'number' && typeof maximum === 'number' ? ` ${minimum} – ${maximum}` : '';
  const words = {
    list: () => vscode.l10n.t('list'),
    map: () => vscode.l10n.t('map'),
    object: () => vscode.l10n.t('object'),
    value: () => {
      if (input.kind === 'choice') return input.choices.map(({ label }) => label).join(' | ');
      if (input.kind === 'number') return `${input.isWhole ? 'integer' : 'number'}${limits}`;
      if (input.kind === 'nested') return 'JSON';
      return typeof format === 'string' ? format : 'string';
    },
  }[kind]();
  return [
    words,
    isNullable ? vscode.l10n.t('nullable') : undefined,
    isRequired ? vscode.l10n.t('required') : undefined,
    isDeprecated ? vscode.l10n.t('deprecated') : undefined,
  ]
    .filter((one) => one !== undefined)
    .join(' · ');
}

function iconOf({ kind, field: { input } }: SpecPlace): string {
  if (kind === 'list') return 'symbol-array';
  if (kind === 'map' || kind === 'object') return 'symbol-object';
  return { choice: 'symbol-enum', choices: 'symbol-enum', number: 'symbol-number', text: 'symbol-string' }[
    input.kind === 'nested' ? 'text' : input.kind
  ];
}
