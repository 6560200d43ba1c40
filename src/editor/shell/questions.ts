import * as vscode from 'vscode';
import { hasSafeguard, type Account } from '../../api/account.js';
import { withoutLinks } from '../../resource/displayText.js';
import { questionIn } from './accountText.js';
import { showInput } from './messages.js';

/** What came of one question: an answer, or a step back; where there is neither, it was left by Escape. */
export type Answer<T = string> = { readonly kind: 'value'; readonly value: T } | { readonly kind: 'back' };

/** A question before something changes in the cloud. */
export interface CloudQuestion {
  /** Whose resources it is about: named with the question; `undefined` where it is about nothing in a cloud. */
  readonly account: Account | undefined;
  readonly question: string;
  readonly detail: string;
  /** What is to be typed before it is done, besides the account's name where that is a safeguard of it. */
  readonly typed?: string | undefined;
}

/** What is asked before something that can do harm: delete, cost money, change many resources at once. */
export interface HarmQuestion extends CloudQuestion {
  /** The button that does it. */
  readonly act: string;
  /** The button that leaves everything as it is. */
  readonly keep: string;
}

/**
 * Whether to do something that can do harm. Enter does none: a modal message gives the focus to its first button and puts
 * its own Cancel last, where nothing can move it, so the first button is one that leaves everything as it is.
 */
export async function confirmsHarm({ act, ...question }: HarmQuestion): Promise<boolean> {
  return (await askHarm({ ...question, acts: [act] })) === act;
}

/** As `confirmsHarm`, with several buttons that do it. @returns the one that was pressed; `undefined` when none was. */
export async function askHarm({
  keep,
  acts,
  ...question
}: Omit<HarmQuestion, 'act'> & { readonly acts: readonly string[] }): Promise<string | undefined> {
  const pressed = await askModal({ ...question, buttons: [keep, ...acts] });
  if (pressed === undefined || pressed === keep) return undefined;
  return (await typesNames(question)) ? pressed : undefined;
}

/** A modal question that names the account. @returns the button that was pressed; `undefined` for VS Code's own Cancel. */
export async function askModal({
  account,
  question,
  detail,
  buttons,
}: Omit<CloudQuestion, 'typed'> & { readonly buttons: readonly string[] }): Promise<string | undefined> {
  const asked = questionIn(account, question);
  return vscode.window.showWarningMessage(asked, { modal: true, detail }, ...buttons);
}

/** Whether the person types what has to be typed before it is done; true where that is nothing. */
export async function typesNames({
  account,
  question,
  typed,
}: Omit<CloudQuestion, 'detail'>): Promise<boolean> {
  const isAccountTyped = account !== undefined && hasSafeguard(account, 'typeName');
  const names = [...(typed === undefined ? [] : [typed]), ...(isAccountTyped ? [account.label] : [])];
  for (const name of names) {
    const answer = await showInput({
      title: questionIn(account, question),
      prompt: vscode.l10n.t('Type “{0}” to confirm.', name),
      placeHolder: name,
      ignoreFocusOut: true,
      validateInput: (text) =>
        isTyped(text, name) || text === '' ? undefined : vscode.l10n.t('This isn’t “{0}”.', name),
    });
    if (answer === undefined || !isTyped(answer, name)) return false;
  }
  return true;
}

function isTyped(text: string, name: string): boolean {
  return text.trim() === name.trim();
}

/** Where the question is among the others. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
  /** Stands beside the label, paler. */
  readonly description?: string;
  /** Name of a codicon. */
  readonly icon?: string;
}

/** One of several, with a back button from the second step on. */
export function askChoice(
  place: Place,
  placeholder: string,
  choices: readonly Choice[],
  chosen: string | undefined,
): Promise<Answer | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & Choice>();
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = choices.map((choice) => ({
    ...choice,
    ...(choice.icon !== undefined && { iconPath: new vscode.ThemeIcon(choice.icon) }),
  }));
  const before = pick.items.filter(({ value }) => value === chosen);
  if (before.length > 0) pick.activeItems = before;
  pick.buttons = backButton(place);
  return show(pick, place, (done) => [
    pick.onDidTriggerButton(() => done({ kind: 'back' })),
    pick.onDidAccept(() => {
      const [picked] = pick.selectedItems;
      if (picked) done({ kind: 'value', value: picked.value });
    }),
  ]);
}

/** Any number of several, none included, with a back button from the second step on. */
export function askChoices(
  place: Place,
  placeholder: string,
  choices: readonly Choice[],
  chosen: ReadonlySet<string>,
): Promise<Answer<readonly string[]> | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & Choice>();
  pick.placeholder = placeholder;
  pick.canSelectMany = true;
  pick.matchOnDetail = true;
  pick.items = choices.map((choice) => ({ ...choice }));
  pick.selectedItems = pick.items.filter(({ value }) => chosen.has(value));
  pick.buttons = backButton(place);
  return show<readonly string[]>(pick, place, (done) => [
    pick.onDidTriggerButton(() => done({ kind: 'back' })),
    pick.onDidAccept(() => {
      done({ kind: 'value', value: pick.selectedItems.map(({ value }) => value) });
    }),
  ]);
}

export interface FieldQuestion {
  readonly prompt: string;
  readonly placeholder: string;
  readonly value: string;
  readonly isSecret: boolean;
  /** Why the last try with this value failed. */
  readonly complaint: string | undefined;
  /** A sentence when what is typed can't be right; it may take a moment to find out. */
  readonly problem: (typed: string) => string | undefined | Promise<string | undefined>;
  /** A page where the value can be had, behind a button. */
  readonly link?: { readonly tooltip: string; readonly open: () => void } | undefined;
}

/** One typed value. Stays open when the focus goes elsewhere: keys are fetched from a browser or a password store. */
export function askField(place: Place, question: FieldQuestion): Promise<Answer | undefined> {
  const input = vscode.window.createInputBox();
  input.prompt = withoutLinks(question.prompt);
  input.placeholder = question.placeholder;
  input.value = question.value;
  input.password = question.isSecret;
  input.validationMessage = question.complaint && withoutLinks(question.complaint);
  const link = question.link && {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: question.link.tooltip,
  };
  input.buttons = [...backButton(place), ...(link ? [link] : [])];
  return show(input, place, (done) => [
    input.onDidTriggerButton((button) => {
      if (button === link) question.link?.open();
      else done({ kind: 'back' });
    }),
    input.onDidChangeValue(() => {
      // A complaint goes away while the user fixes it, and comes back only on request.
      input.validationMessage = undefined;
    }),
    input.onDidAccept(() => {
      const typed = input.value;
      const judge = (problem: string | undefined): void => {
        input.busy = false;
        // Typed on meanwhile: that is another answer.
        if (input.value !== typed) return;
        input.validationMessage = problem && withoutLinks(problem);
        if (problem === undefined) done({ kind: 'value', value: typed });
      };
      const problem = question.problem(typed);
      if (problem instanceof Promise) {
        input.busy = true;
        void problem.then(judge, () => judge(undefined));
      } else judge(problem);
    }),
  ]);
}

function backButton(place: Place): readonly vscode.QuickInputButton[] {
  return place.step > 1 ? [vscode.QuickInputButtons.Back] : [];
}

/** Shows an input until it is answered or hidden, and disposes of it. */
function show<T = string>(
  input: vscode.QuickInput,
  place: Place,
  listen: (done: (answer: Answer<T> | undefined) => void) => readonly vscode.Disposable[],
): Promise<Answer<T> | undefined> {
  Object.assign(input, { ...place, ignoreFocusOut: true });
  return new Promise((resolve) => {
    const subscriptions: vscode.Disposable[] = [];
    const done = (answer: Answer<T> | undefined): void => {
      resolve(answer);
      for (const subscription of subscriptions.splice(0)) subscription.dispose();
      input.dispose();
    };
    subscriptions.push(
      ...listen(done),
      input.onDidHide(() => done(undefined)),
    );
    input.show();
  });
}
