// Two images compared: the verdict, what differs in files, layers, config and history, the filter, and the way to a file.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MULTI, write } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { dockerArchive } from "../support/build.mjs";
import { compare, pair, rows } from "../support/compare.mjs";
import { picture, withPage } from "../support/page.mjs";
import { row } from "../support/rows.mjs";

test("what differs, by letters, sizes and reasons; the config; filtered by status and by text", () =>
  withPage({}, async (page) => {
    await compare(page, pair());
    await page.getByText("Different files: 5 paths differ.").waitFor();
    await page.getByRole("radio", { name: "moved: 1", exact: true }).waitFor();
    const all = await rows(page);
    assert.deepEqual(
      all.map(([letter, path, , left, right, difference]) => [letter, path, left, right, difference]),
      [
        ["D", "/gone", "3 kB", "", "−3 kB"],
        ["C", "/grows", "1 B", "2 kB", "+2 kB"],
        ["A", "/new", "", "400 B", "+400 B"],
        ["M", "/from → /to", "240 B", "240 B", "±0 B"],
        ["C", "/mode", "1 B", "1 B", "±0 B"],
      ].toSorted((a, b) => all.findIndex(([, path]) => path === a[1]) - all.findIndex(([, path]) => path === b[1])),
    );
    assert.equal(all[0]?.[1], "/gone");
    assert.equal(all.find(([, path]) => path === "/mode")?.[2], "mode");
    assert.deepEqual(
      await page
        .locator(".im-wide:has(caption:text-is('Config')) tbody tr")
        .evaluateAll((trs) => trs.map((tr) => [...tr.children].map((td) => td.textContent?.trim()))),
      [["Env VERSION", "1", "2"]],
    );
    const says = await page.locator(".im-filter").innerText();
    for (const words of ["added 1", "changed 2", "removed 1", "moved 1"])
      assert.ok(says.replace(/\s+/g, " ").includes(words), says);
    const heads = await page.locator(".im-files th.num, .im-layers th.num").allInnerTexts();
    assert.deepEqual(
      heads.map((text) => text.replace(/\s+/g, " ").trim()),
      ["Left made/up:1", "Right made/up:2", "Difference", "Left made/up:1", "Right made/up:2", "Size"],
    );
    await picture(page, "compare");
    await sound(page, "compare");
    await page.getByRole("radio", { name: "changed: 2", exact: true }).check();
    await page.getByText("1–2 of 2 paths").waitFor();
    assert.deepEqual((await rows(page)).map(([, path]) => path).sort(), ["/grows", "/mode"]);
    await page.getByRole("radio", { name: "All: 5", exact: true }).check();
    await page.getByText("1–5 of 5 paths").waitFor();
    await page.getByRole("searchbox", { name: /Filter paths/ }).fill("g*");
    await page.getByText("1–2 of 2 paths").waitFor();
    assert.deepEqual((await rows(page)).map(([, path]) => path).sort(), ["/gone", "/grows"]);
    await page.getByRole("searchbox", { name: /Filter paths/ }).fill("nowhere");
    await page.getByText("No path matches.").waitFor();
    // A row leads to the file in the shown image; what that lacks leads nowhere.
    await page.getByRole("searchbox", { name: /Filter paths/ }).fill("");
    await page.getByText("1–5 of 5 paths").waitFor();
    assert.equal(await page.locator(".im-files").getByRole("button", { name: "/gone" }).count(), 0);
    await page.locator(".im-files").getByRole("button", { name: "/grows" }).focus();
    await page.keyboard.press("Enter");
    await row(page, "grows").and(page.locator('[aria-selected="true"]')).and(page.locator(":focus")).waitFor();
    await page.getByRole("tab", { name: "File", selected: true }).waitFor();
    // Back at the images nothing has to be asked again.
    await page.getByRole("button", { name: "Images", exact: true }).click();
    await page.getByRole("tab", { name: "Compare", exact: true, selected: true }).waitFor();
    await page.getByText("Different files: 5 paths differ.").waitFor();
  }));

test("the same image, a rebuild of it and a real change have different verdicts", () =>
  withPage({}, async (page) => {
    await compare(page, [MULTI]);
    await page.getByText("Different files: 2 paths differ.").waitFor();
    await page
      .getByText("The lowest 2 layers are the same, of 3 on the left and 3 on the right.", { exact: false })
      .waitFor();
    const [, old = ""] = pair();
    await page.reload();
    await compare(page, [old, old]);
    await page.getByText("The same image: one id.").waitFor();
    await page.reload();
    // The same files in another order: other digests.
    const entries = [
      { path: "a", data: "one" },
      { path: "b", data: "two" },
    ];
    await compare(page, [
      write("built.tar", dockerArchive({ tags: ["re/built:1"], layers: [entries] })),
      write("rebuilt.tar", dockerArchive({ tags: ["re/built:2"], layers: [entries.toReversed()] })),
    ]);
    await page.getByText(/^A rebuild: other digests, but the same files/).waitFor();
    await page.locator(".im-sign", { hasText: "≈" }).waitFor();
  }));

test("on a phone, a file of a comparison leads to its details, and no column is out of sight", () =>
  withPage({ viewport: { width: 390, height: 844 } }, async (page) => {
    await compare(page, pair());
    await page.getByRole("radio", { name: "moved: 1", exact: true }).waitFor();
    const hidden = await page
      .locator(".im-wide:has(.im-files, .im-layers)")
      .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
    assert.deepEqual(hidden, [0, 0]);
    await page.locator(".im-files").getByRole("button", { name: "/grows" }).click();
    await page.locator("#tab-file:focus").waitFor();
    await page.getByText("/grows").first().waitFor();
  }));
