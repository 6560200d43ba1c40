import * as vscode from 'vscode';

/**
 * Registers a command. What VS Code hands over is taken for what `run` expects: the manifest's menus see to that. `selected`
 * are all rows that were selected when the command was chosen on one of several; a command that takes them is one of
 * `onRows`.
 */
export type RegisterCommand = (
  id: string,
  run: (target: never, selected: never) => unknown,
) => vscode.Disposable;

/** Commands whose failures reach the user through `reportFailure`, and no further. */
export function reportingCommands(reportFailure: (failure: unknown) => void): RegisterCommand {
  return (id, run) =>
    vscode.commands.registerCommand(id, async (target: never, selected: never) => {
      try {
        await run(target, selected);
      } catch (failure) {
        reportFailure(failure);
      }
    });
}

/**
 * Registers a command that is run on all selected rows, or on the one that it was chosen on. The manifest offers no other
 * command while several rows are selected. Rows of other kinds may be among them: `run` leaves out what is not for it.
 */
export function onRows(
  register: RegisterCommand,
  id: string,
  run: (rows: readonly never[]) => unknown,
): vscode.Disposable {
  return register(id, (target: never, selected: readonly never[] | undefined) =>
    run(allOf(target, selected)),
  );
}

function allOf<T>(target: T, selected: readonly T[] | undefined): readonly T[] {
  // Other menus than those of trees hand over something else in its place.
  const rows: unknown = selected;
  return Array.isArray(rows) && rows.length > 0 ? (rows as readonly T[]) : [target];
}
