import { useEffect, useMemo, useRef } from 'react';
import { useApp, useFleet, useView } from '../../app-context.tsx';
import { openRequests } from '../../stores/fleet-selectors.ts';
import { RequestCard } from './request-card.tsx';
import classes from './requests.module.css';

/** What the instance on screen asks, above where one writes. */
export function InstanceRequests({ instanceId }: { readonly instanceId: string }) {
  const { view } = useApp();
  const requests = useFleet((state) => state.requests);
  const instances = useFleet((state) => state.instances);
  const open = useMemo(
    () => openRequests(requests, instances).filter((request) => request.instanceId === instanceId),
    [requests, instances, instanceId],
  );
  const place = useRef<HTMLDivElement>(null);
  const wanted = useView((state) => state.answering === instanceId) && open.length > 0;
  useEffect(() => {
    if (!wanted) return;
    // After whatever else takes the focus when another instance is shown.
    const frame = requestAnimationFrame(() => {
      place.current?.querySelector<HTMLElement>('[data-testid="request-card"]')?.focus();
      view.setState({ answering: null });
    });
    return () => cancelAnimationFrame(frame);
  }, [wanted, view]);
  if (open.length === 0) return null;
  return (
    <div className={classes.pinned} ref={place} data-cards>
      {open.map((request) => (
        <RequestCard key={request.id} request={request} />
      ))}
    </div>
  );
}
