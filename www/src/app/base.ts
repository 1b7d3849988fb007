// Comes before all features: the state that views are drawn from, and the stylesheets that those of the features build on.

import { drawFrom } from "../ui/view.ts";
import { store } from "./store.ts";
import "./first.css";
import "./details.css";
import "./help.css";
import "./palette/palette.css";

drawFrom(store);
