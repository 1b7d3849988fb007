// Comparing two images, as tests do it.
import { write } from "./archives.mjs";
import { dockerArchive } from "./build.mjs";
import { mark } from "./page.mjs";

/** @import { Page } from "playwright-core" */

/** Opens archives, the first image shown, and asks what differs. @param {Page} page @param {string[]} paths @param {"tree" | "verified"} [when] */
export async function compare(page, paths, when = "verified") {
  await page.locator("ls-drop input.file").setInputFiles(paths);
  await mark(page, when);
  await page.getByRole("button", { name: "Images", exact: true }).click();
  await page.getByRole("tab", { name: "Compare", exact: true }).click();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
}
export const rows = (/** @type {Page} */ page) =>
  page
    .locator(".im-files tbody tr")
    .evaluateAll((all) =>
      all.map((tr) =>
        [...tr.children].map((cell) => (cell.querySelector("b")?.textContent ?? cell.textContent ?? "").trim()),
      ),
    );

/** The newer image, then the older: one path of each kind of difference, one equal. */
export function pair() {
  const base = [
    { path: "equal", data: "equal" },
    { path: "gone", data: "g".repeat(3000) },
    { path: "grows", data: "1" },
    { path: "mode", data: "m", mode: 0o644 },
    { path: "from", data: "moved along ".repeat(20) },
  ];
  const next = [
    { path: "equal", data: "equal" },
    { path: "grows", data: "1".repeat(2001) },
    { path: "mode", data: "m", mode: 0o600 },
    { path: "to", data: "moved along ".repeat(20) },
    { path: "new", data: "n".repeat(400) },
  ];
  const config = (/** @type {string} */ version) => ({
    config: { Env: [`VERSION=${version}`, "PATH=/bin"], Cmd: ["/bin/sh"] },
  });
  return [
    write("new.tar", dockerArchive({ tags: ["made/up:2"], layers: [next], config: config("2") })),
    write("old.tar", dockerArchive({ tags: ["made/up:1"], layers: [base], config: config("1") })),
  ];
}
