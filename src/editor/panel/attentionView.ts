import type { l10n } from 'vscode';
import type { AttentionView } from '../../protocol.js';
import { reasonsOfTask } from '../../resource/condition.js';
import type { TaskForPerson } from '../../resource/tasksForPerson.js';
import { displayLine, displayParagraph, displayText } from '../../resource/displayText.js';
import type { PanelFacts } from './panelFacts.js';
import { momentOf } from './timelineView.js';

type Localizer = Pick<typeof l10n, 't'>;

/** What needs a person: what waits for an answer, with its form, and what failed, with its reason. */
export function attentionViews({ reading, forms }: PanelFacts, l10n: Localizer): readonly AttentionView[] {
  if (!reading) return [];
  const { needsPerson, opensTasks, hasTaskActions, targetSpec } = reading;
  return needsPerson.map(({ kind, task, field }) => {
    const form = kind === 'waiting' ? forms?.get(task.id) : undefined;
    return {
      key: `${kind} ${task.id}`,
      ...wordsOf({ kind, task, field }, l10n),
      ...momentOf(task.finishedAt ?? task.startedAt ?? task.createdAt),
      taskId: task.id,
      opens: opensTasks,
      waits: kind === 'waiting',
      ...(form && { form }),
      ...(field !== undefined && { field: displayLine(field) }),
      hasSpec: kind === 'failed' && targetSpec !== undefined,
      hasActions: kind === 'failed' && opensTasks && hasTaskActions,
    };
  });
}

function wordsOf(
  { kind, task }: TaskForPerson,
  l10n: Localizer,
): Pick<AttentionView, 'tone' | 'title' | 'message' | 'reasons'> {
  const name = displayLine(task.type ?? task.id);
  if (kind === 'failed') {
    const reasons = reasonsOfTask(task).map(displayText);
    return { tone: 'error', title: l10n.t('{0} has failed', name), reasons };
  }
  return {
    tone: 'waiting',
    title: l10n.t('{0} is waiting for your input', name),
    ...(task.message ? { message: displayParagraph(task.message) } : {}),
    reasons: [],
  };
}
