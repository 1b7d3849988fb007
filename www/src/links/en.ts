// Where links lead, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "links.title": "Link target",
  "links.names": "Names of this content",
  "links.here": "this one",
  "links.more": (p: { n: string }) => `and up to ${s(p.n, "more name")}`,
  "links.to": (p: { path: string }) => `Go to ${p.path}`,
  "links.via": "through",
  "links.at": (p: { n: number }) => `as a container of layer ${p.n} resolves it`,
  "links.hard": "The layer stores the content under this name.",
  "links.hard.gone": (p: { n: number | null }) =>
    p.n === null
      ? "The layer stores the content under this name, which is removed now. The link keeps the content."
      : `The layer stores the content under this name, which layer ${p.n} removed. The link keeps the content.`,
  "links.end.loop": "Loop: the target leads back to this link.",
  "links.end.too-many": "Too many links: Linux follows at most 40.",
  "links.end.missing": "Dangling: this path does not exist.",
  "links.end.missing.by": (p: { n: number }) => `Dangling: layer ${p.n} removed it.`,
  "links.end.not-folder": "Dangling: the target goes on, but this is not a directory.",
  "links.end.runtime": "The engine provides this path in a running container.",
  "links.end.unusable": "No system can create this link: its target is empty, too long or has a NUL.",
  "links.notice.reached": (p: { path: string }) => `The link leads to ${p.path}`,
  "links.notice.none": "This is not a link.",
  "links.notice.end": (p: { path: string; why: string }) => `${p.path}: ${p.why}`,
  "links.follow": "Follow the link",
};
