import classes from './diff-view.module.css';
import mono from './mono-box.module.css';

export interface DiffViewLine {
  readonly sign: '+' | '-' | ' ' | '@';
  readonly text: string;
}

/** Names that the style sheet can match. */
const names = { '+': 'added', '-': 'removed', ' ': 'same', '@': 'hunk' } as const;
/** How many lines of a diff are shown; the rest is counted. */
const mostLines = 400;

/** Changed lines, by colour and sign. */
export function DiffView({ lines }: { readonly lines: readonly DiffViewLine[] }) {
  return (
    <pre className={`${mono.box} ${classes.diff}`} tabIndex={0}>
      {lines.slice(0, mostLines).map((line, index) => (
        <span key={index} className={classes.line} data-sign={names[line.sign]}>
          <span className={classes.sign}>{line.sign === '@' ? '' : line.sign}</span>
          {line.text}
          {'\n'}
        </span>
      ))}
      {lines.length > mostLines && <span className={classes.line}>… +{lines.length - mostLines}</span>}
    </pre>
  );
}
