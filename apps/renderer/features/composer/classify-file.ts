/** What a file becomes beside a prompt. */
export type FileClass = 'text' | 'image' | 'document' | 'unsupported';

const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

const beginsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);
const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** The media type that the first bytes tell; null when they tell none of those that a model is shown. */
export function sniffMediaType(bytes: Uint8Array): string | null {
  if (beginsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return 'image/png';
  if (beginsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (ascii(bytes, 0, 4) === 'GIF8') return 'image/gif';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 0, 5) === '%PDF-') return 'application/pdf';
  return null;
}

/** Whether bytes are text: valid UTF-8 without a NUL. */
export function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Judges a file by its contents, since names lie and browsers know few types. */
export function classifyFile(bytes: Uint8Array): { readonly kind: FileClass; readonly mediaType: string } {
  const sniffed = sniffMediaType(bytes);
  if (sniffed === 'application/pdf') return { kind: 'document', mediaType: sniffed };
  if (sniffed !== null && imageTypes.includes(sniffed)) return { kind: 'image', mediaType: sniffed };
  if (isText(bytes)) return { kind: 'text', mediaType: 'text/plain' };
  return { kind: 'unsupported', mediaType: 'application/octet-stream' };
}

/** Whether a dropped file is a prompt rather than something that goes along with one. */
export const isPromptFile = (name: string): boolean => /\.(md|markdown|txt)$/i.test(name);
