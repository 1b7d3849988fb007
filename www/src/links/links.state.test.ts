// Following links: the page goes to the target, or says why it has none. It drops an answer for another height.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { answers, fresh, settled, store } from "../app/testing/page.ts";
import { addTexts, t } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

addTexts(en, ko);
const { followLink, why } = await import("./links.state.ts");
await import("../files/files.state.ts");
await import("../search/search.state.ts");
await import("../app/shape.state.ts");
const at = { node: 9, path: "/usr/bin", goneBy: null };
const follows = (found: object) => answers({ follow: () => found, rows: () => ({}), reveal: () => 2 });
beforeEach(fresh);

test("a link that is reached selects its end and brings it into sight", async () => {
  follows({ end: "reached", at });
  await followLink(1);
  assert.deepEqual([store.state.selected?.node, store.state.revealed], [9, { index: 2 }]);
  await settled();
  assert.equal(store.state.notice, t("links.notice.reached", { path: "/usr/bin" }));
});

test("a link to itself, or to nothing, selects nothing and says why", async () => {
  follows({ end: "reached", at });
  await followLink(9);
  await settled();
  assert.deepEqual([store.state.selected, store.state.notice], [null, t("links.notice.none")]);
  const gone = { end: "missing", at: { ...at, goneBy: 2 } } as never;
  follows(gone);
  await followLink(1);
  await settled();
  assert.equal(store.state.selected, null);
  assert.match(why(gone), /3/);
  assert.equal(store.state.notice, t("links.notice.end", { path: "/usr/bin", why: why(gone) }));
});

test("the height has changed meanwhile: nothing happens", async () => {
  follows({ end: "reached", at });
  const going = followLink(1);
  store.set({ height: 3 });
  await going;
  assert.equal(store.state.selected, null);
});
