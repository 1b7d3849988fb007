// What every part says, in English.

export const en = {
  bytes: (p: { n: string; one: boolean }) => `${p.n} byte${p.one ? "" : "s"}`,

  "list.and": ", ",
};
