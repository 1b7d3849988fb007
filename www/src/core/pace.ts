// How much of the machine the proof may take: all of it while the person does nothing, one core less for a while after each input.

/** So long after an input the person counts as busy. */
const BUSY_MS = 2_000;
const INPUTS = ["pointerdown", "pointermove", "wheel", "keydown", "input"];

/** Tells at each change whether the person is busy. */
export function pace(tell: (busy: boolean) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = () => {
    timer = undefined;
    tell(false);
  };
  const act = () => {
    if (timer) clearTimeout(timer);
    else tell(true);
    timer = setTimeout(rest, BUSY_MS);
  };
  for (const input of INPUTS) addEventListener(input, act, { capture: true, passive: true });
}
