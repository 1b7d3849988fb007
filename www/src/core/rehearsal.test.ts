// The rehearsal before the first file: it runs the real core over the sample, and makes way.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, mock, test } from "node:test";
import { at } from "../../../scripts/build/steps.mjs";
import * as core from "../../pkg/layerscope.js";
import { rehearse } from "./rehearsal.ts";

const sample = () => new File([readFileSync(at("tests/fixtures/sample/sample.tar.gz"))], "sample.tar.gz");
/** Looks at rows so far. */
let looks = 0;

before(() => {
  core.initSync({ module: readFileSync(at("www/pkg/layerscope_bg.wasm")) });
  const rows = core.Session.prototype.rows;
  mock.method(core.Session.prototype, "rows", function (this: core.Session, ...args: Parameters<typeof rows>) {
    looks++;
    return rows.apply(this, args);
  });
});

test("it makes way between two rounds once the worker is needed", async () => {
  let rounds = 0;
  looks = 0;
  const clock = mock.method(performance, "now", () => 0);
  await rehearse(sample(), () => ++rounds > 2);
  clock.mock.restore();
  assert.equal(rounds, 3);
  assert.ok(looks > 16, "two rounds look at each height of the sample");
});

test("it does nothing when the worker is needed already", async () => {
  looks = 0;
  await rehearse(sample(), () => true);
  assert.equal(looks, 0);
});

test("it ends by itself after 200 ms", async () => {
  let now = 0;
  let rounds = 0;
  const clock = mock.method(performance, "now", () => now);
  await rehearse(sample(), () => {
    now += 100;
    rounds++;
    return false;
  });
  clock.mock.restore();
  assert.equal(rounds, 2);
});

test("an archive that can't be opened ends it", async () => {
  await assert.rejects(
    rehearse(new File(["nothing"], "no.tar"), () => false),
    { kind: /./ },
  );
});
