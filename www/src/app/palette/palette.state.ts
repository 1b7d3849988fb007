// Whether the command palette is open, and what opens and closes it.

import { store } from "../store.ts";

export interface PaletteState {
  palette: boolean;
}

declare module "../store.ts" {
  interface State extends PaletteState {}
}

store.slice<PaletteState>("visit", { palette: false });

/** Opens the palette, from the help too; no other dialog has anything over it. */
export async function openPalette(): Promise<void> {
  if (store.state.help) {
    store.set({ help: false });
    // The help gives the focus back first: there it returns after the palette, too.
    await new Promise(requestAnimationFrame);
  }
  if (!document.querySelector("dialog[open]")) store.set({ palette: true });
}

export const closePalette = (): void => store.set({ palette: false });
