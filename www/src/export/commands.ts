// A command for each file that can be written out of the shown image.

import type { Command } from "../app/feature.ts";
import { labelText } from "../app/label.ts";
import { registry } from "../app/registry.ts";
import type { State } from "../app/store.ts";

export const exports = (state: Readonly<State>): Command[] =>
  state.phase === "explore" && state.merged && (state.image?.layers.length ?? 0) > 0
    ? registry.exports(state).map(({ id, label, run }) => ({
        id: `export.${id}`,
        label: (texts) => texts("export.command", { what: labelText(label, texts) }),
        group: "export",
        run,
      }))
    : [];
