import * as vscode from 'vscode';
import type { Api, ApiResponse } from '../../api/api.js';
import { prettyText } from '../../resource/spec.js';
import { stoppable } from '../shell/stoppable.js';
import type { FoundRequest, RequestSender } from './requestSender.js';
import type { Responses } from './responses.js';
import { showInformation } from '../shell/messages.js';
import { labelText } from '../shell/labelText.js';

/** A schema version and how it is called; `undefined` is the account's default. */
interface NamedVersion {
  readonly version: string | undefined;
  readonly label: string;
}

export interface CompareAnswersOptions {
  readonly sender: Pick<RequestSender, 'alone'>;
  readonly responses: Pick<Responses, 'uri' | 'set'>;
  /** Asks for two versions; `undefined` when the person didn't choose. */
  readonly askVersions: () => Promise<
    { readonly before: NamedVersion; readonly after: NamedVersion } | undefined
  >;
}

/** Sends a request that reads under two schema versions, and opens what the API answered as a comparison. */
export async function compareAnswers(
  { sender, responses, askVersions }: CompareAnswersOptions,
  api: Api,
  found: FoundRequest,
): Promise<void> {
  const { document, request } = found;
  if (request.method.method !== 'GET') {
    showSentence(
      vscode.l10n.t('Only GET requests can be compared between versions: others change something.'),
    );
    return;
  }
  const ready = await sender.alone(api, found);
  if (!ready) return;
  if (ready.request.branch === 'v1') {
    showSentence(vscode.l10n.t('API v1 has no schema versions.'));
    return;
  }
  const versions = await askVersions();
  if (!versions) return;
  const { before, after } = versions;
  const texts = await stoppable(vscode.l10n.t('Reading with two schema versions…'), (signal) =>
    Promise.all(
      [before, after].map(async ({ version }) =>
        textOf(await api.send({ ...ready.request, schemaVersion: version ?? 'default', signal })),
      ),
    ),
  );
  if (texts[0] === texts[1]) {
    showSentence(
      vscode.l10n.t('The API gives the same response for {0} and {1}.', before.label, after.label),
    );
    return;
  }
  const uris = [before, after].map(({ label }, index) => {
    const uri = responses.uri(document.uri, `${request.key} ${label}`);
    responses.set(uri, texts[index] ?? '');
    return uri;
  });
  const title = labelText(request.key, `${before.label} ↔ ${after.label}`);
  await vscode.commands.executeCommand('vscode.diff', ...uris, title, { preview: true });
}

/** The body alone, since time and query id always differ; a refusal with its status. */
function textOf({ status, text }: ApiResponse): string {
  const body = prettyText(text);
  return status >= 200 && status <= 299 ? body : `// HTTP ${String(status)}\n${body}`;
}

function showSentence(sentence: string): void {
  void showInformation(sentence);
}
