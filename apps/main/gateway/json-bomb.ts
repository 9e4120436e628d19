/** The most brackets, commas and colons outside of texts that a message may have. Inputs of the contract have far fewer. */
const mostMarks = 400_000;
/** What is shorter cannot have so many. */
const shortest = mostMarks;

const quote = 0x22;
const backslash = 0x5c;
const marks = new Set(['[', '{', ',', ':'].map((mark) => mark.charCodeAt(0)));

/**
 * Would reading this JSON make so many values that it holds the tower up and fills its memory? 64 MB of opening brackets take
 * seconds and two gigabytes; a text of the same length takes neither. Whether it is JSON at all is not looked at.
 * @param bytes UTF-8, in which no byte of a longer character looks like one of JSON's marks
 */
export function isJsonBomb(bytes: Uint8Array): boolean {
  if (bytes.length < shortest) return false;
  let count = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte !== undefined && marks.has(byte)) {
      count += 1;
      if (count > mostMarks) return true;
    }
  }
  return false;
}
