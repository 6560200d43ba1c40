import * as vscode from 'vscode';
import { parsePanelMessage } from '../../protocol.js';
import type { HostMessage, PanelMessage, PanelView, TimelineView } from '../../protocol.js';
import { addressKey, sameAddress, type ResourceAddress } from '../../resource/address.js';
import type { Watch } from '../../resource/watch.js';
import { panelTexts } from '../../protocol/panelTexts.js';
import { postToPage } from '../shell/loadPage.js';
import { fieldOf, type ChangesForm, type FieldPart } from './copiedText.js';
import { HiddenTasks } from './hiddenTasks.js';
import { FollowedEdit } from './followedEdit.js';
import type { SpecField } from './specFields.js';
import { pointerOf } from '../../schema/jsonPointer.js';
import { pathIn } from '../../resource/memberPaths.js';
import type { SpecPlace } from '../spec/document/specCursor.js';
import { secretValues } from './secretValues.js';
import { DrawnFields } from './drawnFields.js';
import { DrawnRows } from './drawnRows.js';
import { PanelCopies } from './panelCopies.js';
import { liveView, panelView } from './panelView.js';
import { runPanelCommand } from './panelCommands.js';
import type { PanelFrame } from './panelFrame.js';
import type { ResourcePanelsOptions } from './panelOptions.js';
import { PanelPast } from './panelPast.js';
import { TaskForms } from './taskForms.js';
import { isSameBut, type PanelFacts } from './panelFacts.js';
import { afterReading, unread, type WatchedState } from './watchedState.js';

/** Entries of one message: the page shows the newest before the oldest are written. */
const MOST_ROWS = 1_000;
/** The page draws what came before what comes. */
const BETWEEN_PARTS_MS = 30;

/** One resource's panel: it follows the resource while it is visible, and does what its buttons say. */
export class ResourcePanel implements vscode.Disposable {
  readonly #options: ResourcePanelsOptions;
  /** The resource that it shows. */
  readonly address: ResourceAddress;
  readonly #frame: PanelFrame;
  readonly #watch: Watch;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  readonly #drawn = new DrawnRows();
  readonly #copies: PanelCopies;
  readonly #fields = new DrawnFields();
  readonly #forms: TaskForms;
  readonly #edit: FollowedEdit;
  readonly #past: PanelPast;
  /** What is to be brought into sight once the page is there. */
  #toReveal: Extract<HostMessage, { kind: 'reveal' }> | undefined;
  readonly #hidden: HiddenTasks;
  #state: WatchedState = unread;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  /** The reader wants to know that it was read. */
  #isRequested = false;
  #posted: PanelFacts | undefined;
  /** A page that is hidden is gone; it says when it is there again. */
  #isReady: boolean;

  /** `isPageThere`: the page is loaded and has its texts, from the resource that it showed before. */
  constructor(
    options: ResourcePanelsOptions,
    address: ResourceAddress,
    frame: PanelFrame,
    isPageThere = false,
  ) {
    this.#options = options;
    this.address = address;
    this.#frame = frame;
    this.#isReady = isPageThere;
    this.#copies = new PanelCopies({ address, drawn: this.#drawn, facts: () => this.#facts() });
    this.#subscriptions = [
      frame.webview.onDidReceiveMessage((message: unknown) => {
        const known = parsePanelMessage(message);
        if (known) this.#act(known);
        else options.log.warn('The panel sent an unknown message.');
      }),
      frame.onDidChangeVisibility(() => {
        this.#setVisible(frame.isVisible());
      }),
      options.ignored.onDidChange(() => {
        this.show();
      }),
      options.kept.onDidKeep((kept) => {
        if (sameAddress(kept, address)) void this.#past.readOwn();
      }),
    ];
    this.#hidden = new HiddenTasks(() => {
      this.reveal(undefined, false);
    });
    this.#forms = new TaskForms({
      read: (task, signal) => options.readForm(address, task, signal),
      log: options.log,
      onDidRead: () => {
        this.show();
      },
    });
    this.#past = new PanelPast(options, address, () => {
      this.show();
    });
    this.#edit = new FollowedEdit(options.edits, address, () => {
      this.show();
    });
    void this.#past.readOwn();
    this.#watch = options.watcher.watch(address, (reading) => {
      this.#state = afterReading(this.#state, reading, options.describeFailure);
      this.#forms.follow(this.#state.reading?.needsPerson ?? []);
      this.#edit.follow(this.#state.snapshot);
      this.#readHidden();
      this.show(this.#isRequested);
      this.#isRequested = false;
    });
    this.#setVisible(frame.isVisible());
    if (isPageThere) this.show();
  }

  /** Whether it can be seen. */
  get isVisible(): boolean {
    return this.#frame.isVisible();
  }

  /** Whether it is the editor in front. */
  get isActive(): boolean {
    return this.#frame.isActive();
  }

  /** Brings the panel to the front. */
  reveal(viewColumn: vscode.ViewColumn | undefined, preserveFocus: boolean): void {
    this.#frame.reveal(viewColumn, preserveFocus);
  }

  /** Reads the resource again, now. */
  refresh(): void {
    this.#watch.refresh();
  }

  /** Shows what is known: nothing is sent that the page has, but that it was read when that was requested. */
  show(isRequested = false): void {
    const facts = this.#facts();
    const before = this.#posted;
    if (before && isSameBut(before, facts)) {
      if (isRequested) this.#post({ kind: 'live', live: liveView(facts) });
      this.#posted = this.#isReady ? facts : undefined;
      return;
    }
    const view = panelView(facts, vscode.l10n, this.#drawn, this.#fields);
    this.#frame.setTitle(view.header.name);
    if (!this.#isReady) return;
    this.#postView(view, view.timeline && this.#drawn.unsent(view.timeline, MOST_ROWS));
    this.#postRest(view);
    this.#postReveal();
    this.#posted = facts;
  }

  #postView(view: PanelView, timeline: TimelineView | undefined): void {
    this.#post({ kind: 'view', view: { ...this.#fields.unsent(view), ...(timeline && { timeline }) } });
  }

  /** Sends what is left of a long history, in parts. */
  #postRest(view: PanelView): void {
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => {
      const timeline = view.timeline && this.#drawn.unsentRest(view.timeline, MOST_ROWS);
      if (!timeline) return;
      this.#postView(view, timeline);
      this.#postRest(view);
    }, BETWEEN_PARTS_MS);
  }

  /** Copies a part of one of the fields that are shown. */
  copyField(key: string, part: FieldPart): void {
    this.#copies.field(key, part);
  }

  /** Copies all that is pending. */
  copyChanges(form: ChangesForm): void {
    this.#copies.changes(form);
  }

  /** Opens the spec at one of the fields that are shown. */
  goToField(key: string): void {
    const field = this.#field(key);
    if (!field) return;
    const path = this.#edit.placeOf(field.path, this.#state.reading?.targetSpec);
    this.#options.commands.openSpec(this.address, pointerOf(path));
  }

  /** Ignores differences of one of the fields that are shown, or tells of them again. Rejects where that can't be kept. */
  async ignoreField(key: string, isIgnored: boolean): Promise<void> {
    const field = this.#field(key);
    if (!field) return;
    const { ignored } = this.#options;
    await (isIgnored ? ignored.ignore(this.address, field.path) : ignored.stop(this.address, field.path));
  }

  /** Brings a field of the spec into sight; `isAsked` moves the keyboard there and shows it despite a filter. */
  revealField({ path, spec }: SpecPlace, isAsked: boolean): void {
    this.#toReveal = {
      kind: 'reveal',
      path: pathIn(path, spec, this.#state.reading?.targetSpec),
      isAsked,
    };
    if (isAsked) this.reveal(undefined, false);
    this.#postReveal();
  }

  #postReveal(): void {
    if (!this.#isReady || !this.#toReveal || !this.#state.reading) return;
    this.#post(this.#toReveal);
    this.#toReveal = undefined;
  }

  #field(key: string): SpecField | undefined {
    return fieldOf({ reading: this.#state.reading, edited: this.#edit.fields }, key);
  }

  dispose(): void {
    clearTimeout(this.#restTimer);
    this.#watch.dispose();
    this.#forms.dispose();
    this.#edit.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #facts(): PanelFacts {
    const { reading, failure, isLive } = this.#state;
    return {
      place: addressKey(this.address),
      segments: this.address.segments,
      locale: vscode.env.language,
      ...this.#options.describe(this.address),
      ...{ reading, failure, isLive, ...this.#past.known },
      forms: this.#forms.all,
      edited: this.#edit.fields,
      ignored: this.#options.ignored.of(this.address),
    };
  }

  #forgetSent(): void {
    this.#drawn.forgetSent();
    this.#fields.forgetSent();
  }

  #setVisible(isVisible: boolean): void {
    if (!isVisible) {
      this.#isReady = false;
      this.#posted = undefined;
      this.#forgetSent();
      this.#hidden.hide(
        this.#state.reading,
        ({ id }) => this.#drawn.isOwnTask(id) || this.#options.isWatched(this.address),
      );
    } else this.#hidden.stop();
    this.#watch.setVisible(isVisible || this.#hidden.isAwaiting());
  }

  /** What ends while the panel is hidden is reported; then there is nothing more to read. */
  #readHidden(): void {
    if (!this.#hidden.isAwaiting()) return;
    if (this.#state.failure?.isGone === true) this.#hidden.stop();
    else this.#hidden.read(this.#state.reading);
    if (!this.#hidden.isAwaiting()) this.#watch.setVisible(this.#frame.isVisible());
  }

  #post(message: HostMessage): void {
    if (this.#isReady) postToPage(this.#frame.webview, message);
  }

  #act(message: PanelMessage): void {
    const { commands, log } = this.#options;
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        this.#posted = undefined;
        this.#forgetSent();
        this.#post({ kind: 'texts', locale: vscode.env.language, texts: panelTexts(vscode.l10n) });
        this.show();
        break;
      case 'refresh':
        this.#isRequested = true;
        this.refresh();
        break;
      case 'editSpec':
      case 'openJson':
      case 'runAction':
      case 'openTask':
      case 'answerTask':
      case 'runTask':
      case 'signIn':
      case 'goToResource':
        runPanelCommand(commands, this.address, message);
        break;
      case 'readOlder':
        void this.#past.readOlder();
        break;
      case 'copyId':
      case 'copyChanges':
      case 'copyEntry':
      case 'copyHistory':
      case 'copySvg':
        this.#copies.act(message);
        break;
      case 'revealSecret': {
        const values = secretValues(this.#state.snapshot, message.key);
        if (values) this.#post({ kind: 'secret', key: message.key, ...values });
        break;
      }
      case 'stopIgnoring':
        this.ignoreField(message.key, false).catch(this.#options.reportFailure);
        break;
      case 'showLog':
        log.show();
        break;
      case 'openResource':
      case 'loadMore':
      case 'readOthers':
      case 'stopReading':
        // Of the page of several resources.
        break;
    }
  }
}
