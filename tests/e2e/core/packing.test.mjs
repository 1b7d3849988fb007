// Bytes that ride in the page as text come back as they were, whatever they are.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { carry, pack } from "../../../scripts/build/pack.mjs";
import "../../../scripts/typescript.mjs";

const { AVOIDED, carried, unpack } = await import("../../../www/src/core/packed.ts");

test("bytes survive as text, of every length and every value", () => {
  const every = Uint8Array.from({ length: 256 }, (_, n) => n);
  const avoided = Uint8Array.from({ length: 700 }, (_, n) => AVOIDED[n % AVOIDED.length] ?? 0);
  /** @type {Uint8Array[]} */
  const samples = [new Uint8Array(0), every, avoided, new Uint8Array(1000), new Uint8Array(1000).fill(255)];
  for (let length = 0; length < 200; length++) samples.push(randomBytes(length), new Uint8Array(length).fill(0x1c));
  for (const bytes of samples) {
    const text = pack(bytes);
    assert.ok(!/[\0\n\r"<\\]/.test(text), "nothing that the page's parsers would change");
    assert.ok(Buffer.byteLength(text) <= Math.ceil(((bytes.length + 4) * 8) / 7) + 1);
    assert.deepEqual(Buffer.from(unpack(text)), Buffer.from(bytes));
  }
});

test("what the page carries comes back, text and bytes, packed smaller", async () => {
  const text = "Nothing leaves this page. 아무것도 나가지 않습니다.\n".repeat(1000);
  const packed = await carry(text);
  assert.ok(packed.length < text.length / 10);
  assert.equal(await carried(packed).text(), text);
  const bytes = randomBytes(100_000);
  assert.deepEqual(Buffer.from(await carried(await carry(bytes)).arrayBuffer()), bytes);
  assert.equal((await carried(await carry("")).arrayBuffer()).byteLength, 0);
});

test("damaged text is an error, not other bytes", async () => {
  const text = await carry(randomBytes(1000));
  await assert.rejects(carried(text.slice(0, 500)).arrayBuffer());
});
