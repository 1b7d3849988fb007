// Drives WebKitGTK's MiniBrowser: plain WebDriver over HTTP, on a screen without a monitor.
import { spawn } from "node:child_process";
import { accessSync, constants, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { env } from "node:process";
import { find } from "../../../scripts/browser.mjs";

/** @import { ChildProcess } from "node:child_process" */

/** The key of an element's id in WebDriver's answers. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
/** For whatever takes its time on a busy machine. */
const PATIENCE_MS = 30_000;

/** @param {string} name */
const onPath = (name) =>
  (env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Why WebKit can't be driven here. @returns {string | null} */
export function missing() {
  if (!find("webkit")) return "There is no WebKitWebDriver on PATH (Debian: webkit2gtk-driver).";
  if (!onPath("Xvfb")) return "There is no Xvfb on PATH (Debian: xvfb).";
  return null;
}

/** @returns {Promise<number>} a free TCP port */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** Starts a screen in memory. @returns {Promise<{ screen: ChildProcess, display: string }>} */
function startScreen() {
  const args = ["-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp"];
  const screen = spawn("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  return new Promise((resolve, reject) => {
    screen.once("error", reject).once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
    // Xvfb writes the number that it chose as soon as it can be used.
    screen.stdio[3]?.once("data", (number) => resolve({ screen, display: `:${String(number).trim()}` }));
  });
}

/** One window of WebKitGTK. Elements are named by CSS selectors. */
export class WebKit {
  #address;
  #session = "";
  /** @type {ChildProcess[]} */
  #started;

  /** @param {string} address of the driver @param {ChildProcess[]} started what to end with it */
  constructor(address, started) {
    this.#address = address;
    this.#started = started;
  }

  /** Starts screen, driver and browser. @returns {Promise<WebKit>} */
  static async launch() {
    const reason = missing();
    if (reason) throw new Error(reason);
    const [{ screen, display }, port] = await Promise.all([startScreen(), freePort()]);
    const driver = spawn(find("webkit") ?? "", [`--port=${port}`], {
      stdio: "ignore",
      env: {
        ...env,
        DISPLAY: display,
        GDK_BACKEND: "x11",
        LC_ALL: "C.UTF-8",
        LIBGL_ALWAYS_SOFTWARE: "1",
        // Containers and root can't have WebKit's own sandbox.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      },
    });
    const webkit = new WebKit(`http://127.0.0.1:${port}`, [driver, screen]);
    try {
      await webkit.#open();
      return webkit;
    } catch (error) {
      await webkit.quit();
      throw error;
    }
  }

  /** Waits for the driver and asks it for a window. The driver knows its own MiniBrowser. */
  async #open() {
    const end = Date.now() + PATIENCE_MS;
    while (!(await fetch(`${this.#address}/status`).catch(() => null))?.ok) {
      if (Date.now() > end) throw new Error("WebKitWebDriver does not answer.");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { sessionId } = await this.#ask("POST", "/session", { capabilities: { alwaysMatch: {} } });
    this.#session = `/session/${sessionId}`;
    await this.#ask("POST", `${this.#session}/timeouts`, { script: PATIENCE_MS, pageLoad: PATIENCE_MS });
  }

  /**
   * One WebDriver command.
   * @param {"GET" | "POST" | "DELETE"} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>} the answer's value
   */
  async #ask(method, path, body) {
    const answer = await fetch(this.#address + path, { method, body: body ? JSON.stringify(body) : null });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`WebKit: ${path.replace(this.#session, "")}: ${value?.error}: ${value?.message}`);
    return value;
  }

  /** @param {string} css @returns {Promise<string>} the path of the element's commands */
  async #element(css) {
    const found = await this.#ask("POST", `${this.#session}/element`, { using: "css selector", value: css });
    return `${this.#session}/element/${found[ELEMENT]}`;
  }

  /** @param {string} url */
  goto = (url) => this.#ask("POST", `${this.#session}/url`, { url });

  /**
   * Runs a function in the page; what it returns, or resolves to, comes back as JSON.
   * @template {any[]} A
   * @template R
   * @param {(...args: A) => R} script uses nothing from outside
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  run = (script, ...args) =>
    this.#ask("POST", `${this.#session}/execute/sync`, { script: `return (${script})(...arguments)`, args });

  /**
   * Waits until a function in the page returns something truthy, and returns that.
   * @template {any[]} A
   * @template R
   * @param {(...args: A) => R} script
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async until(script, ...args) {
    for (const end = Date.now() + PATIENCE_MS; ; ) {
      const value = await this.run(script, ...args);
      if (value) return value;
      if (Date.now() > end) throw new Error(`WebKit: not within ${PATIENCE_MS} ms: ${script}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Chooses files in an input, which may be hidden. @param {string} css @param {string[]} paths */
  async setFiles(css, paths) {
    await this.#ask("POST", `${await this.#element(css)}/value`, { text: paths.join("\n") });
  }

  /** @param {string} css */
  async click(css) {
    await this.#ask("POST", `${await this.#element(css)}/click`, {});
  }

  /** The text that a person sees. @param {string} css @returns {Promise<string>} */
  async text(css) {
    return this.#ask("GET", `${await this.#element(css)}/text`);
  }

  /** @param {string} path of the PNG to write */
  async screenshot(path) {
    writeFileSync(path, Buffer.from(await this.#ask("GET", `${this.#session}/screenshot`), "base64"));
  }

  /** Closes the browser, and ends the driver and the screen. */
  async quit() {
    if (this.#session) await this.#ask("DELETE", this.#session).catch(() => {});
    for (const child of this.#started) child.kill();
  }
}
