import { cloneElement, type ReactElement, type Ref, useRef, useState } from 'react';
import { Tooltip } from '@mantine/core';

interface Pointed {
  readonly ref?: Ref<HTMLElement>;
  readonly onMouseEnter?: () => void;
  readonly onMouseLeave?: () => void;
}

interface Props {
  readonly label: string;
  /** Shows the label although nothing points at it. */
  readonly told?: boolean;
  /** An element, or a component that hands these on to one. */
  readonly children: ReactElement<Pointed>;
}

/**
 * A tooltip for things of which there are many: rows and tiles. Each tooltip takes time to be made, and has to be made anew
 * for whatever scrolls into sight: there is one where the pointer is, and none elsewhere.
 */
export function Hint({ label, told = false, children }: Props) {
  const target = useRef<HTMLElement>(null);
  const [near, setNear] = useState(false);
  return (
    <>
      {cloneElement(children, {
        ref: target,
        onMouseEnter: () => setNear(true),
        onMouseLeave: () => setNear(false),
      })}
      {(near || told) && <Tooltip label={label} target={target} {...(told ? { opened: true } : {})} />}
    </>
  );
}
