// Docker 20.10, Debian 12's own.
import { roundTrip } from "./round-trip.mjs";

await roundTrip("Docker 20.10", "20.10", ["--engine", "20.10"]);
