import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.js';
import { documentAt, targetAddress, type CommandTarget } from '../shell/documentUri.js';
import { openedUri } from '../spec/document/openedUri.js';
import { reportingCommands } from '../shell/reportingCommands.js';
import type { Reporting } from '../shell/reporting.js';
import {
  firstView,
  type CollectionNode,
  type EmptyNode,
  type ItemNode,
  type TreeNode,
} from '../../resource/tree/nodes.js';
import { autoReveal } from './autoReveal.js';
import { shownOperations } from './shownOperations.js';
import type { ResourceTree } from './resourceTree.js';
import { copyCommands } from './copyCommands.js';
import { favouriteCommands } from './favouriteCommands.js';
import { FavouritesView, type FavouriteNode } from './favouritesView.js';
import { clearFilter, filterCollection } from './filterCollection.js';
import { goToResource } from './goToResource.js';
import type { RequiredQueries } from '../connections/requiredQueries.js';
import type { RequiredQuestions } from './requiredQuestions.js';
import type { KnownResources } from './knownResources.js';
import type { ListFilters } from '../../resource/listFilters.js';
import { knownNode } from '../../resource/tree/knownNode.js';
import { openPlace } from './openPlace.js';
import { openReplacement, type ReplacedPlace } from './openReplacement.js';

export interface FindingOptions extends Pick<Reporting, 'reportFailure' | 'note'> {
  readonly connections: Connections;
  readonly known: KnownResources;
  readonly filters: ListFilters;
  readonly required: RequiredQueries;
  readonly questions: RequiredQuestions;
  readonly tree: ResourceTree;
  readonly view: vscode.TreeView<TreeNode>;
}

/** Everything that finds a resource again: by name, by what was pasted, by what was opened or marked before. */
export function registerFinding(options: FindingOptions): vscode.Disposable {
  const { connections, known, questions, tree, view, reportFailure } = options;
  const { filters, required } = options;
  const filtering = { connections, filters, required, questions, tree, view, reportFailure };
  const places = openPlace({ connections, known, tree, view });
  const openedEditor = (editor: vscode.TextEditor | undefined): void => {
    const document = documentAt(editor?.document.uri);
    if (!document) return;
    known.opened(document.address).catch(reportFailure);
  };
  openedEditor(vscode.window.activeTextEditor);
  const command = reportingCommands(reportFailure);

  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(openedEditor),
    autoReveal({ tree, view, note: options.note }),
    tree.onDidList((nodes) => {
      known.saw(nodes.flatMap((node) => knownNode(node) ?? []));
    }),
    command('ovhApi.goToResource', () => {
      goToResource({ connections, known, openPlace: places, reportFailure, note: options.note });
    }),
    command('ovhApi.resources.reveal', async (target: CommandTarget) => {
      const address = targetAddress(target);
      if (address) await places.reveal(address);
    }),
    new FavouritesView({ connections, known }),
    known.onDidChange(() => {
      tree.redraw();
    }),
    command('ovhApi.favourites.open', ({ address }: FavouriteNode) => places.open(address)),
    favouriteCommands(command, known),
    command('ovhApi.resources.filter', (node: CollectionNode) => filterCollection(filtering, node)),
    command('ovhApi.resources.clearFilter', (node: CollectionNode | EmptyNode) => {
      const collection = node.kind === 'empty' ? tree.getParent(node) : node;
      if (collection?.kind === 'collection') clearFilter(filtering, collection);
    }),
    command('ovhApi.resources.chooseQuery', (node: CollectionNode | ItemNode) =>
      chooseQuery(questions, node),
    ),
    command('ovhApi.resources.openReplacement', (target: CollectionNode | ItemNode | ReplacedPlace) =>
      openReplacement(places, target),
    ),
    copyCommands(command),
  );
}

/** Has the values chosen that the API requires for a row; an object is what they were chosen for, so it opens. */
async function chooseQuery(questions: RequiredQuestions, node: CollectionNode | ItemNode): Promise<void> {
  const isChosen = await questions.ask(node.address);
  if (!isChosen || node.kind === 'collection') return;
  const name = { nameOf: () => node.member.label };
  const view = firstView(node.item, shownOperations());
  const uri = openedUri(name, node.address, view);
  await vscode.commands.executeCommand('vscode.open', uri);
}
