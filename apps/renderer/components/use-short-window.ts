import { useMediaQuery } from '@mantine/hooks';

/** Is the window so low that its parts have to make room for each other? */
export const useShortWindow = (): boolean =>
  useMediaQuery('(max-height: 720px)', false, { getInitialValueInEffect: false });
