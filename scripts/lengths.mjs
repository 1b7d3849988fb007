// No file of the page is longer than 200 lines: a longer one has more than one duty.
import { readdirSync, readFileSync } from "node:fs";
import { exit } from "node:process";
import { at } from "./build/steps.mjs";

const MOST = 200;

const files = readdirSync(at("www/src"), { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") || file.endsWith(".css"));
const faults = [];
for (const file of files) {
  const lines = readFileSync(at(`www/src/${file}`), "utf8").split("\n").length - 1;
  if (lines > MOST) faults.push(`www/src/${file}: ${lines} lines: split it by its duties, at most ${MOST} lines each`);
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  exit(1);
}
console.log(`lengths: ${files.length} files, none above ${MOST} lines`);
