import { formatDuration } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';

/** How long something has been going on, counted while it is looked at. */
export function RunningFor({ since }: { readonly since: number }) {
  const now = useNow(1000);
  return <span>{formatDuration(Math.max(0, now - since))}</span>;
}
