// Docker 28 with the store that it has by itself: a graph driver.
import { roundTrip } from "./round-trip.mjs";

await roundTrip("Docker 28, graph", "graph", ["--store", "graph"]);
