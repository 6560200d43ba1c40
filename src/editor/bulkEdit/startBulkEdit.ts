import * as vscode from 'vscode';
import { refuseReadOnly } from '../../api/cloudWrite.js';
import type { SpecEdit } from '../../resource/editSpec.js';
import { isLarge } from '../../resource/jsonTree.js';
import { Slices } from '../../resource/slices.js';
import { readSpecValue } from '../../resource/spec.js';
import type { SpecPlace } from '../../schema/specPlaces.js';
import { abortSignal } from '../shell/abortSignal.js';
import { judgeBy } from '../../schema/schemaJudges.js';
import { schemaProblems } from '../language/schemaProblems.js';
import { askEdit } from './askEdit.js';
import { askPlace } from './askPlace.js';
import type { BulkEdits, BulkRow } from './bulkEdits.js';
import type { BulkScope } from './bulkScope.js';
import { showProgress } from '../shell/messages.js';

/**
 * From a scope to the matrix: which field, reading all resources, what becomes of the field, and what that would do to
 * each. Nothing is sent.
 */
export async function startBulkEdit(edits: BulkEdits, scope: BulkScope): Promise<void> {
  refuseReadOnly(scope.connection.api.account, { method: 'PUT', path: scope.item.path });
  let rows: readonly BulkRow[] | undefined;
  let edit: SpecEdit | 'back' | undefined = 'back';
  while (edit === 'back') {
    const place: SpecPlace | undefined = await askPlace(scope);
    if (!place) return;
    rows ??= await readAll(edits, scope);
    if (!rows) return;
    edit = await askEdit({ scope, place, specs: await specsOf(rows) });
  }
  if (!edit || !rows) return;
  const judge = judgeBy(scope.schema);
  await edits.show(scope, edit, { rows, problemsOf: (spec) => schemaProblems(judge, spec) });
  await vscode.commands.executeCommand('ovhApi.bulkEdit.focus');
}

/** What was read of the resources, but of those that are too large to be edited. */
async function specsOf(rows: readonly BulkRow[]): Promise<readonly unknown[]> {
  const slices = new Slices();
  const specs: unknown[] = [];
  for (const { read } of rows) {
    if (!read || isLarge(read.base.text)) continue;
    specs.push(await slices.through(readSpecValue(read.base.text)));
    await slices.rest();
  }
  return specs;
}

/** All resources of a scope with their checksums; `undefined` when the person stopped. */
async function readAll(edits: BulkEdits, scope: BulkScope): Promise<readonly BulkRow[] | undefined> {
  return showProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Reading {0}', scope.title),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = abortSignal(token);
      const rows = await edits.read(scope, signal, (done, all, label) => {
        progress.report({
          message: vscode.l10n.t('{0} of {1}: {2}', done, all, label),
          increment: 100 / all,
        });
      });
      return signal.aborted ? undefined : rows;
    },
  );
}
