// The promise: not a byte leaves the page, not even when the test itself tries, by every way out there is.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { launch } from "../../../scripts/browser.mjs";
import { PAGE, withPage } from "../support/page.mjs";

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
  worker(to) {
    // A worker's refusals are its own: it tells the page, and the page its console.
    const tell = 'addEventListener("securitypolicyviolation", (event) => postMessage(event.violatedDirective));';
    const worker = new Worker(URL.createObjectURL(new Blob([`${tell} fetch(${JSON.stringify(to)}).catch(() => 0)`])));
    worker.onmessage = ({ data }) => console.error(`Content Security Policy, in the worker: ${data}`);
  },
  form(to) {
    const form = Object.assign(document.createElement("form"), { action: to, method: "post", target: "_blank" });
    document.body.append(form);
    form.submit();
  },
};

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [name, way] of Object.entries(WAYS_OUT)) {
  test(`the policy stops: ${name}`, { timeout: 30_000 }, async () => {
    const page = await browser.newPage();
    try {
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
      await page.close();
    }
  });
}

for (const [who, leak] of /** @type {[string, (to: string) => Promise<unknown>][]} */ ([
  ["the page", (to) => fetch(to).then(() => 0)],
  [
    "a worker",
    (to) =>
      new Promise((done) => {
        const script = `fetch(${JSON.stringify(to)}).then(() => postMessage(0))`;
        new Worker(URL.createObjectURL(new Blob([script]))).onmessage = () => done(0);
      }),
  ],
])) {
  test(`the watch over requests works: one that ${who} makes is found`, { timeout: 30_000 }, async () => {
    const leaks = withPage({ bypassCSP: true }, (page) => page.evaluate(leak, `${target}/leak`).then(() => {}));
    await assert.rejects(leaks, /request: http:\/\/127\.0\.0\.1/);
    assert.deepEqual(arrived.splice(0), ["GET /leak"]);
  });
}

test("of scripts, the policy takes the page's own ones only", { timeout: 30_000 }, async () => {
  const page = await browser.newPage();
  try {
    const refused = new Promise((done) => {
      page.on("console", (message) => /Content Security Policy/.test(message.text()) && done(true));
    });
    await page.goto(PAGE);
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.foreign = true";
      document.head.append(script);
      return "foreign" in globalThis;
    });
    await refused;
    assert.equal(ran, false);
  } finally {
    await page.close();
  }
});

test("a browser without WebAssembly shows that the page needs it", { timeout: 30_000 }, async () => {
  const page = await browser.newPage();
  try {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
    await page.goto(PAGE);
    await page.getByText("does not run WebAssembly here").waitFor();
  } finally {
    await page.close();
  }
});

test("the page as shipped asks for nothing beyond itself while it starts", () => withPage({}, async () => {}));
