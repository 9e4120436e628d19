import { z } from 'zod';
import { noDirection, type Direction } from '../../shared/contract/events.ts';

/** The scheme of links into the app. */
export const linkScheme = 'control-tower';

/** A link is typed by somebody else; what is longer than this is not a prompt but an attack. In UTF-16 units. */
const longestPrompt = 20_000;

/**
 * Reads a link into the app: `control-tower://instance/ID`, `control-tower://task/ID`, or
 * `control-tower://new?prompt=TEXT`, with `instance=ID` for the instance it is meant for. A link shows and fills in;
 * it never makes anything run.
 * @returns null for anything else
 */
export function readLink(link: string): Direction | null {
  if (!URL.canParse(link)) return null;
  const { protocol, hostname, pathname, searchParams } = new URL(link);
  if (protocol !== `${linkScheme}:`) return null;
  const id = idOf(pathname.slice(1).replace(/\/$/, ''));
  switch (hostname) {
    case 'instance':
      return id === null ? null : { ...noDirection, instanceId: id };
    case 'task':
      return id === null ? null : { ...noDirection, taskId: id };
    case 'new': {
      const prompt = (searchParams.get('prompt') ?? '').trim();
      if (prompt === '' || prompt.length > longestPrompt) return null;
      return { ...noDirection, instanceId: idOf(searchParams.get('instance') ?? ''), prompt };
    }
    default:
      return null;
  }
}

function idOf(text: string): string | null {
  const read = z.uuid().safeParse(text);
  return read.success ? read.data : null;
}
