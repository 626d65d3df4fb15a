/** Number: measures in the units that they are read in, with as many digits as the command line gives. */

const SHARES = new Set(["area_fraction", "share", "signed_share", "positive_share", "top_share"]);
const OWN_UNIT = new Set(["mean", "abs_mean"]);

/** How many decimals values need, so that small ones can be told. */
function digits(measure: string, value: number): number {
  const share = SHARES.has(measure);
  const small = 0.095 / (share ? 100 : 1);
  return (share ? 1 : 2) + (value !== 0 && Math.abs(value) < small ? 1 : 0);
}

export function number(measure: string, value: number | null | undefined, signed = false): string {
  if (value === null || value === undefined) return "–";
  if (OWN_UNIT.has(measure)) return sign(value, signed) + exponential(value);
  const share = SHARES.has(measure);
  const written = Math.abs(share ? 100 * value : value).toFixed(digits(measure, value));
  const nothing = Number(written) === 0;
  return (nothing ? "" : sign(value, signed)) + written + (share ? " %" : "");
}

/** A difference of two values; of shares it is in points. */
export function difference(measure: string, value: number | null | undefined): string {
  return number(measure, value, true).replace(" %", " pt");
}

/** An interval, its unit told once. */
export function interval(
  measure: string,
  low: number | null | undefined,
  high: number | null | undefined,
  signed = false,
): string {
  if (low === null || low === undefined || high === null || high === undefined) return "";
  const share = SHARES.has(measure);
  const first = number(measure, low, signed);
  return `${share ? first.replace(" %", "") : first} to ${number(measure, high, signed)}`;
}

function sign(value: number, signed: boolean): string {
  return value < 0 ? "−" : signed && value > 0 ? "+" : "";
}

function exponential(value: number): string {
  const [mantissa = "", exponent = ""] = Math.abs(value).toExponential(1).split("e");
  return exponent === "+0" ? mantissa : `${mantissa}e${exponent.replace("-", "−").replace("+", "")}`;
}

export function count(value: number): string {
  return value.toLocaleString("en-GB");
}

export function images(value: number): string {
  return `${count(value)} ${value === 1 ? "image" : "images"}`;
}

/** Name measures and columns as people say them. */
export function words(name: string): string {
  return name.replaceAll("_", " ");
}

/** A method without its options, which are told where there is room. */
export function shortened(method: string): string {
  return method.split(":")[0] ?? method;
}
