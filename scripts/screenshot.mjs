// Takes the README's picture: `node scripts/screenshot.mjs IMAGE.tar PATH/IN/IMAGE`, 1280×720, light, that path selected.
import { argv, exit } from "node:process";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { at } from "./build/steps.mjs";

const [archive, path] = argv.slice(2);
if (!archive || !path) {
  console.error("screenshot: node scripts/screenshot.mjs IMAGE.tar PATH/IN/IMAGE");
  exit(2);
}
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: "en-US", colorScheme: "light" });
  await page.goto(pathToFileURL(at("dist/layerscope.html")).href);
  await page.locator("ls-drop input.file").setInputFiles(archive);
  await page.getByRole("status").filter({ hasText: "layers verified" }).waitFor({ timeout: 600_000 });
  const grid = page.getByRole("treegrid", { name: "Files" });
  for (const name of path.split("/")) {
    const cell = grid.locator('[role="gridcell"]:first-child').filter({ has: page.getByText(name, { exact: true }) });
    await cell.first().click();
    await page.keyboard.press("ArrowRight");
  }
  await page.mouse.move(0, 0);
  await page.screenshot({ path: at("docs/screenshot.png"), animations: "disabled" });
} finally {
  await browser.close();
}
