import { describe, expect, it } from 'vitest';
import { buildPromptContent, type PromptParts } from '../../../apps/main/claude/prompt-content.ts';
import type { Attachment } from '../../../apps/shared/models/task.ts';

function attached(
  kind: Attachment['kind'],
  name: string,
  mediaType: string,
  text: string,
): PromptParts['attachments'][number] {
  const data = Buffer.from(text);
  const attachment = { id: '11111111-1111-4111-8111-111111111111', kind, name, mediaType, bytes: data.length };
  return { attachment, data };
}
const contentOf = (own: Partial<PromptParts>): unknown =>
  buildPromptContent({ text: '', asCommand: false, attachments: [], ...own });

const note = attached('text', 'note.md', 'text/markdown', 'Grüße 😀\n');
const picture = attached('image', 'p.png', 'image/png', 'PNG');
const paper = attached('document', 'p.pdf', 'application/pdf', 'PDF');

describe('buildPromptContent', () => {
  it('leaves plain words alone', () => {
    expect(contentOf({ text: 'Do it.\n' })).toBe('Do it.\n');
    expect(contentOf({ text: '! # @file' })).toBe('! # @file');
  });

  it('puts a blank before a slash that is not meant as a command, and nothing before one that is', () => {
    expect(contentOf({ text: '/clear' })).toBe(' /clear');
    expect(contentOf({ text: '/clear', asCommand: true })).toBe('/clear');
  });

  it('guards the first text block of a prompt with pictures too', () => {
    expect(contentOf({ text: '/init', attachments: [picture] })).toMatchObject([{ type: 'text', text: ' /init' }, {}]);
  });

  it('writes text files under their names behind the words, and cannot be tricked by a name', () => {
    expect(contentOf({ text: 'Read', attachments: [note] })).toBe('Read\n\n<file name="note.md">\nGrüße 😀\n\n</file>');
    expect(contentOf({ attachments: [attached('text', 'a"b.txt', 'text/plain', 'x')] })).toBe(
      '<file name="a\'b.txt">\nx\n</file>',
    );
  });

  it('gives pictures and documents to the model as such, in their order', () => {
    expect(contentOf({ text: 'See', attachments: [picture, note, paper] })).toEqual([
      { type: 'text', text: 'See\n\n<file name="note.md">\nGrüße 😀\n\n</file>' },
      {
        type: 'image',
        source: { type: 'base64', media_type: 'image/png', data: Buffer.from('PNG').toString('base64') },
      },
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: Buffer.from('PDF').toString('base64') },
      },
    ]);
  });

  it('sends a picture without words alone, because the API takes no empty text', () => {
    expect(contentOf({ attachments: [picture] })).toMatchObject([{ type: 'image' }]);
  });
});
