import { type ComponentProps, useEffect, useState } from 'react';
import type { Flight } from './flight.ts';
import classes from './transcript-view.module.css';

type Props = ComponentProps<'div'> & {
  readonly context: { readonly flight: Flight };
  readonly item: unknown;
  /** How high the list takes the row to be, in pixels; 0 before it has measured any. */
  readonly 'data-known-size': number;
};

/** The place of a row in the list. While somebody flies past, it is as high as the list takes the row to be, and empty. */
export function ListItem({ context: { flight }, item: _, children, ...place }: Props) {
  const height = place['data-known-size'];
  const [drawn, setDrawn] = useState(() => !flight.flying || height === 0);
  useEffect(() => (drawn ? undefined : flight.whenLanded(() => setDrawn(true))), [drawn, flight]);
  return (
    <div {...place}>
      {drawn ? children : <div className={classes.passed} style={{ height }} data-testid="passed-row" aria-hidden />}
    </div>
  );
}
