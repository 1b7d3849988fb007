// The engine's answers on what is stored for nothing: each is asked of the session.

import { Asking } from "./asking.js";

/** @import { Advice, Duplicates, EngineWaste, Treemap, TreemapQuery, Waste as Dead, WastePage, WasteQuery } from "../types.waste.d.ts" */

/** @implements {EngineWaste} */
export class Waste extends Asking {
  /** @returns {Promise<Dead>} */
  waste() {
    return this.ask("waste");
  }

  /** @param {WasteQuery} query @param {number} from @param {number} count @returns {Promise<WastePage>} */
  rows(query, from, count) {
    return this.ask("wasteRows", query, from, count);
  }

  /** @param {number} from @param {number} count @returns {Promise<Duplicates>} */
  duplicates(from, count) {
    return this.ask("duplicates", from, count);
  }

  /** @returns {Promise<Advice[]>} */
  advice() {
    return this.ask("advice");
  }

  /** @param {TreemapQuery} query @returns {Promise<Treemap>} */
  treemap(query) {
    return this.ask("treemap", query);
  }
}
