// Turns www/index.html into the two pages of dist/, each with the Content-Security-Policy that proves the privacy promise.
import { createHash } from "node:crypto";

const STYLE = /<link\s+rel="stylesheet"\s+href="(?:\.\/)?style\.css"\s*\/?>/;
const SCRIPT = /<script\s+type="module"\s+src="(?:\.\/)?src\/main\.ts"><\/script>/;

/**
 * No address may be asked for anything: not by fetch, not by an image, a font, a form or a link's preload. Workers are
 * Blobs made by the page itself and inherit this policy.
 * @param {string} script source for scripts
 * @param {string} style source for styles
 */
const policy = (script, style) =>
  [
    "default-src 'none'",
    `script-src ${script} 'wasm-unsafe-eval'`,
    `style-src ${style}`,
    "img-src data: blob:",
    "font-src 'none'",
    "worker-src blob:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/** @param {string} text as it stands between the tags, to the byte */
const sha256 = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * Replaces the one place that matches; replacement text is taken literally.
 * @param {string} page
 * @param {RegExp} what
 * @param {string} text
 */
function replace(page, what, text) {
  if (page.split(what).length !== 2) throw new Error(`www/index.html must hold ${what} exactly once`);
  return page.replace(what, () => text);
}

/**
 * @param {string} page
 * @param {string} content
 */
const withPolicy = (page, content) =>
  replace(page, /<head>/, `<head>\n<meta http-equiv="Content-Security-Policy" content="${content}">`);

/**
 * Text between tags that the HTML parser hands on unchanged, or an error: a closing tag inside would end it early, a
 * comment's start followed by an opening tag would swallow the page, and the parser rewrites NUL and CR, which would spoil the hash.
 * @param {"script" | "style"} tag
 * @param {string} text
 */
function embeddable(tag, text) {
  // In JS, "</script" can only stand in strings, templates, comments and regular expressions; there "<\/" means the same.
  const safe = tag === "script" ? text.replace(/<\/(script)/gi, "<\\/$1") : text;
  if (new RegExp(`</${tag}`, "i").test(safe)) throw new Error(`The ${tag} holds its own closing tag`);
  if (safe.includes("<!--") && /<script/i.test(safe)) throw new Error(`The ${tag} holds "<!--" and "<script"`);
  if (/[\0\r]/.test(safe)) throw new Error(`The ${tag} holds a raw NUL or carriage return`);
  return safe;
}

/** Where the script of a page in one file finds what the page carries. @param {string} name */
export const idOf = (name) => `packed-${name}`;

/**
 * Everything in one file.
 * @param {string} page www/index.html
 * @param {{ starter: string, app: string, first: string, style: string, packed: Record<string, string> }} parts
 *   starter and first: the script and the styles that stand in the page; app and style: those that the starter adds; packed: texts for `idOf` their names
 */
export function inlined(page, parts) {
  const starter = embeddable("script", parts.starter);
  const first = embeddable("style", parts.first);
  const scripts = `${sha256(starter)} ${sha256(parts.app)}`;
  let out = withPolicy(page, policy(scripts, `${sha256(first)} ${sha256(parts.style)}`));
  out = replace(out, STYLE, `<style>${first}</style>`);
  // A type that is no script's makes them data, which the policy does not ask about.
  const data = Object.entries(parts.packed).map(
    ([name, text]) => `<script type="text/plain" id="${idOf(name)}">${embeddable("script", text)}</script>`,
  );
  return replace(out, SCRIPT, [...data, `<script type="module">${starter}</script>`].join("\n"));
}

/**
 * The same page with its parts beside it.
 * @param {string} page www/index.html
 */
export function hosted(page) {
  let out = withPolicy(page, policy("'self'", "'self'"));
  out = replace(out, STYLE, '<link rel="stylesheet" href="assets/style.css">');
  return replace(out, SCRIPT, '<script type="module" src="assets/app.js"></script>');
}
