// The parts of gifenc and pngjs that pictures.mjs calls; neither package brings types.
declare module "gifenc" {
  type Palette = number[][];
  interface Encoder {
    writeFrame(pixels: Uint8Array, width: number, height: number, options: { palette: Palette; delay: number }): void;
    finish(): void;
    bytes(): Uint8Array;
  }
  const gifenc: {
    GIFEncoder(): Encoder;
    quantize(rgba: Uint8Array, colours: number): Palette;
    applyPalette(rgba: Uint8Array, palette: Palette): Uint8Array;
  };
  export default gifenc;
}
declare module "pngjs" {
  export const PNG: { sync: { read(png: Buffer): { data: Buffer; width: number; height: number } } };
}
