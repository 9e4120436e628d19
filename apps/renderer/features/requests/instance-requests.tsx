import { useMemo } from 'react';
import { useFleet } from '../../app-context.tsx';
import { openRequests } from '../../stores/fleet-selectors.ts';
import { RequestCard } from './request-card.tsx';
import classes from './requests.module.css';

/** What the instance on screen asks, above where one writes. */
export function InstanceRequests({ instanceId }: { readonly instanceId: string }) {
  const requests = useFleet((state) => state.requests);
  const instances = useFleet((state) => state.instances);
  const open = useMemo(
    () => openRequests(requests, instances).filter((request) => request.instanceId === instanceId),
    [requests, instances, instanceId],
  );
  if (open.length === 0) return null;
  return (
    <div className={classes.pinned}>
      {open.map((request) => (
        <RequestCard key={request.id} request={request} />
      ))}
    </div>
  );
}
