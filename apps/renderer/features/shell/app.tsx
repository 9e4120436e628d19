import { useEffect, useMemo } from 'react';
import { AppShell } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFleet, useSelectedInstance, useView } from '../../app-context.tsx';
import { FeatureBoundary } from '../../components/feature-boundary.tsx';
import { openRequests } from '../../stores/fleet-selectors.ts';
import { Sidebar } from '../fleet/sidebar.tsx';
import classes from './app.module.css';
import { Banners } from './banners.tsx';
import { Dialogs } from './dialogs.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { InstanceView } from './instance-view.tsx';
import { TowerHeader } from './tower-header.tsx';
import { usePreferences } from './use-preferences.ts';
import { Welcome } from './welcome.tsx';

/** The window: header, instances, and the one on screen. */
export function App() {
  usePreferences();
  useDocumentTitle();
  const loaded = useFleet((state) => state.loaded);
  const sidebarOpen = useView((state) => state.sidebarOpen);
  const selected = useSelectedInstance();
  return (
    <AppShell
      header={{ height: 46 }}
      navbar={{ width: { sm: 232, md: 272 }, breakpoint: 'sm', collapsed: { mobile: !sidebarOpen } }}
      padding={0}
      transitionDuration={0}
    >
      <AppShell.Header className={classes.header ?? ''}>
        <FeatureBoundary>
          <TowerHeader />
        </FeatureBoundary>
      </AppShell.Header>
      <AppShell.Navbar>
        <FeatureBoundary>
          <Sidebar />
        </FeatureBoundary>
      </AppShell.Navbar>
      <AppShell.Main className={classes.main ?? ''}>
        <Banners />
        <FeatureBoundary about={selected?.id ?? ''}>
          {selected !== null ? <InstanceView instance={selected} /> : loaded && <Welcome />}
        </FeatureBoundary>
      </AppShell.Main>
      <FeatureBoundary>
        <Dialogs />
      </FeatureBoundary>
      <DropOverlay />
    </AppShell>
  );
}

/** The title counts what waits for a person, so that a tab in the background tells. */
function useDocumentTitle(): void {
  const { t } = useTranslation();
  const requests = useFleet((state) => state.requests);
  const instances = useFleet((state) => state.instances);
  const count = useMemo(() => openRequests(requests, instances).length, [requests, instances]);
  useEffect(() => {
    document.title = count === 0 ? t('common.appName') : t('shell.titleNeedsYou', { count });
  }, [count, t]);
}
