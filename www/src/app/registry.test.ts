// The registry: order, conditions, keys, and ids that are taken.
import assert from "node:assert/strict";
import { test } from "node:test";
import { html } from "lit";
import type { Command, Feature, Tab } from "./feature.ts";
import { Registry } from "./registry.ts";
import type { State } from "./store.ts";

/** As much of a state as a test needs. */
const state = (part: Partial<State> = {}) => part as State;
const command = (id: string, more: Partial<Command> = {}): Command => ({
  id,
  label: () => id,
  group: "page",
  run: () => id,
  ...more,
});
const tab = (id: string, order: number) => ({ id: id as Tab, label: () => id, order, render: () => html`` });

function registry(...features: Partial<Feature>[]) {
  const made = new Registry();
  for (const [i, feature] of features.entries()) made.add({ id: String(i), ...feature });
  return made;
}

test("tabs stand in their order, and a hidden one stays while it is chosen", () => {
  const made = registry({ tabs: [tab("b", 2), { ...tab("c", 3), when: () => false }] }, { tabs: [tab("a", 1)] });
  const ids = (part: Partial<State>) => made.tabs(state(part)).map(({ id }) => id as string);
  assert.deepEqual(ids({}), ["a", "b"]);
  assert.deepEqual(ids({ tab: "c" as Tab }), ["a", "b", "c"]);
});

test("an id is registered once, and so is a key in its place", () => {
  const made = registry({ commands: [command("x.a", { keys: ["n"] })] });
  assert.throws(() => made.add({ id: "0" }), /Registered twice: feature 0/);
  assert.throws(() => made.add({ id: "y", commands: [command("x.a")] }), /command x\.a/);
  assert.throws(() => made.add({ id: "z", commands: [command("x.b", { keys: ["n"] })] }), /key n \(page\)/);
  made.add({ id: "w", commands: [command("x.c", { keys: ["n"], where: "path" })] });
});

test("commands come group by group, without those that can't be done", () => {
  const keys = [
    { id: "last", name: () => "", label: () => "", order: 9 },
    { id: "page", name: () => "", label: () => "", order: 1 },
  ];
  const commands = [command("a", { group: "last" }), command("b"), command("c", { when: () => false })];
  assert.deepEqual(
    registry({ keys, commands })
      .commands(state())
      .map(({ id }) => id),
    ["b", "a"],
  );
});

test("in a group, the commands of the feature that has it come first", () => {
  const made = registry(
    { commands: [command("guest")] },
    { keys: [{ id: "page", name: () => "", label: () => "", order: 1 }], commands: [command("host")] },
  );
  assert.deepEqual(
    made.commands(state()).map(({ id }) => id),
    ["host", "guest"],
  );
});

test("a key finds its command in its place, while it can be done", () => {
  let open = false;
  const made = registry({
    commands: [
      command("page", { keys: ["n", "F2"], when: () => open }),
      command("path", { keys: ["n"], where: "path" }),
    ],
  });
  assert.equal(made.byKey("n", "page", state()), undefined);
  assert.equal(made.byKey("n", "path", state())?.id, "path");
  open = true;
  assert.equal(made.byKey("F2", "page", state())?.id, "page");
  assert.equal(made.byKey("", "page", state()), undefined);
});

test("commands may depend on the state", () => {
  const made = registry({ commandsFor: ({ fileName }) => [command(`open ${fileName}`)] });
  assert.equal(made.commands(state({ fileName: "a.tar" }))[0]?.id, "open a.tar");
});

test("the help lists every group that has keys, with commands that can't be done now, too", () => {
  const keys = [
    { id: "page", name: () => "", label: () => "", order: 1 },
    { id: "none", name: () => "", label: () => "", order: 2 },
    { id: "rows", name: () => "", label: () => "", order: 3, keys: [["↑ ↓", () => "move"]] as const },
  ];
  const commands = [command("a", { keys: ["n"], when: () => false }), command("b")];
  const groups = registry({ keys, commands }).helpGroups(state());
  assert.deepEqual(
    groups.map(({ group, commands: listed }) => [group.id, listed.map(({ id }) => id)]),
    [
      ["page", ["a"]],
      ["rows", []],
    ],
  );
});

test("features start in the order of their list", () => {
  const started: string[] = [];
  registry({ start: () => started.push("a") }, {}, { start: () => started.push("b") }).start();
  assert.deepEqual(started, ["a", "b"]);
});
