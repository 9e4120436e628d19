import type { ReadFile } from './composer-state.ts';

/** Reads files whole. @returns those that could be read, and the names of those that could not (folders, say) */
export async function readFiles(
  files: readonly File[],
): Promise<{ readonly read: readonly ReadFile[]; readonly failed: readonly string[] }> {
  const read: ReadFile[] = [];
  const failed: string[] = [];
  for (const file of files) {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const name = file.name === '' ? 'pasted' : file.name.slice(0, 255);
      read.push({ id: crypto.randomUUID(), name, bytes, data: await base64Of(file) });
    } catch {
      failed.push(file.name);
    }
  }
  return { read, failed };
}

function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read'));
    reader.readAsDataURL(file);
  });
}
