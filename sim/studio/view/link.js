"use strict";
// A link that carries the scenario: its text, deflated, in the fragment, which no server ever sees.
const MARK = "#s=", MOST_BYTES = 200_000;

const asBase64 = (bytes) => {
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192) text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};
const fromBase64 = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

// Bytes through a stream, no more than `most`; null where there would be more.
async function through(bytes, stream, most = Infinity) {
  const writer = stream.writable.getWriter(), reader = stream.readable.getReader(), parts = [];
  const written = writer.write(bytes).then(() => writer.close()).catch(() => {});
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) { reader.cancel().catch(() => {}); return null; }
    parts.push(value);
  }
  await written;
  const all = new Uint8Array(size);
  let from = 0;
  for (const part of parts) { all.set(part, from); from += part.length; }
  return all;
}

async function fragmentOf(text) {
  return MARK + asBase64(await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw")));
}

// The text in a fragment, or why there is none: {text} or {refused}.
async function textOf(fragment) {
  const words = WORDS.refused, packed = fragment.slice(MARK.length);
  if (packed.length > 2 * MOST_BYTES) return { refused: words.link_large };
  if (typeof DecompressionStream === "undefined") return { refused: words.old_browser };
  let bytes;
  try {
    bytes = await through(fromBase64(packed), new DecompressionStream("deflate-raw"), MOST_BYTES);
  } catch {
    return { refused: words.link_broken };
  }
  if (bytes === null) return { refused: words.link_large };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { refused: words.link_text };
  }
}
