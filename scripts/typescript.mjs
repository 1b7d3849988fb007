// Lets Node read TypeScript: import this first, or give it to `node --import`. esbuild takes the types out, file by file.
import { register } from "node:module";

register("./typescript-hooks.mjs", import.meta.url);
