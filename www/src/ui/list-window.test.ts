// A window of a list: the margin, one question at a time, stale answers, failures.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ListWindow } from "./list-window.ts";

interface Page {
  from: number;
  total: number;
  items: string[];
}

/** A source that answers when it is let; `asked` lists the questions. */
function source() {
  const asked: { question: string; from: number; count: number; answer: (total?: number) => void; fail: () => void }[] =
    [];
  const ask = (question: string, from: number, count: number) =>
    new Promise<Page>((resolve, reject) => {
      const answer = (total = 1000) =>
        resolve({
          from,
          total,
          items: Array.from({ length: Math.min(count, total - from) }, (_, i) => `${question}${from + i}`),
        });
      asked.push({ question, from, count, answer, fail: () => reject(new Error("no")) });
    });
  let changes = 0;
  const window = new ListWindow<string, Page>({ margin: 10, ask, count: ({ items }) => items.length }, () => changes++);
  return { asked, window, changes: () => changes };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("asks with a margin, then not again while the window covers what is visible", async () => {
  const { asked, window, changes } = source();
  window.want("k", "a", 50, 70);
  assert.deepEqual([asked[0]?.from, asked[0]?.count], [40, 40]);
  asked[0]?.answer();
  await settled();
  assert.equal(changes(), 1);
  assert.equal(window.total, 1000);
  window.want("k", "a", 41, 80);
  assert.ok(window.fresh);
  assert.equal(asked.length, 1);
});

test("the end of the list ends the window", async () => {
  const { asked, window } = source();
  window.want("k", "a", 0, 30);
  asked[0]?.answer(12);
  await settled();
  window.want("k", "a", 0, 30);
  assert.equal(asked.length, 1);
});

test("asks one question at a time and then the newest", async () => {
  const { asked, window, changes } = source();
  window.want("1", "a", 0, 10);
  window.want("2", "b", 0, 10);
  window.want("3", "c", 0, 10);
  assert.equal(asked.length, 1);
  asked[0]?.answer();
  await settled();
  assert.equal(changes(), 0, "a stale answer is dropped");
  assert.equal(asked[1]?.question, "c");
  asked[1]?.answer();
  await settled();
  assert.equal(window.page?.items[0], "c0");
  assert.equal(asked.length, 2);
});

test("an answer a little behind is shown while the next is asked", async () => {
  const { asked, window, changes } = source();
  window.want("k", "a", 0, 10);
  window.want("k", "a", 100, 110);
  asked[0]?.answer();
  await settled();
  assert.equal(changes(), 1);
  assert.ok(!window.fresh);
  assert.equal(asked[1]?.from, 90);
});

test("a question that fails is not repeated by itself", async () => {
  const { asked, window } = source();
  window.want("k", "a", 0, 10);
  asked[0]?.fail();
  await settled();
  assert.ok(window.fresh);
  assert.equal(window.page, null);
  window.want("k", "a", 0, 10);
  assert.equal(asked.length, 2);
});

test("what was forgotten does not come back with a late answer", async () => {
  const { asked, window, changes } = source();
  window.want("k", "a", 0, 10);
  window.forget();
  asked[0]?.answer();
  await settled();
  assert.equal(window.page, null);
  assert.equal(changes(), 0);
});
