// The page's features, one line each. A feature whose folder and line are deleted is gone.

import "./stack/index.ts";
import "./files/index.ts";
import "./search/index.ts";
import "./overlay/index.ts";
import "./treemap/index.ts";
import "./content/index.ts";
import "./artifact/index.ts";
import "./image/index.ts";
import "./links/index.ts";
import "./waste/index.ts";
import "./build/index.ts";
import "./container/index.ts";
import "./images/index.ts";
import "./export/index.ts";
import "./glossary/index.ts";
