import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useFleet } from '../../app-context.tsx';
import { shortenHome } from '../../components/format.ts';

interface Place {
  readonly instanceId: string;
  readonly directory: string;
}

const PlaceContext = createContext<Place>({ instanceId: '', directory: '' });

interface Props extends Place {
  readonly children: ReactNode;
}

/** Tells the rows below it whose transcript they are in. */
export function TranscriptPlace({ instanceId, directory, children }: Props) {
  const place = useMemo(() => ({ instanceId, directory }), [instanceId, directory]);
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

export const usePlace = (): Place => useContext(PlaceContext);

/** Shortens a path for reading: one in the instance's directory to what comes after it, one in the home to `~`. */
export function usePathWords(): (path: string) => string {
  const { directory } = usePlace();
  const home = useFleet((state) => state.host?.homeDirectory);
  return (path) => {
    const inside = path.startsWith(directory) && /^[\\/]./.test(path.slice(directory.length));
    return directory !== '' && inside ? path.slice(directory.length + 1) : shortenHome(path, home);
  };
}
