import { Brain, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Markdown } from '../../components/markdown.tsx';
import type { OpenBlock } from '../../stores/transcript-state.ts';
import classes from './entry.module.css';

/** A block while it is being written. */
export function OpenRow({ block }: { readonly block: OpenBlock }) {
  const { t } = useTranslation();
  const body =
    block.kind === 'text' ? (
      <div className={classes.message}>
        <Markdown text={block.text} streaming />
      </div>
    ) : block.kind === 'thinking' ? (
      <div className={classes.notice}>
        <Brain size={14} aria-hidden />
        <span>
          {t('transcript.thinkingNow')} <span className={classes.thinking}>{lastLine(block.text)}</span>
        </span>
      </div>
    ) : (
      <div className={classes.notice}>
        <Wrench size={14} aria-hidden />
        <span>{t('transcript.writingInput', { name: block.name ?? '' })}</span>
      </div>
    );
  return (
    <div className={classes.row} data-kind="open">
      {block.parentToolUseId === null ? body : <div className={classes.nested}>{body}</div>}
    </div>
  );
}

/** The newest thought, short enough to stay in one line. */
function lastLine(text: string): string {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  return line.length > 120 ? `…${line.slice(-119)}` : line;
}
