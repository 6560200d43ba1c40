import * as vscode from 'vscode';
import type { Api } from '../../../api/api.js';
import type { ScratchRequest } from '../../../scratchpad/requestFile.js';
import { nextOf } from '../../../scratchpad/run.js';
import { startedWork } from '../../../scratchpad/startedWork.js';
import { offerToSave } from '../answers/answerCommands.js';
import type { FoundRequest } from '../requestSender.js';
import { showMore } from './moreForRequest.js';
import type { SendOutcome } from './run.js';
import type { RunCommandOptions } from './runOptions.js';
import { sendMany } from './sendMany.js';
import { showInformation } from '../../shell/messages.js';

/** The commands that send requests of a file, besides the one that sends the request as it is written. */
export function registerRunCommands(options: RunCommandOptions): vscode.Disposable {
  const { sender, states, responses, onRequest, command, openPanel } = options;
  const all = (api: Api, found: FoundRequest, requests: readonly ScratchRequest[]): Promise<void> =>
    sendMany({
      requests,
      send: (request, preferences) => sender.send(api, { ...found, request }, preferences),
      show: ({ key }) => responses.show(responses.uri(found.document.uri, key)),
    });
  return vscode.Disposable.from(
    onRequest('send', async (api, found) => {
      await sendShown(options, api, found);
    }),
    onRequest('sendAll', (api, found) => all(api, found, found.file.requests)),
    onRequest('sendFromHere', (api, found) =>
      all(api, found, found.file.requests.slice(found.file.requests.indexOf(found.request))),
    ),
    onRequest('sendSelection', (api, found) => all(api, found, selectedRequests(found))),
    onRequest('nextPage', (api, found) => nextPage(options, api, found)),
    onRequest('allPages', (api, found) => sender.send(api, found, { range: { limit: 'all', firstPage: 1 } })),
    onRequest('follow', (_, found) => {
      const run = states.get(found.document.uri, found.file, found.request);
      const work = run?.outcome?.kind === 'answered' ? startedWork(run.outcome.result.response) : undefined;
      if (run && work) openPanel(run.account, work.path);
      return Promise.resolve();
    }),
    onRequest('more', (api, found) => showMore(options, api, found)),
    command('repeatLast', () => repeatLast(options)),
  );
}

/** The requests whose blocks a selection touches; the one at the cursor where nothing is selected. */
function selectedRequests({ document, file, request }: FoundRequest): readonly ScratchRequest[] {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== document.uri.toString()) return [request];
  const parts = editor.selections
    .filter(({ isEmpty }) => !isEmpty)
    .map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }));
  if (parts.length === 0) return [request];
  return file.requests.filter(({ span }) =>
    parts.some(({ start, end }) => start < span.end && end > span.start),
  );
}

async function nextPage({ states, sender }: RunCommandOptions, api: Api, found: FoundRequest): Promise<void> {
  const run = states.get(found.document.uri, found.file, found.request);
  if (run?.outcome?.kind !== 'answered' || run.account !== api.account.id) {
    await sender.send(api, found);
    return;
  }
  const { result } = run.outcome;
  const cursor = nextOf(result);
  if (cursor === undefined) return;
  const firstPage = (result.firstPage ?? 1) + (result.pages?.count ?? 1);
  await sender.send(api, found, { range: { limit: found.request.pages?.limit, cursor, firstPage } });
}

/** Sends one request, and offers what its response can't show by itself. */
async function sendShown(options: RunCommandOptions, api: Api, found: FoundRequest): Promise<void> {
  const outcome = await options.sender.send(api, found);
  offerToFollow(options, api, outcome);
  offerToSave({ outcome }, options.responses.uri(found.document.uri, found.request.key));
}

async function repeatLast(options: RunCommandOptions): Promise<void> {
  const { states, find } = options;
  const last = states.last();
  const api = options.api();
  const found = last && (await find(last.source, last.request.key));
  if (found && api) await sendShown(options, api, found);
  else {
    void showInformation(
      last
        ? vscode.l10n.t('The request that was sent last is no longer in its file.')
        : vscode.l10n.t('No request was sent since this window was opened.'),
    );
  }
}

/** A write that began tasks can be followed in the panel. */
function offerToFollow({ openPanel }: RunCommandOptions, api: Api, outcome: SendOutcome | undefined): void {
  if (outcome?.kind !== 'answered' || outcome.result.response.method === 'GET') return;
  const work = startedWork(outcome.result.response);
  if (!work) return;
  const follow = vscode.l10n.t('Follow');
  const sentence =
    work.tasks === 1
      ? vscode.l10n.t('The request was accepted, and 1 task is not done yet.')
      : vscode.l10n.t('The request was accepted, and {0} tasks are not done yet.', work.tasks);
  void showInformation(sentence, follow).then((answer) => {
    if (answer === follow) openPanel(api.account.id, work.path);
  });
}
