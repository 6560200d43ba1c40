import * as vscode from 'vscode';
import { manifestFormat, readManifests, withoutIdentifier } from '../../resource/manifest.js';
import type { PlanEntry } from './manifestPlans.js';

/** Opens a manifest at its place in its file; a row itself opens the difference. */
export async function openManifest({ uri, manifest }: PlanEntry): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { manifests } = await readManifests(document.getText(), manifestFormat(uri.path));
  const { place } = manifests.find(({ index }) => index === manifest.index) ?? manifest;
  const start = document.positionAt(place.offset);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
}

/**
 * Takes the identifier out of a manifest whose resource is gone, so that it asks for a new one. An edit of the file that
 * can be undone: nothing is sent. Resolves to whether there was one.
 */
export async function forgetIdentifier({ uri, manifest }: PlanEntry): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const next = withoutIdentifier(text, manifestFormat(uri.path), manifest.index);
  if (next === text) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(document.positionAt(0), document.positionAt(text.length)), next);
  await vscode.workspace.applyEdit(edit);
  return document.save();
}
