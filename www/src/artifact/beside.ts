// Artifacts about the shown image that are no attestations, which stand in the image's own list: a signature, a note.

import { html } from "lit";
import type { ArtifactInfo } from "../../pkg/layerscope.js";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import { short } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { showArtifact, wantArtifacts } from "./artifact.state.ts";

class Beside extends View {
  #list = new Query<ArtifactInfo[]>(this);

  override uses(s: Readonly<State>) {
    return [s.opened, s.image?.index];
  }

  override render() {
    const { image } = this.state;
    const stated = new Set(image?.attestations.map(({ digest }) => digest));
    const mine = wantArtifacts(this.#list)?.filter(
      ({ index, digest }) => image?.artifacts.includes(index) && !stated.has(digest),
    );
    if (!mine || mine.length === 0) return html``;
    return html`<h3>${t("artifact.of")}</h3><ul>${mine.map(
      ({ index, kind, names, digest }) =>
        html`<li><button type="button" class="link" @click=${() => showArtifact(index)}>${textOf(`artifact.kind.${kind}`) ?? kind} <span class="mono">${names[0] ?? short(digest)}</span></button></li>`,
    )}</ul>`;
  }
}
customElements.define("ls-beside", Beside);
