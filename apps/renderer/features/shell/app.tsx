import { AppShell, useMantineTheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useFleet, useSelectedId, useSelectedInstance, useView } from '../../app-context.tsx';
import { FeatureBoundary } from '../../components/feature-boundary.tsx';
import { Board } from '../board/board.tsx';
import { Sidebar } from '../fleet/sidebar.tsx';
import { Wall } from '../wall/wall.tsx';
import classes from './app.module.css';
import { Banners } from './banners.tsx';
import { Dialogs } from './dialogs.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { InstanceView } from './instance-view.tsx';
import { SoleGone } from './sole-gone.tsx';
import { TowerHeader } from './tower-header.tsx';
import { useDirections } from './use-directions.ts';
import { useDocumentTitle } from './use-document-title.ts';
import { useFilterEscape } from './use-filter-escape.ts';
import { usePreferences } from './use-preferences.ts';
import { Welcome } from './welcome.tsx';

/** The window: header, instances, and the one on screen. */
export function App() {
  const loaded = useFleet((state) => state.loaded);
  const sidebarOpen = useView((state) => state.sidebarOpen);
  const sole = useView((state) => state.soleId !== null);
  const selectedId = useSelectedId();
  const narrow = useMediaQuery(`not all and (min-width: ${useMantineTheme().breakpoints.sm})`);
  return (
    <AppShell
      header={{ height: 46, collapsed: sole }}
      navbar={{
        width: { sm: 232, md: 272 },
        breakpoint: 'sm',
        collapsed: { mobile: sole || !sidebarOpen, desktop: sole },
      }}
      padding={0}
      transitionDuration={0}
    >
      {/* Collapsed alone, both would still be reached with the keyboard, and read aloud. */}
      {!sole && (
        <>
          <AppShell.Header className={classes.header ?? ''}>
            <FeatureBoundary>
              <TowerHeader />
            </FeatureBoundary>
          </AppShell.Header>
          <AppShell.Navbar inert={narrow && !sidebarOpen}>
            <FeatureBoundary>
              <Sidebar />
            </FeatureBoundary>
          </AppShell.Navbar>
        </>
      )}
      <AppShell.Main className={classes.main ?? ''}>
        <Banners />
        <FeatureBoundary about={selectedId ?? ''}>
          {selectedId !== null ? <SelectedInstance /> : loaded && <NoneSelected />}
        </FeatureBoundary>
      </AppShell.Main>
      <FeatureBoundary>
        <Dialogs />
      </FeatureBoundary>
      <DropOverlay />
      <Followers />
    </AppShell>
  );
}

/** Follows what concerns the window as a whole. Drawn by itself: what it looks at changes with every event. */
function Followers() {
  usePreferences();
  useDocumentTitle();
  useDirections();
  useFilterEscape();
  return null;
}

function SelectedInstance() {
  const selected = useSelectedInstance();
  return selected === null ? null : <InstanceView instance={selected} />;
}

/** What fills the window while no instance is chosen: all of them, their work, or how to make the first. */
function NoneSelected() {
  const sole = useView((state) => state.soleId !== null);
  const board = useView((state) => state.board);
  const isEmpty = useFleet((state) => !Object.values(state.instances).some(({ deletedAt }) => deletedAt === null));
  if (sole) return <SoleGone />;
  if (isEmpty) return <Welcome />;
  return board ? <Board /> : <Wall />;
}
