import * as vscode from 'vscode';
import { taskPhase, type Condition } from '../../resource/condition.js';
import { conditionText } from '../shell/conditionText.js';
import { resourceStatusView, taskStatusView } from '../shell/statusText.js';
import type { Member } from '../../resource/tree/member.js';

/** How a status is shown: an icon and a colour for the eye, words for a screen reader. */
export interface StatusLook {
  readonly icon: vscode.ThemeIcon;
  readonly text: string | undefined;
  /** One letter, for what is not at rest. */
  readonly letter?: string;
  readonly color?: vscode.ThemeColor;
}

/** What the look of a member depends on. */
type Shown = Pick<Member, 'kind' | 'status' | 'isBusy' | 'condition'>;

/** How a member of a list looks: a resource by its condition, whatever its status is called. The same object for the same member. */
export function memberLook(member: Shown): StatusLook {
  const known = looks.get(member);
  if (known) return known;
  const look = lookOf(member);
  looks.set(member, look);
  return look;
}

/** Thousands of rows are drawn again for each page that comes. */
const looks = new WeakMap<Shown, StatusLook>();

function lookOf({ kind, status, isBusy, condition }: Shown): StatusLook {
  if (kind === 'event') return { icon: new vscode.ThemeIcon('circle-small-filled'), text: undefined };
  if (kind === 'task') return taskLook(status, isBusy);
  return condition ? conditionLook(condition) : statusLook(status);
}

function conditionLook(condition: Condition): StatusLook {
  const look = statusLook(condition.status);
  const text = conditionText(condition);
  switch (condition.kind) {
    case 'atWork':
      // In error, and the cloud still or again works on it.
      if (look.letter === 'E') return marked('E', 'sync~spin', 'list.errorForeground', text);
      return look.icon.id === SPINNER ? look : marked(look.letter ?? 'U', SPINNER, BUSY, text);
    case 'waitingForYou':
      return waitingLook(text);
    case 'planned':
      return { icon: new vscode.ThemeIcon('watch'), text };
    case 'failed':
      return marked('E', 'error', 'list.errorForeground', text);
    case 'unsettled':
      return condition.word === condition.status ? look : { icon: new vscode.ThemeIcon('question'), text };
    case 'done':
      return look;
  }
}

/** What goes on only once a person has answered. */
function waitingLook(text: string): StatusLook {
  return marked('?', 'bell-dot', 'list.warningForeground', text);
}

/** Statuses are an open set: one that is not known here is shown as it came, with a neutral icon. */
function statusLook(status: string | undefined): StatusLook {
  if (status === undefined) return { icon: new vscode.ThemeIcon('symbol-object'), text: undefined };
  const { text } = resourceStatusView(status, vscode.l10n);
  switch (status) {
    case 'READY':
      return { icon: icon('pass-filled', 'charts.green'), text };
    case 'CREATING':
      return marked('C', SPINNER, BUSY, text);
    case 'UPDATING':
      return marked('U', SPINNER, BUSY, text);
    case 'DELETING':
      return marked('D', SPINNER, 'list.warningForeground', text);
    case 'DELETED':
      return marked('×', 'trash', 'disabledForeground', text);
    case 'ERROR':
      return marked('E', 'error', 'list.errorForeground', text);
    case 'SUSPENDED':
      return marked('S', 'debug-pause', 'list.warningForeground', text);
    case 'EXPIRED':
      return marked('X', 'circle-slash', 'list.warningForeground', text);
    case 'OUT_OF_SYNC':
      return marked('!', 'warning', 'list.warningForeground', text);
    default:
      return { icon: new vscode.ThemeIcon('question'), text };
  }
}

const SPINNER = 'loading~spin';

/** A blue that can be read as text in every theme; that of progress bars can't in dark ones. */
const BUSY = 'list.highlightForeground';

function taskLook(status: string | undefined, isBusy: boolean): StatusLook {
  if (status === undefined) return { icon: new vscode.ThemeIcon('circle-outline'), text: undefined };
  const { tone, text } = taskStatusView(status, vscode.l10n);
  if (isBusy) return { icon: icon(SPINNER, BUSY), text };
  if (taskPhase(status) === 'waitingForYou') return waitingLook(text);
  switch (tone) {
    case 'ok':
      return { icon: icon('pass', 'charts.green'), text };
    case 'error':
      return marked('E', 'error', 'list.errorForeground', text);
    case 'waiting':
      return { icon: new vscode.ThemeIcon('watch'), text };
    default:
      return { icon: new vscode.ThemeIcon('circle-outline'), text };
  }
}

function marked(letter: string, id: string, color: string, text: string): StatusLook {
  return { icon: icon(id, color), text, letter, color: new vscode.ThemeColor(color) };
}

function icon(id: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}
