import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react';
import i18next from 'i18next';
import { nextFrame } from '../../connection/next-frame.ts';
import { FormulaDrawer } from './formula-drawer.ts';
import { refuseFormula } from './formula-limits.ts';
import { readFormula } from './formula-source.ts';
import classes from './formula-view.module.css';

const DrawerContext = createContext<FormulaDrawer | null>(null);

/** Gives the formulas below it one drawer, which has what draws them fetched once and shares the time out. */
export function FormulaProvider({ children }: { readonly children: ReactNode }) {
  const [drawer] = useState(
    () =>
      new FormulaDrawer({
        load: async () => (await import('./typeset.ts')).typeset,
        soon: nextFrame,
        clock: () => performance.now(),
      }),
  );
  return <DrawerContext value={drawer}>{children}</DrawerContext>;
}

interface Drawn {
  readonly source: string;
  /** null: it is drawn. */
  readonly reason: string | null;
}

/**
 * A formula. Until it is drawn, and where it cannot be, its source stands there. That is also what is selected and copied
 * with the text around it; a screen reader is given the drawn one as MathML.
 * @param source with its marks
 */
export function FormulaView({ source }: { readonly source: string }) {
  const drawer = useContext(DrawerContext);
  const target = useRef<HTMLSpanElement>(null);
  const formula = useMemo(() => readFormula(source), [source]);
  const refused = useMemo(() => refuseFormula(formula.tex), [formula]);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useLayoutEffect(() => {
    if (target.current === null || refused !== null) return;
    return drawer?.draw(target.current, formula, (reason) => setDrawn({ source, reason }));
  }, [drawer, formula, refused, source]);

  const now = drawn?.source === source ? drawn : null;
  const isDrawn = now?.reason === null;
  const why = refused ?? (now?.reason === '' ? 'deep' : null);
  const wrong = why === null ? (now?.reason ?? null) : i18next.t(`transcript.formulaRefused.${why}`);
  const title = wrong === null ? undefined : i18next.t('transcript.formulaWrong', { reason: wrong });
  return (
    <span className={classes.formula} data-display={formula.display} data-drawn={isDrawn} data-testid="formula">
      <span className={classes.source} aria-hidden={isDrawn} title={title} data-wrong={wrong !== null}>
        {source}
      </span>
      {/* A region that scrolls must be reachable by keyboard. */}
      <span ref={target} className={classes.drawn} {...(formula.display && isDrawn ? { tabIndex: 0 } : {})} />
    </span>
  );
}
