/** What this window shows; the tower knows nothing of it. */
export interface ViewState {
  readonly selectedId: string | null;
  readonly dialog: Dialog | null;
  /** On a narrow window the sidebar lies over the rest, and is shown on demand. */
  readonly sidebarOpen: boolean;
  readonly filter: string;
}

export type Dialog =
  | { readonly kind: 'create'; readonly launcher: 'local' | 'demo' }
  | { readonly kind: 'rename'; readonly instanceId: string }
  | { readonly kind: 'log'; readonly instanceId: string }
  | { readonly kind: 'edit'; readonly instanceId: string }
  | { readonly kind: 'settings' };

export const initialView: ViewState = { selectedId: null, dialog: null, sidebarOpen: false, filter: '' };
