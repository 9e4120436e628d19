import { randomUUID } from 'node:crypto';
import type { Core } from './core.ts';
import { startUsage } from './events.ts';
import { pause } from './stdout-writer.ts';

interface Flood {
  readonly count: number;
  readonly perSecond?: number | undefined;
  readonly text?: string | undefined;
}

/** Streams one message of so many text deltas, then the whole message. */
export async function floodDeltas(core: Core, flood: Flood): Promise<void> {
  const { writer, events, session } = core;
  const id = `msg_${randomUUID()}`;
  const piece = flood.text ?? 'word ';
  const stream = (event: Parameters<typeof events.stream>[0]): void => {
    writer.line(events.stream(event, id));
  };
  const message = { id, type: 'message', role: 'assistant', model: session.model, content: [], usage: startUsage(100) };
  stream({ type: 'message_start', message });
  stream({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
  await paced(core, flood, () => {
    stream({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } });
  });
  writer.line(events.assistant({ type: 'text', text: piece.repeat(flood.count) }, id, session.model, 100));
  stream({ type: 'content_block_stop', index: 0 });
  stream({
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 20 },
  });
  stream({ type: 'message_stop' });
  await writer.room();
}

/** Writes so many whole messages. */
export async function floodMessages(core: Core, flood: Flood): Promise<void> {
  const { writer, events, session } = core;
  const text = flood.text ?? 'One whole message of the flood, a line long, as an agent might write it.';
  await paced(core, flood, (index) => {
    writer.line(
      events.assistant({ type: 'text', text: `${index}: ${text}` }, `msg_${randomUUID()}`, session.model, 100),
    );
  });
}

/** Calls `write` so many times: at a pace, or as fast as the reader takes it. */
async function paced(core: Core, flood: Flood, write: (index: number) => void): Promise<void> {
  if (flood.perSecond === undefined) {
    for (let index = 0; index < flood.count; index += 1) {
      write(index);
      if (index % 64 === 63) await core.writer.room();
    }
    return;
  }
  const begun = performance.now();
  for (let index = 0; index < flood.count; index += 1) {
    const due = begun + (index * 1000) / flood.perSecond;
    const early = due - performance.now();
    if (early > 0) await pause(Math.ceil(early));
    write(index);
  }
}
