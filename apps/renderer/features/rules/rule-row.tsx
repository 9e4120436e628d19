import { Button } from '@mantine/core';
import { Ban, Check, CircleHelp, Folder } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StandingRule } from '../../../shared/models/permission-rule.ts';
import { visibleText } from '../../components/visible-text.ts';
import { beginningOf, readRuleText } from './rule-text.ts';
import classes from './rules.module.css';

const icons = { allow: Check, ask: CircleHelp, deny: Ban, additionalDirectories: Folder } as const;

/** A pattern of more characters is folded. */
const shortPattern = 300;

interface Props {
  readonly rule: StandingRule;
  /** Tells it from the same rule elsewhere. */
  readonly ruleKey: string;
  /** Where the Tab key comes to; the arrows go on from there. */
  readonly inTabOrder: boolean;
  /** Null for what is not taken back here. */
  readonly onTakeBack: (() => void) | null;
}

/** One rule: what it means, for which tool, and for what of it. Nothing in it is invisible. */
export function RuleRow({ rule, ruleKey, inTabOrder, onTakeBack }: Props) {
  const { t } = useTranslation();
  const Icon = icons[rule.list];
  const word = t(`rules.word.${rule.list}`);
  const { tool, pattern } =
    rule.list === 'additionalDirectories' ? { tool: null, pattern: rule.text } : readRuleText(rule.text);
  return (
    <li className={classes.rule} data-list={rule.list} data-testid="rule">
      <span className={classes.word}>
        <Icon size={14} aria-hidden /> {word}
      </span>
      <span className={classes.what}>
        {tool !== null && <span className={classes.tool}>{visibleText(tool)}</span>}
        {pattern !== null && <Pattern text={visibleText(pattern)} />}
      </span>
      {onTakeBack !== null && (
        <Button
          variant="subtle"
          size="compact-xs"
          data-rule-button={ruleKey}
          tabIndex={inTabOrder ? 0 : -1}
          aria-label={t('rules.takeBackRule', { word, rule: beginningOf(visibleText(rule.text), 300) })}
          onClick={onTakeBack}
        >
          {t('rules.takeBack')}
        </Button>
      )}
    </li>
  );
}

/** Whole scripts are allowed, too: a long one is folded, and there when somebody wants to read it. */
function Pattern({ text }: { readonly text: string }) {
  if (text.length <= shortPattern) return <code className={classes.pattern}>{text}</code>;
  return (
    <details className={classes.long}>
      <summary>
        <code className={classes.pattern}>{beginningOf(text, shortPattern)}</code>
      </summary>
      <code className={classes.pattern}>{text}</code>
    </details>
  );
}
