// The first frame of an image: who waits for it, and for how long.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { painted, painting } from "./painting.ts";

let frames: (() => void)[];
/** Messages that were posted and have not arrived. */
let messages: (() => void)[];

class Channel {
  port1 = { onmessage: () => {} };
  port2 = { postMessage: () => messages.push(() => this.port1.onmessage()) };
}

beforeEach(() => {
  frames = [];
  messages = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, {
    MessageChannel: Channel,
    requestAnimationFrame: (act: () => void) => frames.push(act),
  });
});
afterEach(() => mock.timers.reset());

/** Whether it has come by now. */
async function came(promise: Promise<void>) {
  let done = false;
  promise.then(() => {
    done = true;
  });
  for (let turn = 0; turn < 5; turn++) await null;
  return done;
}

test("it comes after the frame was painted, not when the frame begins", async () => {
  const frame = painted();
  assert.equal(painting(), frame);
  frames[0]?.();
  assert.equal(await came(frame), false);
  messages[0]?.();
  assert.equal(await came(frame), true);
  assert.equal(painting(), null);
});

test("a page that is not in sight has no frames: it comes after a tenth of a second", async () => {
  const frame = painted();
  mock.timers.tick(99);
  assert.equal(await came(frame), false);
  mock.timers.tick(1);
  assert.equal(await came(frame), true);
});

test("of two, the newer one is waited for", async () => {
  const first = painted();
  const second = painted();
  frames[0]?.();
  messages[0]?.();
  assert.equal(await came(first), true);
  assert.equal(painting(), second);
  mock.timers.tick(100);
  assert.equal(await came(second), true);
  assert.equal(painting(), null);
});
