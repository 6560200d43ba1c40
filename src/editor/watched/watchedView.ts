import * as vscode from 'vscode';
import type { ResourceAddress } from '../../resource/address.js';
import { isTaskAtWork, taskPhase } from '../../resource/condition.js';
import type { Task, TaskStep } from '../../resource/envelope.js';
import { decodedPath } from '../../resource/knownResource.js';
import { readMember } from '../../resource/tree/member.js';
import { memberLook, type StatusLook } from '../explorer/statusLook.js';
import { displayLine } from '../../resource/displayText.js';
import { reasonText } from '../shell/conditionText.js';
import { sinceText } from '../shell/momentText.js';
import type { WatchedResource, WatchedResources } from './watchedResources.js';

/** A watched resource, as a separate row view. It has an address, as the tree's nodes have. */
export interface WatchedNode {
  readonly kind: 'watched';
  readonly address: ResourceAddress;
  readonly resource: WatchedResource;
}

export interface WatchedViewOptions {
  readonly watched: WatchedResources;
  /** What an account is called. */
  readonly labelOf: (account: string) => string;
  readonly activeAccount: () => string | undefined;
  /** Says that another account is active, or that one is called otherwise. */
  readonly onDidChangeAccounts: vscode.Event<unknown>;
}

/** The watched resources with their progress, in a view that is there while there are any. */
export class WatchedView implements vscode.TreeDataProvider<WatchedNode>, vscode.Disposable {
  readonly #options: WatchedViewOptions;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: WatchedViewOptions) {
    this.#options = options;
    const { watched } = options;
    const view = vscode.window.createTreeView('ovhApi.watched', {
      treeDataProvider: this,
      canSelectMany: true,
    });
    const show = (): void => {
      void vscode.commands.executeCommand('setContext', 'ovhApi.hasWatched', watched.list().length > 0);
      this.#changed.fire(undefined);
    };
    this.#subscription = vscode.Disposable.from(
      watched.onDidChange(show),
      options.onDidChangeAccounts(show),
      view.onDidChangeVisibility(({ visible }) => {
        watched.setSeen(visible);
      }),
      view,
    );
    watched.setSeen(view.visible);
    show();
  }

  getChildren(parent?: WatchedNode): WatchedNode[] {
    if (parent) return [];
    return this.#options.watched
      .list()
      .map((resource) => ({ kind: 'watched', address: resource.known.address, resource }));
  }

  getTreeItem(node: WatchedNode): vscode.TreeItem {
    const { resource, address } = node;
    const name = displayLine(resource.known.name);
    const look = lookOf(resource);
    const item = new vscode.TreeItem(name);
    const { activeAccount, labelOf } = this.#options;
    const account = displayLine(labelOf(address.account));
    const others = address.account === activeAccount() ? [] : [account];
    item.iconPath = look.icon;
    item.description = [...(briefProgress(resource) ?? progressOf(resource, look)), ...others].join(' · ');
    item.accessibilityInformation = { label: [name, ...progressOf(resource, look), ...others].join(', ') };
    // Plain text, so that nothing of it can be a link or a format.
    item.tooltip = [name, displayLine(decodedPath(address)), account, ...progressOf(resource, look)].join(
      '\n',
    );
    item.contextValue = wordsOf(resource).join(' ');
    item.command = {
      command: 'ovhApi.resource.openPanel',
      title: vscode.l10n.t('Show Resource'),
      arguments: [node],
    };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** The words by which menus know what a row allows. */
function wordsOf({ state, condition }: WatchedResource): readonly string[] {
  return [
    'watched',
    ...(state === 'signedOut' ? ['signedOut'] : []),
    ...(state === 'read' && condition?.kind === 'waitingForYou' ? ['canAnswer'] : []),
  ];
}

function lookOf({ state, snapshot }: WatchedResource): StatusLook {
  switch (state) {
    case 'unread':
      return { icon: new vscode.ThemeIcon('circle-outline'), text: vscode.l10n.t('reading…') };
    case 'notFound':
      return {
        icon: new vscode.ThemeIcon('trash', new vscode.ThemeColor('disabledForeground')),
        text: vscode.l10n.t('not found'),
      };
    case 'signedOut':
      return { icon: new vscode.ThemeIcon('sign-out'), text: vscode.l10n.t('signed out') };
    case 'unreadable':
      return { icon: new vscode.ThemeIcon('cloud-download'), text: vscode.l10n.t('couldn’t be refreshed') };
    case 'read': {
      const { raw } = snapshot?.resource ?? {};
      return memberLook(readMember(raw, { kind: 'resource', identifier: undefined, tasks: snapshot?.tasks }));
    }
  }
}

/** How it does, which task and step are running, since when, and why it failed. */
function progressOf({ condition, failure, state }: WatchedResource, { text }: StatusLook): readonly string[] {
  const status = text === undefined ? [] : [text];
  if (state === 'unreadable') return [...status, ...(failure === undefined ? [] : [failure])];
  if (state !== 'read' || !condition) return status;
  if (condition.kind === 'failed') return [...status, reasonText(condition)];
  return condition.task && condition.kind !== 'done' ? [...status, ...taskParts(condition.task)] : status;
}

/** What is worth the little room beside a name while a task is running: the icon says the rest. */
function briefProgress({ state, condition }: WatchedResource): readonly string[] | undefined {
  const task = condition?.kind === 'atWork' ? condition.task : undefined;
  if (state !== 'read' || !task) return undefined;
  const step = stepText(task.progress);
  const what = step === undefined ? typeText(task) : [step];
  const parts = [...what, ...startText(task)];
  return parts.length === 0 ? undefined : parts;
}

function taskParts(task: Task): readonly string[] {
  const step = stepText(task.progress);
  return [...typeText(task), ...(step === undefined ? [] : [step]), ...startText(task)];
}

function typeText({ type }: Task): readonly string[] {
  return type === undefined ? [] : [displayLine(type)];
}

function startText({ status, startedAt, createdAt }: Task): readonly string[] {
  const since = isTaskAtWork(status) ? sinceText(startedAt ?? createdAt) : undefined;
  return since === undefined ? [] : [vscode.l10n.t('since {0}', since)];
}

/** The step that is running, and which of how many it is. */
function stepText(steps: readonly TaskStep[]): string | undefined {
  const running = steps.findIndex(({ status }) => status === 'RUNNING');
  const index = running === -1 ? steps.findIndex(({ status }) => taskPhase(status) === 'atWork') : running;
  const step = steps[index];
  return step && vscode.l10n.t('{0} ({1} of {2})', displayLine(step.name), index + 1, steps.length);
}
