// Cividis for trust (Nunez, Anderton and Renslow 2018); Okabe-Ito for towns and happenings.
const CIVIDIS = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74",
  "#c3b369", "#e1cc55", "#fee838"];
const TOWN_COLOURS = ["#0072b2", "#d55e00"];
const LARGEST = 15;  // points at which the colours of a difference end

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const blend = (one, other, share) => channels(one).map((level, at) =>
  Math.round(level + share * (channels(other)[at] - level)));
const spread = (colours, steps) => Array.from({ length: steps + 1 }, (_, at) => {
  const place = at / steps * (colours.length - 1), low = Math.min(colours.length - 2, Math.floor(place));
  return `rgb(${blend(colours[low], colours[low + 1], place - low).join(",")})`;
});
const TRUST_COLOURS = spread(CIVIDIS, 100);
const DIFFERENCE_COLOURS = spread([TOWN_COLOURS[1], "#f2f0ea", TOWN_COLOURS[0]], 100);
const trustColour = (trust) => TRUST_COLOURS[Math.max(0, Math.min(100, Math.round(trust)))];
const differenceColour = (points) => DIFFERENCE_COLOURS[
  Math.max(0, Math.min(100, Math.round(50 + 50 * points / LARGEST)))];
