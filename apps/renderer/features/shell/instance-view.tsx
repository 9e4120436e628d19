import type { Instance } from '../../../shared/models/instance.ts';
import { FeatureBoundary } from '../../components/feature-boundary.tsx';
import { Composer } from '../composer/composer.tsx';
import { InstanceHeader } from '../fleet/instance-header.tsx';
import { QueuePanel } from '../queue/queue-panel.tsx';
import { InstanceRequests } from '../requests/instance-requests.tsx';
import { TranscriptView } from '../transcript/transcript-view.tsx';

/** One instance: how it is, what was said, what it asks, what waits, and where to write. */
export function InstanceView({ instance }: { readonly instance: Instance }) {
  return (
    <>
      <InstanceHeader instance={instance} />
      <FeatureBoundary about={instance.id}>
        <TranscriptView instance={instance} />
      </FeatureBoundary>
      <FeatureBoundary about={instance.id}>
        <InstanceRequests instanceId={instance.id} />
      </FeatureBoundary>
      <FeatureBoundary about={instance.id}>
        <QueuePanel key={instance.id} instance={instance} />
      </FeatureBoundary>
      <FeatureBoundary about={instance.id}>
        <Composer instance={instance} />
      </FeatureBoundary>
    </>
  );
}
