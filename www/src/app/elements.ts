// The elements of the page around its features.

import "./details.ts";
import "./drop.ts";
import "./footer.ts";
import "./header.ts";
import "./help.ts";
import "./notice.ts";
import "./opening.ts";
import "./palette/palette.ts";
import "./parts.ts";
import "./path-menu.ts";
import "./problem.ts";
import "./saving.ts";
import "./start.ts";
