// The promise: not a byte leaves the page, whoever tries. Here the test itself tries, by every way out there is.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { launch } from "../../scripts/browser.mjs";
import { PAGE, withPage } from "./support/page.mjs";

/** Whatever arrives here has left the page. @type {string[]} */
const arrived = [];
const server = createServer((request, response) => {
  arrived.push(`${request.method} ${request.url}`);
  response.writeHead(204, { "access-control-allow-origin": "*" }).end();
});
let target = "";

before(async () => {
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(null)));
  const address = server.address();
  target = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`;
});
after(() => server.close());

/** @type {Record<string, (to: string) => unknown>} run inside the page */
const WAYS_OUT = {
  fetch: (to) => fetch(to).catch(() => null),
  beacon: (to) => navigator.sendBeacon(to, "x"),
  socket: (to) => new WebSocket(to.replace("http", "ws")),
  events: (to) => new EventSource(to),
  image: (to) => Object.assign(new Image(), { src: to }),
  script: (to) => document.head.append(Object.assign(document.createElement("script"), { src: to })),
  style: (to) => document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: to })),
  frame: (to) => document.body.append(Object.assign(document.createElement("iframe"), { src: to })),
  media: (to) => document.body.append(Object.assign(document.createElement("video"), { src: to })),
  font: (to) => new FontFace("x", `url(${to})`).load().catch(() => null),
  worker: (to) => new Worker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(to)})`]))),
  form(to) {
    const form = Object.assign(document.createElement("form"), { action: to, method: "post", target: "_blank" });
    document.body.append(form);
    form.submit();
  },
};

for (const [name, way] of Object.entries(WAYS_OUT)) {
  test(`the policy stops: ${name}`, async () => {
    const browser = await launch();
    try {
      const page = await browser.newPage();
      // The browser says by itself that it refused, in the page or, for a worker, in the console.
      const refused = new Promise((done) => {
        page.on("console", (message) => /Content Security Policy/.test(message.text()) && done(true));
      });
      await page.goto(PAGE);
      await page.evaluate(
        `(${way.toString().replace(/^(?!\()(\w+)\(/, "function $1(")})(${JSON.stringify(`${target}/${name}`)}); 0`,
      );
      await refused;
      assert.deepEqual(arrived, []);
    } finally {
      await browser.close();
    }
  });
}

test("the watch over requests works: a request that is made is found", async () => {
  const leak = withPage({ bypassCSP: true }, async (page) => {
    await page.evaluate((to) => fetch(to).then(() => 0), `${target}/leak`);
  });
  await assert.rejects(leak, /request: http:\/\/127\.0\.0\.1/);
  assert.deepEqual(arrived.splice(0), ["GET /leak"]);
});

test("the page as shipped asks for nothing beyond itself while it starts", () => withPage({}, async () => {}));
