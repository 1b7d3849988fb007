// Where links lead, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "links.title": "Where it leads",
  "links.names": "Names of this content",
  "links.here": "this one",
  "links.more": (p: { n: string }) => `and up to ${s(p.n, "more name")}`,
  "links.to": (p: { path: string }) => `Go to ${p.path}`,
  "links.via": "by way of",
  "links.at": (p: { n: number }) => `as layer ${p.n}’s container resolves it`,
  "links.hard": "The content was stored under this name.",
  "links.hard.gone": (p: { n: number | null }) =>
    p.n === null
      ? "The content was stored under this name, which is gone: it lives on here."
      : `The content was stored under this name, which layer ${p.n} removed: it lives on here.`,
  "links.end.loop": "A loop: the way leads back to this link, for ever.",
  "links.end.too-many": "More than 40 links one after another: Linux gives up here.",
  "links.end.missing": "Dangling: there is nothing of this name.",
  "links.end.missing.by": (p: { n: number }) => `Dangling: layer ${p.n} removed it.`,
  "links.end.not-folder": "Dangling: the way leads on, but this is no directory.",
  "links.end.runtime": "Only a running container has this: the engine provides it.",
  "links.end.unusable": "No system can make this link: its target is empty, too long or holds a NUL.",
  "links.notice.reached": (p: { path: string }) => `The link leads to ${p.path}`,
  "links.notice.none": "This is no link.",
  "links.notice.end": (p: { path: string; why: string }) => `${p.path}: ${p.why}`,
  "links.follow": "Follow the link",
};
