// Annotations and labels as facts: addresses are text, and each says which document has it.

import { html, nothing } from "lit";
import type { AnnotationInfo } from "../../pkg/layerscope.js";
import { copyButton } from "../app/copy.ts";
import { facts } from "../ui/facts.ts";
import { number } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";

const OCI = "org.opencontainers.image.";
/** Values that are shown in full: a certificate helps no reader there. */
const LONGEST = 400;

/** "annotation in the manifest". */
export const placeOf = (place: string) => textOf(`origin.place.${place}`) ?? place;

const wordOf = (key: string) => (key.startsWith(OCI) ? textOf(`origin.key.${key.slice(OCI.length)}`) : undefined);

function row({ key, value, place }: AnnotationInfo): [unknown, unknown] {
  const shown = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  return [
    html`<span title=${key}>${wordOf(key) ?? key}</span>`,
    html`<span class="copyable"><span class="value">${shown}</span>${copyButton(value, key)}</span><span class="place mute">${placeOf(place)}</span>`,
  ];
}

/** Those that OCI defines first, the others folded away where there are many. */
export function annotations(list: AnnotationInfo[]) {
  const known = list.filter(({ key }) => wordOf(key));
  const other = list.filter(({ key }) => !wordOf(key));
  const folded = known.length > 0 && other.length > 2;
  return html`<div class="annotations">${facts((folded ? known : [...known, ...other]).map(row))}
    ${folded ? html`<details><summary>${t("origin.labels.other", { n: number(other.length) })}</summary>${facts(other.map(row))}</details>` : nothing}</div>`;
}
