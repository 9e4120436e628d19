import { Kbd } from '@mantine/core';
import { isMac, keysOf } from '../../components/accelerator.ts';
import classes from './palette.module.css';

/** Keys as they are printed on this system's keyboards. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={classes.keys}>
      {keysOf(keys, isMac).map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  );
}
