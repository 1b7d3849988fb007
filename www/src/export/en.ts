// What is written out, in English.

export const en = {
  "export.button": "Export",
  "export.title": "Export of this image",
  "export.later": "Once all layers have been read",
  "export.html": "Report",
  "export.html.text": "a page to read and print",
  "export.dockerfile": "Dockerfile",
  "export.dockerfile.text": "as far as the history records it",
  "export.json": "JSON",
  "export.json.text": "layers, dead bytes, advice, every file",
  "export.dive-json": "dive’s JSON",
  "export.dive-json.text": "as dive --json writes it",
  "export.csv-layers": "Layers, CSV",
  "export.csv-layers.text": "one line per layer",
  "export.csv-files": "Files, CSV",
  "export.csv-files.text": "one line per visible file",
  "export.command": (p: { what: string }) => `Export: ${p.what}`,
};
