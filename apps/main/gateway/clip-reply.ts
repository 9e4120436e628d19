import type { CallName, CallOutput } from '../../shared/contract/calls.ts';
import { clipEntry, clipEvent } from './clip-entry.ts';

type Clip<N extends CallName> = (output: CallOutput<N>) => CallOutput<N>;

const clips: { readonly [N in CallName]?: Clip<N> } = {
  'transcript.page': (output) => ({
    ...output,
    entries: output.entries.map(({ seq, entry }) => ({ seq, entry: clipEntry(entry) })),
  }),
  'tower.eventsSince': (output) => ({ ...output, events: output.events.map(clipEvent) }),
};

/** What a window is sent of a call's output: long entries are clipped, everything else goes as it is. */
export function clipReply<N extends CallName>(name: N, output: CallOutput<N>): CallOutput<N> {
  const clip: Clip<N> | undefined = clips[name];
  return clip === undefined ? output : clip(output);
}
