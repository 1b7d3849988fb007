// One image among several images' questions, in English.

export const en = {
  "images.alone": "Only one image is open. This view needs another image.",
  "images.alone.sharing":
    "Then it draws which layers the images share, and says how much space they take together on a host and in a registry.",
  "images.alone.pull": "With another image that the machine has already, only the layers that it lacks count.",
  "images.alone.compare":
    "Then it lists the paths that were added, removed or changed, what differs in layers and settings, and whether one image is a rebuild of the other.",
  "images.alone.what": "What you can add",
  "images.alone.older": "another version of this image, to see what changed",
  "images.alone.base": "an image on the same base, to see what both share",
  "images.alone.several": "one archive with several images:",
  "images.alone.how": "Drop the archive on this page, or choose it:",
  "images.alone.meanwhile": "What this image alone can say",
  "images.alone.pulls": (p: { size: string; n: string; one: boolean }) =>
    `A machine that has none of its layers downloads ${p.one ? "one layer" : `${p.n} layers`}: ${p.size}.`,
  "images.alone.show": "Show the layers",
  "images.alone.squash": "What squashing would save and cost",
};
