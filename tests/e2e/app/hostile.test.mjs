// A hostile image: markup, control and bidi characters wherever an image may have text. All of it stays text, and is seen for
// what it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { write } from "../support/archives.mjs";
import { dockerArchive } from "../support/build.mjs";
import { layers, mark, open, picture, withPage } from "../support/page.mjs";

/** @import { Page } from "playwright-core" */

/** Each would leave a trace if anything took it for more than text. */
const MARKUP = [
  "<img src=x onerror=document.title='pwned'>",
  "<svg onload=document.title='pwned'>",
  "</script><script>document.title='pwned'</script>",
  "</style><b data-pwned>",
  '"><i data-pwned>',
  "#{document.title='pwned'}",
  "{{constructor.constructor('alert(1)')()}}",
];
/** Right-to-left override and isolate, zero width, a terminal's escape, a line break, a tab, a bell, DEL, a byte that is no text. */
const SLY = ["\u202e", "\u2066", "\u200b", "\u001b[31m", "\n", "\t", "\u0007", "\u007f"];
const NOT_SEEN = /[\u202a-\u202e\u2066-\u2069\u200b-\u200f]|(?![\n\t])\p{Cc}/u;

const text = (/** @type {number} */ i) => `${MARKUP[i % MARKUP.length]}${SLY[i % SLY.length]}tail`;

/** A file's name can't hold a slash. */
const names = [
  ...MARKUP.map((markup, i) => `${markup.replaceAll("/", "|")}${SLY[i]}n${i}`),
  "a\u007fz",
  "\u202egpj.exe",
];

function archive() {
  const files = [
    ...names.map((path) => ({ path, data: "1" })),
    { path: Buffer.from([0x6e, 0x6f, 0xff, 0xfe, 0x80]), data: "no text" },
    { path: "link", type: "2", link: `${MARKUP[1]}\u202e` },
    { path: `.wh.${MARKUP[0]?.replaceAll("/", "|")}\u202egone` },
  ];
  return dockerArchive({
    layers: [files, [{ path: names[0] ?? "", data: "2" }]],
    tags: [`evil/${text(0)}:1`, text(1)],
    names: [`${MARKUP[0]}\u202e/layer.tar`, `${MARKUP[3]?.replaceAll("/", "|")}\u200b`],
    config: {
      author: text(2),
      architecture: `amd64${text(4)}`,
      created: text(5),
      config: {
        Env: [`PATH=${text(0)}`, text(3)],
        Labels: { [text(0)]: text(1), __proto__: text(2), constructor: "x" },
        Cmd: [text(6)],
        Entrypoint: [text(5)],
      },
    },
    history: [
      { created: text(2), created_by: `RUN ${text(0)}`, comment: text(1), author: text(2) },
      { created_by: text(3), empty_layer: true },
      { created_by: `/bin/sh -c #(nop) ${text(4)}`, comment: text(5) },
    ],
    more: [
      { path: `loose ${MARKUP[4]}\u202e`, data: "x" },
      { path: Buffer.from("loose \xff\xfe", "latin1"), data: "y" },
    ],
  });
}

/** Nothing but the page's own elements is there, and no character that hides or turns round what is read. @param {Page} page @param {string} where */
async function inert(page, where) {
  const found = await page.evaluate((source) => {
    const sly = new RegExp(source, "u");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    /** @type {string[]} */
    const out = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text) {
        if (sly.test(node.data)) out.push(`text ${JSON.stringify(node.data.slice(0, 100))}`);
        continue;
      }
      const element = /** @type {Element} */ (node);
      if (element.matches("img,script,iframe,object,embed,a,form,[data-pwned],[onerror],[onload]"))
        out.push(`<${element.localName}>`);
      for (const { name, value } of element.attributes)
        if (sly.test(value)) out.push(`${name}=${JSON.stringify(value)}`);
    }
    return out;
  }, NOT_SEEN.source);
  assert.deepEqual(found, [], where);
  const title = await page.title();
  assert.doesNotMatch(title, /^pwned/, where);
  assert.doesNotMatch(title, NOT_SEEN, where);
}

for (const locale of ["en-US", "ko-KR"]) {
  test(`${locale}: names, labels, environment, history, tags and members are shown as text, escaped`, () =>
    withPage({ locale }, async (page) => {
      page.on("dialog", (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
      const file = write(`image ${MARKUP[0]?.replaceAll("/", "|")}\u202e.tar`, archive());
      await page.locator("ls-drop input.file").setInputFiles(file);
      await mark(page, "verified");
      await inert(page, "explore");
      const list = page.getByRole("listbox");
      for (const key of ["ArrowDown", "ArrowUp"]) {
        await list.press(key);
        await inert(page, `layer, ${key}`);
      }
      // Every row's details.
      const rows = page.locator('[role="row"][data-index]');
      const count = await rows.count();
      assert.ok(count >= names.length + 2, `${count} rows`);
      for (let i = 0; i < count; i++) {
        await rows.nth(i).click();
        await page.locator("ls-file-tab .path").waitFor();
        await inert(page, `file ${i}`);
      }
      const shown = await page.locator(".grid").innerText();
      for (const words of [
        "<img src=x onerror=document.title='pwned'>",
        "\\033[31m",
        "\\342\\200\\256gpj.exe",
        "no\\377\\376\\200",
      ])
        assert.ok(shown.includes(words), `${words} is not to be seen in ${shown}`);
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        await page.locator("[role=tabpanel] > * > *").first().waitFor();
        await inert(page, (await tab.getAttribute("id")) ?? "");
      }
      await page.locator("#tab-image").click();
      await page.getByText("docker history").first().waitFor();
      await page.locator("pre.doc").nth(2).waitFor();
      await inert(page, "image");
      await page.getByRole("checkbox").last().check();
      await inert(page, "image, in full");
      await picture(page, `hostile-${locale}`);
    }));
}

test("a hostile file name in the problem state", () =>
  withPage({}, async (page) => {
    const file = write(`${MARKUP[0]?.replaceAll("/", "|")}\u202e.tar`, Buffer.from("no archive ".repeat(100)));
    await page.locator("ls-drop input.file").setInputFiles(file);
    await page.getByRole("alert").getByText("not a container image").waitFor();
    await inert(page, "problem");
    await open(page, write("good.tar", dockerArchive({ layers: [[{ path: "a", data: "1" }]] })));
    await layers(page).getByRole("option").first().waitFor();
  }));
