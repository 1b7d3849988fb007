// What an image is called.

import type { ImageChoice } from "../../pkg/layerscope.js";
import { short } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";

/** The name of an image: its first tag, else the start of its id. */
export const imageName = (image: Pick<ImageChoice, "names" | "id">) =>
  image.names[0] ?? `${t("header.untagged")} ${short(image.id)}`;
