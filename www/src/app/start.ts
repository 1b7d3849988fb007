// The start: what this is, how to open an image, how to make an archive, and the promise with its proof.

import { html } from "lit";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { copyButton } from "./copy.ts";
import { pick, pickFolder } from "./drop.ts";
import { openSample } from "./opening.state.ts";
import { registry } from "./registry.ts";

const COMMANDS = [
  ["start.how.docker", "docker save IMAGE -o image.tar"],
  ["start.how.podman", "podman save IMAGE -o image.tar"],
  ["start.how.skopeo", "skopeo copy docker://IMAGE docker-archive:image.tar"],
] as const;

/** The drawing beside the words: a file that is removed is still there. */
const STORY = [
  "RUN rm model.bin",
  "RUN make model.bin",
  "COPY app /srv/app",
  "RUN apt-get install python3",
  "RUN apt-get update",
  "FROM debian:12",
];

class Start extends View {
  override render() {
    return html`
      <div class="hero">
        <h2>${t("start.title")}</h2>
        <p class="lead">${t("start.lead")}</p>
        <div class="doors">
          <button type="button" class="primary" @click=${pick}>${t("start.open")}</button>
          <button type="button" @click=${pickFolder}>${t("start.openFolder")}</button>
          <button type="button" @click=${openSample}>${t("start.sample")}</button>
        </div>
        <p class="mute">${t("start.or")}</p>
        ${registry.parts("start", this.state)}
      </div>
      <div class="emblem" aria-hidden="true">
        <i class="top">${t("stack.container")} <span>${t("stack.readwrite")}</span></i>
        ${STORY.map((command, i) => html`<i class=${`e${STORY.length - i}`}>${command}</i>`)}
      </div>
      <div class="how">
        <h3>${t("start.how")}</h3>
        <dl>
          ${COMMANDS.map(([who, command]) => html`<div><dt>${t(who)}</dt><dd><code>${command}</code>${copyButton(command, command)}</dd></div>`)}
        </dl>
        <p class="mute">${t("start.formats")}</p>
      </div>
      <div class="promise">
        <h3>${icons.lock} ${t("start.promise")}</h3>
        <p>${t("start.promise.text")}</p>
        <p class="mute">${t("start.promise.check")}</p>
      </div>`;
  }
}
customElements.define("ls-start", Start);
