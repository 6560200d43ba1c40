import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.js';
import { LiveLists } from '../language/liveLists.js';
import { registerLiveValues } from '../language/liveValues.js';
import { SpecLanguage } from '../language/specLanguage.js';
import { registerSpecQuickFixes } from '../language/specQuickFixes.js';
import { registerApiDiagnostics } from './help/apiDiagnostics.js';
import { insertRequest } from './help/insertRequest.js';
import { RequestApi, type RequestApiOptions } from './help/requestApi.js';
import { RequestBodies } from './help/requestBodies.js';
import { registerRequestCodeActions } from './help/requestCodeActions.js';
import { registerRequestCompletion } from './help/requestCompletion.js';
import { registerRequestFormatting } from './help/requestFormatting.js';
import { registerRequestHover } from './help/requestHover.js';
import { registerRequestMarks } from './help/requestMarks.js';
import { registerRequestNames } from './help/requestNames.js';
import { registerRequestSignature } from './help/requestSignature.js';
import { RequestRoutes, type RequestRoutesOptions } from './help/requestRoutes.js';
import { reportingCommands } from '../shell/reportingCommands.js';

/** What the API document of the picked schema version knows of requests. */
export interface RequestHelpOptions extends RequestApiOptions {
  readonly connections: Pick<
    Connections,
    'active' | 'onDidChangeAccount' | 'onDidChangeVersion' | 'onDidWrite'
  >;
  readonly reportFailure: (failure: unknown) => void;
}

/** Helps to write requests: by the API document of the section that their path names, at the picked schema version. */
export function registerRequestHelp(options: RequestHelpOptions & RequestRoutesOptions): vscode.Disposable {
  const { documents, sources, note } = options;
  const api = new RequestApi(options);
  const routes = new RequestRoutes(options);
  const lists = new LiveLists(options.connections);
  const bodies = new RequestBodies({ documents, routes, api });
  return vscode.Disposable.from(
    api,
    lists,
    new SpecLanguage({ judge: bodies, lists, name: 'ovhapi-http-body' }),
    registerSpecQuickFixes(bodies),
    registerLiveValues({ judge: bodies, lists, note }),
    registerApiDiagnostics({ documents, routes, api, onDidChangeValues: sources.onDidChange }),
    registerRequestCompletion({ documents, routes, api, lists, note }),
    registerRequestCodeActions({ documents, routes, api }),
    reportingCommands(options.reportFailure)('ovhApi.scratchpad.insertRequest', async () => {
      // The user requested it, so a workspace that isn't trusted makes no difference.
      const connection = options.connections.active();
      if (!connection) await vscode.commands.executeCommand('ovhApi.accounts.switch');
      else await insertRequest({ connection, note });
    }),
    registerRequestFormatting(),
    registerRequestMarks({ documents, routes, onDidChangeValues: sources.onDidChange }),
    registerRequestNames(documents),
    registerRequestSignature({ documents, routes, api }),
    registerRequestHover({ documents, routes, api }),
  );
}
