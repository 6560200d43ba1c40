import * as vscode from 'vscode';
import {
  findManifest,
  manifestFormat,
  readManifests,
  whatItSays,
  withIdentifier,
  withoutIdentifier,
  type Manifest,
} from '../../resource/manifest.js';
import { replaceText } from '../shell/writeFileText.js';

/** A manifest of a plan, and the file that it was in when it was planned. */
interface PlannedText {
  readonly uri: vscode.Uri;
  readonly manifest: Manifest;
}

/** `undefined` where the file couldn't be changed or saved. */
type Rewritten = 'saved' | 'unsaved' | undefined;

/** Opens a manifest at its place in its file; a row itself opens the difference. */
export async function openManifest(entry: PlannedText): Promise<void> {
  const { document, now } = await asItIs(entry);
  const { place } = now ?? entry.manifest;
  const start = document.positionAt(place.offset);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
}

/** Those manifests of a plan that their files, saved or not, say otherwise by now. */
export async function outdatedOf<T extends PlannedText>(entries: readonly T[]): Promise<readonly T[]> {
  const said = new Map<string, ReadonlySet<string>>();
  for (const { uri } of entries) {
    if (!said.has(uri.toString())) said.set(uri.toString(), await saidIn(uri));
  }
  return entries.filter(({ uri, manifest }) => said.get(uri.toString())?.has(whatItSays(manifest)) !== true);
}

/**
 * Takes the identifier out of a manifest whose resource is gone, so that it asks for a new one. An edit of the file that
 * can be undone: nothing is sent. Resolves to what became of the file.
 */
export async function forgetIdentifier(entry: PlannedText): Promise<Rewritten> {
  return rewrite(entry, withoutIdentifier);
}

/**
 * A created resource is the manifest's from now on: without its identifier, the next plan would create it again. Resolves
 * to what became of the file.
 */
export async function writeIdentifier(entry: PlannedText, id: string): Promise<Rewritten> {
  return rewrite(entry, (text, format, index) => withIdentifier(text, format, index, id));
}

/** Nothing where the file can't be read any more. */
async function saidIn(uri: vscode.Uri): Promise<ReadonlySet<string>> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const { manifests } = await readManifests(document.getText(), manifestFormat(uri.path));
    return new Set(manifests.map(whatItSays));
  } catch {
    return new Set();
  }
}

/** The file may have been edited since it was planned, so the manifest is looked for by what it says, and not by its place. */
async function asItIs({ uri, manifest }: PlannedText): Promise<{
  readonly document: vscode.TextDocument;
  readonly now: Manifest | undefined;
}> {
  const document = await vscode.workspace.openTextDocument(uri);
  return { document, now: await findManifest(document.getText(), manifestFormat(uri.path), manifest) };
}

/**
 * A file with unsaved text isn't saved: that would write what the person hasn't decided on yet, and start what runs on a save. The change
 * isn't lost by that. A plan reads unsaved text, VS Code keeps it when a window closes and asks before it discards it, and the person is
 * asked to save the file.
 */
async function rewrite(entry: PlannedText, change: typeof withoutIdentifier): Promise<Rewritten> {
  const { document, now } = await asItIs(entry);
  if (!now) return undefined;
  const hadUnsavedText = document.isDirty;
  const text = document.getText();
  const next = change(text, manifestFormat(entry.uri.path), now.index);
  if (!(await replaceText(document, next))) return undefined;
  if (hadUnsavedText) return 'unsaved';
  return (await document.save()) ? 'saved' : undefined;
}
