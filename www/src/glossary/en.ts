// The glossary, in English. The terms themselves stand in docs/glossary.md.

export const en = {
  "glossary.title": "What do these words mean?",
  "glossary.lead":
    "The terms of this page, with their sources: the OCI image specification, the Linux kernel’s overlayfs and Docker.",
  "glossary.ask": (p: { word: string }) => `What does “${p.word}” mean?`,
};
