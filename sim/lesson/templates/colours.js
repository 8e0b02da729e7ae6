// Trust: a dark window, or from the line "I trust them" on a lit one; each of them
// lighter the more somebody trusts, so that lightness alone tells them apart. Okabe-Ito for towns and happenings.
const DARK_WINDOWS = ["#0d0d2b", "#8680b4"], LIT_WINDOWS = ["#eeb42c", "#fff6cf"];
const TRUSTS = DATA.scenarios[0].confident ?? 50;  // points from which somebody says "I trust them"
const TOWN_COLOURS = ["#0072b2", "#d55e00"];
const LARGEST = 15;  // points at which the colours of a difference end

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const blend = (one, other, share) => channels(one).map((level, at) =>
  Math.round(level + share * (channels(other)[at] - level)));
const spread = (colours, steps) => Array.from({ length: steps + 1 }, (_, at) => {
  const place = at / steps * (colours.length - 1), low = Math.min(colours.length - 2, Math.floor(place));
  return `rgb(${blend(colours[low], colours[low + 1], place - low).join(",")})`;
});
const TRUST_COLOURS = [...spread(DARK_WINDOWS, TRUSTS - 1), ...spread(LIT_WINDOWS, 100 - TRUSTS)];
const DIFFERENCE_COLOURS = spread([TOWN_COLOURS[1], "#f2f0ea", TOWN_COLOURS[0]], 100);
const trustColour = (trust) => TRUST_COLOURS[Math.max(0, Math.min(100, Math.floor(trust)))];
const differenceColour = (points) => DIFFERENCE_COLOURS[
  Math.max(0, Math.min(100, Math.round(50 + 50 * points / LARGEST)))];
