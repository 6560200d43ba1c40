import * as vscode from 'vscode';

/** Registers a command. What VS Code hands over is taken for what `run` expects: the manifest's menus see to that. */
export type RegisterCommand = (id: string, run: (target: never) => unknown) => vscode.Disposable;

/** Commands whose failures reach the user through `reportFailure`, and no further. */
export function reportingCommands(reportFailure: (failure: unknown) => void): RegisterCommand {
  return (id, run) =>
    vscode.commands.registerCommand(id, async (target: never) => {
      try {
        await run(target);
      } catch (failure) {
        reportFailure(failure);
      }
    });
}
