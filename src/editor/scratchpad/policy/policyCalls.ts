import type * as vscode from 'vscode';
import { MANIFEST_FILE, manifestFormat, readManifests } from '../../../resource/manifest.js';
import { encodeText } from '../../../api/encodeText.js';
import { segmentsOf } from '../../../schema/pathTemplate.js';
import type { PolicyCall, PolicySegment } from '../../../scratchpad/policy.js';
import type { RequestFile, ScratchRequest } from '../../../scratchpad/requestFile.js';
import type { SessionCall } from '../../../api/sessionCalls.js';
import type { RequestRoutes } from '../help/requestRoutes.js';

/** Whether a document holds manifests. */
export function isManifest(document: vscode.TextDocument): boolean {
  return MANIFEST_FILE.test(document.uri.path);
}

/** The calls of requests, with the values that are at hand. */
export function callsOfRequests(
  document: vscode.TextDocument,
  requests: readonly ScratchRequest[],
  routes: RequestRoutes,
): readonly PolicyCall[] {
  const routeOf = routes.of(document);
  return requests.map((request) => {
    const { method } = request.method;
    const route = routeOf(request);
    return {
      method,
      label: `${method} ${request.target.text}`,
      segments: route?.branch === 'v2' ? route.segments : undefined,
    };
  });
}

/** The requests that selections touch; none where nothing is selected. */
export function selectedIn(editor: vscode.TextEditor, file: RequestFile): readonly ScratchRequest[] {
  const { document } = editor;
  const parts = editor.selections
    .filter(({ isEmpty }) => !isEmpty)
    .map(({ start, end }) => [document.offsetAt(start), document.offsetAt(end)] as const);
  return file.requests.filter(({ span }) =>
    parts.some(([start, end]) => start < span.end && end > span.start),
  );
}

/** What reading, making and changing the resources of manifests calls. What can't be read of them calls nothing. */
export async function callsOfManifests(document: vscode.TextDocument): Promise<readonly PolicyCall[]> {
  const { manifests } = await readManifests(document.getText(), manifestFormat(document.uri.path));
  return manifests.flatMap(({ kind, id }) => {
    const list = segmentsOf(kind).map(known);
    const item = [...list, id === undefined ? { text: '', isOpen: true } : known(encodeText(id))];
    const path = `${kind}/${id ?? '…'}`;
    return [
      { method: 'GET', segments: item, label: `GET ${path}` },
      { method: 'PUT', segments: item, label: `PUT ${path}` },
      ...(id === undefined ? [{ method: 'POST', segments: list, label: `POST ${kind}` } as const] : []),
    ] as const;
  });
}

/** The calls of API v2 that were made; documents of the API need no rights. */
export function callsOfSession(calls: readonly SessionCall[]): readonly PolicyCall[] {
  return calls.flatMap(({ method, path }) => {
    const [, below] = /^\/v2(\/.*)$/.exec(path) ?? (path.startsWith('/v1/') ? [] : ['', path]);
    if (below === undefined) return [];
    return [{ method, segments: segmentsOf(below).map(known), label: `${method} ${below}` }];
  });
}

function known(text: string): PolicySegment {
  return { text, isOpen: false };
}
