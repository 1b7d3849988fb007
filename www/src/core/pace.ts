// How much of the machine the proof may take: all of it while the person does nothing, one core less for a while after each input,
// and nothing while the page answers that input.

/** So long after an input the person counts as busy. */
const BUSY_MS = 2_000;
/** So long the page answers an input: the frame after the next has its rows. */
const ANSWER_MS = 100;
const INPUTS = ["pointerdown", "pointermove", "wheel", "keydown", "input"];
/** A pointer that only moves asks for nothing. */
const MOVES = "pointermove";

/** The person's activity. */
export type Doing = "rests" | "busy" | "waits";

/** Reports each change of the person's activity. */
export function pace(tell: (doing: Doing) => void) {
  let doing: Doing = "rests";
  let answered: ReturnType<typeof setTimeout> | undefined;
  let rested: ReturnType<typeof setTimeout> | undefined;
  const become = (next: Doing) => {
    if (next === doing) return;
    doing = next;
    tell(next);
  };
  const act = ({ type }: Event) => {
    clearTimeout(rested);
    rested = setTimeout(() => become("rests"), BUSY_MS);
    if (type === MOVES) {
      if (doing === "rests") become("busy");
      return;
    }
    clearTimeout(answered);
    answered = setTimeout(() => become("busy"), ANSWER_MS);
    become("waits");
  };
  for (const input of INPUTS) addEventListener(input, act, { capture: true, passive: true });
}
