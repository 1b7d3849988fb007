// Archives as they come in the wild, made for the tests: layers that can't be read for a reason, attestations, several platforms.
import { write } from "./archives.mjs";
import { digest, dockerArchive, Layout, tar } from "./build.mjs";

const LAYER = "application/vnd.oci.image.layer.v1.tar";

/** @param {string} name */
const small = (name) =>
  tar([
    { path: "etc/", type: "5" },
    { path: `etc/${name}`, data: `${name}\n` },
  ]);

/** A squashfs superblock: what a tool sees of it is its first bytes. */
const squashfs = () => Buffer.concat([Buffer.from("hsqs"), Buffer.alloc(4096)]);

/** One image: a sound base, a foreign layer, an encrypted one, a squashfs, one that is not there. */
export function unreadable() {
  const layout = new Layout();
  const [base, top] = [small("base"), small("top")];
  const secret = Buffer.alloc(2000, 0x5a);
  const lost = layout.blob(small("lost"), LAYER);
  const foreign = {
    mediaType: "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
    digest: digest(Buffer.from("elsewhere")),
    size: 123_456,
    urls: ["https://example.invalid/layers/windows.tar.gz", "javascript:alert(1)"],
  };
  layout.image({
    name: "odd/layers:1",
    layers: [
      layout.blob(base, LAYER),
      foreign,
      layout.blob(secret, `${LAYER}+gzip+encrypted`),
      layout.blob(squashfs(), LAYER),
      lost,
      layout.blob(top, LAYER),
    ],
    diffIds: [
      digest(base),
      digest(Buffer.from("1")),
      digest(Buffer.from("2")),
      digest(Buffer.from("3")),
      lost.digest,
      digest(top),
    ],
  });
  layout.lose(lost.digest);
  return write("unreadable.tar", layout.tar());
}

/** Two platforms under one name, provenance and SBOM of the first; of the SBOM only its name is there. */
export function platforms() {
  const layout = new Layout();
  const data = small("shared");
  const images = ["amd64", "arm64"].map((architecture) =>
    layout.image({
      name: "many/platforms:1",
      layers: [layout.blob(data, LAYER)],
      diffIds: [digest(data)],
      platform: { os: "linux", architecture },
    }),
  );
  const statement = (/** @type {string} */ predicate, /** @type {unknown} */ body) =>
    layout.blob(
      Buffer.from(JSON.stringify({ predicateType: predicate, predicate: body })),
      "application/vnd.in-toto+json",
      {
        annotations: { "in-toto.io/predicate-type": predicate },
      },
    );
  const sbom = statement("https://spdx.dev/Document", { name: "lost" });
  layout.manifest(
    {
      config: layout.blob(Buffer.from("{}"), "application/vnd.oci.image.config.v1+json"),
      layers: [statement("https://slsa.dev/provenance/v0.2", { builder: { id: "<b>the builder</b>" } }), sbom],
    },
    {
      platform: { os: "unknown", architecture: "unknown" },
      annotations: {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": images[0]?.digest,
      },
    },
  );
  layout.lose(sbom.digest);
  return write("platforms.tar", layout.tar());
}

/** An image with something to find of every severity, in the archive, in a layer and at a path. */
export function findings() {
  return write(
    "findings.tar",
    dockerArchive({
      layers: [
        [
          { path: "etc/", type: "5" },
          { path: "etc/a", data: "a".repeat(3000) },
          { path: "usr/", type: "5" },
          { path: "usr/lib/", type: "5" },
          { path: "lib", type: "2", link: "usr/lib" },
        ],
        [
          { path: "etc/.wh.nothing" },
          { path: "lib/", type: "5" },
          { path: "lib/x", data: "1" },
          { path: "../../evil", data: "2" },
        ],
        [
          { path: "etc/.wh.a" },
          { path: "opt/deep/down/twice", data: "first" },
          { path: "opt/deep/down/twice", data: "second" },
        ],
      ],
      more: [{ path: "loose.bin", data: "belongs to no image" }],
    }),
  );
}

/** More layers than fit a screen, each larger than the one before. @param {number} [layers] */
export function many(layers = 70) {
  const files = Array.from({ length: layers }, (_, i) => [{ path: `file-${i}`, data: "x".repeat(i * 50) }]);
  return write("many.tar", dockerArchive({ layers: files }));
}
