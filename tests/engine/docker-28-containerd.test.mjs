// Docker 28 with containerd's store, which Docker 29 has by itself.
import { roundTrip } from "./round-trip.mjs";

await roundTrip("Docker 28, containerd", "containerd", ["--store", "containerd"]);
