import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RuleFile, StandingRule } from '../../../shared/models/permission-rule.ts';
import { useApp, useFleet } from '../../app-context.tsx';
import { shortenHome } from '../../components/format.ts';
import { visibleText } from '../../components/visible-text.ts';
import { ProblemNote } from '../shell/problem-note.tsx';
import { RestartButton } from './restart-button.tsx';
import type { RuleGroup } from './rule-groups.ts';
import { RuleRow } from './rule-row.tsx';
import classes from './rules.module.css';

interface Props {
  readonly group: RuleGroup;
  /** The rule that the Tab key comes to. */
  readonly active: string | null;
  readonly onTakeBack: (file: RuleFile, rule: StandingRule) => void;
}

/** What stands in one place, and what can be done about all of it. */
export function RuleGroupPart({ group: { key, source, rules }, active, onTakeBack }: Props) {
  const { t } = useTranslation();
  const { view } = useApp();
  const home = useFleet((state) => state.host?.homeDirectory);
  const instance = useFleet((state) => (source.kind === 'file' ? null : (state.instances[source.instanceId] ?? null)));
  const file = source.kind === 'file' ? source.file : null;
  const name = instance?.name ?? '';
  const title =
    source.kind === 'file'
      ? t(`rules.place.${source.file.scope}`)
      : source.kind === 'held'
        ? t('rules.held', { name })
        : t('rules.own', { name });
  const readable = (path: string): string => visibleText(shortenHome(path, home));
  return (
    <section className={classes.group} aria-label={title}>
      <div className={classes.groupHead}>
        <h4 className={classes.place}>{title}</h4>
        {file !== null && (
          <span className={classes.path}>
            {readable(file.path)}
            {file.linkedTo !== null && ` (${t('rules.linkedTo', { path: readable(file.linkedTo) })})`}
          </span>
        )}
        {source.kind === 'held' && instance !== null && <RestartButton instance={instance} />}
        {source.kind === 'own' && (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={t('rules.changeOf', { name })}
            onClick={() => view.setState({ dialog: { kind: 'edit', instanceId: source.instanceId } })}
          >
            {t('rules.change')}
          </Button>
        )}
      </div>
      {file?.scope === 'shared' && file.problem === null && (
        <Text size="xs" c="dimmed">
          {t('rules.sharedHint')}
        </Text>
      )}
      {file !== null && file.problem !== null && <ProblemNote problem={file.problem} color="yellow" />}
      {file !== null && file.defaultMode !== null && (
        <Text size="xs" c="dimmed">
          {t('rules.mode', { mode: visibleText(file.defaultMode).slice(0, 100) })}
        </Text>
      )}
      {rules.length > 0 && (
        <ul className={classes.rules}>
          {rules.map((rule) => {
            const ruleKey = `${key}\n${rule.list}\n${rule.text}`;
            return (
              <RuleRow
                key={ruleKey}
                rule={rule}
                ruleKey={ruleKey}
                inTabOrder={ruleKey === active}
                onTakeBack={file === null ? null : () => onTakeBack(file, rule)}
              />
            );
          })}
        </ul>
      )}
    </section>
  );
}
