import * as vscode from 'vscode';
import { addressOf, type ResourceAddress } from '../../resource/address.js';
import { filledAsFar } from '../../schema/valueSources.js';
import type { CollectionNode, ItemNode } from '../../resource/tree/nodes.js';
import { readOperationOf } from '../../resource/tree/nodeFacts.js';
import type { OpenPlace } from './openPlace.js';
import { showInformation } from '../shell/messages.js';

/** What a tooltip's link hands over: the place that is replaced, and the route that replaces it. */
export interface ReplacedPlace {
  readonly address: ResourceAddress;
  readonly replacement: string;
}

/**
 * Opens what the API document names in place of a deprecated list or object, with the identifiers of the place itself; as far as
 * they lead, where it needs others. Throws what reading the API documents throws.
 */
export async function openReplacement(
  places: OpenPlace,
  target: CollectionNode | ItemNode | ReplacedPlace,
): Promise<void> {
  const replacement =
    'replacement' in target ? target.replacement : readOperationOf(target)?.retirement?.replacement;
  if (replacement === undefined) return;
  const [, branch, route = ''] = /^(?:\/(v\d+|\d+\.\d+)(?=\/))?(\/.*)$/.exec(replacement) ?? [];
  if (route === '' || (branch !== undefined && branch !== 'v2')) {
    void showInformation(
      vscode.l10n.t(
        'The API document names {0} as the replacement, which isn’t in version 2 of the API.',
        replacement,
      ),
    );
    return;
  }
  const { address } = target;
  await places.open(addressOf(address.account, filledAsFar(route, address.segments)));
}
