import type * as vscode from 'vscode';

/** Where a resource's page is shown: an editor, or a view of the side bar. */
export interface PanelFrame {
  readonly webview: vscode.Webview;
  /** Whether the page can be seen. A page that can't be seen is gone, and says when it is there again. */
  readonly isVisible: () => boolean;
  /** Whether it is in front and has the keyboard. */
  readonly isActive: () => boolean;
  readonly onDidChangeVisibility: (listener: () => void) => vscode.Disposable;
  /** Names the frame after what it shows. */
  readonly setTitle: (title: string) => void;
  /** Brings it to the front. */
  readonly reveal: (viewColumn: vscode.ViewColumn | undefined, preserveFocus: boolean) => void;
}

export function editorFrame(panel: vscode.WebviewPanel): PanelFrame {
  return {
    webview: panel.webview,
    isVisible: () => panel.visible,
    isActive: () => panel.active,
    onDidChangeVisibility: (listener) => panel.onDidChangeViewState(listener),
    setTitle: (title) => {
      panel.title = title;
    },
    reveal: (viewColumn, preserveFocus) => {
      panel.reveal(viewColumn, preserveFocus);
    },
  };
}

/** A view keeps its own title, which says what it is; what it shows is beside it. */
export function viewFrame(view: vscode.WebviewView): PanelFrame {
  return {
    webview: view.webview,
    isVisible: () => view.visible,
    isActive: () => false,
    onDidChangeVisibility: (listener) => view.onDidChangeVisibility(listener),
    setTitle: (title) => {
      view.description = title;
    },
    reveal: (_, preserveFocus) => {
      view.show(preserveFocus);
    },
  };
}
