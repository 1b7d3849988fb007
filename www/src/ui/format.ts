// Numbers for people: sizes as Docker writes them, exact bytes, dates and durations as the person's locale writes them.

import { locale, t } from "./i18n.ts";

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

const numbers: Map<string, Intl.NumberFormat> = new Map();
const dates: Map<string, Intl.DateTimeFormat> = new Map();

/** Three significant digits, base 1000, as Docker counts: 633569243 → "634 MB". */
export function size(bytes: number | null | undefined) {
  if (bytes === null || bytes === undefined) return "";
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(3))} ${UNITS[unit]}`;
}

const sign = (value: number) => (value > 0 ? "+" : value < 0 ? "−" : "±");

/** A difference: "+12 kB", "−3 MB", "±0 B". */
export const signed = (difference: number) => sign(difference) + size(Math.abs(difference));

/** The same to the byte. */
export const signedBytes = (difference: number) => sign(difference) + bytes(Math.abs(difference));

export function number(value: number, options?: Intl.NumberFormatOptions) {
  const key = locale() + JSON.stringify(options ?? null);
  let format = numbers.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale(), options);
    numbers.set(key, format);
  }
  return format.format(value);
}

/** "633,569,243 bytes". */
export function bytes(value: number | null | undefined) {
  return value === null || value === undefined ? "" : t("bytes", { n: number(value), one: value === 1 });
}

/** "12.6%". */
export function percent(part: number, whole: number) {
  if (whole <= 0) return number(0, { style: "percent" });
  const share = part / whole;
  if (share > 0 && share < 0.001) return `< ${number(0.001, { style: "percent", maximumFractionDigits: 1 })}`;
  return number(share, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 });
}

function dated(date: Date, options: Intl.DateTimeFormatOptions) {
  if (Number.isNaN(date.getTime())) return "";
  const key = locale() + JSON.stringify(options);
  let format = dates.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale(), options);
    dates.set(key, format);
  }
  return format.format(date);
}

/**
 * The day.
 * @param seconds since 1970
 */
export const day = (seconds: number | null) =>
  seconds === null ? "" : dated(new Date(seconds * 1000), { year: "2-digit", month: "2-digit", day: "2-digit" });

/** @param seconds since 1970 */
export const clock = (seconds: number | null) =>
  seconds === null ? "" : dated(new Date(seconds * 1000), { hour: "2-digit", minute: "2-digit", hour12: false });

/**
 * Date and time to the second.
 * @param seconds since 1970
 */
export const moment = (seconds: number | null) =>
  seconds === null ? "" : dated(new Date(seconds * 1000), { dateStyle: "medium", timeStyle: "medium" });

/** The same of a date as image documents write it; what can't be read as a date is shown as it is. */
export function stamp(rfc3339: string | null) {
  if (!rfc3339) return "";
  return dated(new Date(rfc3339), { dateStyle: "medium", timeStyle: "medium" }) || rfc3339;
}

/** How long something may still take. */
export function duration(seconds: number) {
  if (seconds < 90)
    return number(Math.max(1, Math.round(seconds)), { style: "unit", unit: "second", unitDisplay: "long" });
  return number(Math.round(seconds / 60), { style: "unit", unit: "minute", unitDisplay: "long" });
}

/** The first digits of a digest, as engines print them. */
export const short = (digest: string | null | undefined) => (digest ?? "").replace(/^sha256:/, "").slice(0, 12);
