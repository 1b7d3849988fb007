// Serves dist/ to this machine only: `node scripts/serve.mjs [PORT]`, by default 8080 or the next free one.
import { createReadStream, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { argv, exit } from "node:process";
import { pathToFileURL } from "node:url";
import { at } from "./build/steps.mjs";

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};

/**
 * The file that a request means, or null: only what really lies inside the folder, links followed.
 * @param {string} folder
 * @param {string} url
 */
function resolve(folder, url) {
  try {
    const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
    const file = realpathSync(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    return file.startsWith(realpathSync(folder) + sep) && statSync(file).isFile() ? file : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} folder
 * @param {number} port the first to try; 0 = any
 * @param {number} tries how many ports to try
 * @returns {Promise<import("node:http").Server>} listening
 */
export function serve(folder, port, tries = 1) {
  const server = createServer((request, response) => {
    const file = resolve(folder, request.url ?? "/");
    if (request.method !== "GET" && request.method !== "HEAD") response.writeHead(405).end();
    else if (!file) response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
    else {
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, {
        "content-type": type,
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
      });
      if (request.method === "HEAD") response.end();
      else createReadStream(file).pipe(response);
    }
  });
  return new Promise((done, failed) => {
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      if (taken && tries > 1) serve(folder, port + 1, tries - 1).then(done, failed);
      else failed(error);
    });
    server.listen(port, "127.0.0.1", () => done(server));
  });
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const wanted = argv[2] ? Number(argv[2]) : null;
  try {
    const server = await serve(at("dist"), wanted ?? 8080, wanted === null ? 50 : 1);
    const address = server.address();
    const port = address && typeof address === "object" ? address.port : wanted;
    console.log(`\n  Layerscope   http://127.0.0.1:${port}/`);
    console.log(`  or open      ${at("dist/layerscope.html")}\n\nCtrl+C stops it.`);
  } catch (error) {
    console.error(`serve: ${error instanceof Error ? error.message : error}`);
    exit(1);
  }
}
