// Text as the keys that type it: Hangul as the Latin letters of its keys. So a search finds a label whichever input method is on.

/** `keys`: lower-case letters and digits. `starts[i]`: 2 where a word begins at keys[i], 1 where a syllable does, else 0. */
export interface Typed {
  readonly keys: string;
  readonly starts: readonly (0 | 1 | 2)[];
}

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FIRST_JAMO = 0x3131;
/** The keys of the Korean two-set keyboard, in Unicode's order of initial consonants, vowels, final consonants, single letters. */
const INITIALS = "r r s e e f a q q t t d w w c z x v g".split(" ");
const VOWELS = "k o i o j p u p h hk ho hl y n nj np nl b m ml l".split(" ");
const FINALS = " r r rt s sw sg e f fr fa fq ft fx fv fg a q qt t t d w c z x v g".split(" ");
const JAMO = "r r rt s sw sg e e f fr fa fq ft fx fv fg a q q qt t t d w w c z x v g"
  .split(" ")
  .concat("k o i o j p u p h hk ho hl y n nj np nl b m ml l".split(" "));

/** The keys of one Hangul character, or null. A doubled consonant is its key without Shift. */
function hangul(code: number): string | null {
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) {
    const at = code - FIRST_SYLLABLE;
    const [initial, vowel, final] = [Math.floor(at / 588), Math.floor((at % 588) / 28), at % 28];
    return `${INITIALS[initial]}${VOWELS[vowel]}${FINALS[final]}`;
  }
  return JAMO[code - FIRST_JAMO] ?? null;
}

/** The keys that type a text; what is neither letter nor digit ends a word. */
export function typed(text: string): Typed {
  let keys = "";
  const starts: (0 | 1 | 2)[] = [];
  let word = true;
  for (const character of text.normalize("NFC").toLowerCase()) {
    const letters = hangul(character.codePointAt(0) ?? 0);
    if (letters === null && !/[\p{L}\p{N}]/u.test(character)) {
      word = true;
      continue;
    }
    const added = letters ?? character;
    for (let i = 0; i < added.length; i++) starts.push(i > 0 ? 0 : word ? 2 : letters ? 1 : 0);
    keys += added;
    word = false;
  }
  return { keys, starts };
}
