import { Button } from '@mantine/core';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HeldRules } from '../../../shared/models/permission-rule.ts';
import { useCommand, useFleet } from '../../app-context.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { RestartButton } from './restart-button.tsx';
import { sameRule } from './rule-groups.ts';
import { beginningOf } from './rule-text.ts';
import classes from './rules.module.css';
import type { Taken } from './use-take-back.ts';

interface Props {
  readonly taken: Taken;
  readonly held: readonly HeldRules[];
}

/** What becomes of a rule that was taken back: who notices by itself, and who has to be restarted for it. */
export function TakenNote({ taken: { rule, instanceIds }, held }: Props) {
  const { t } = useTranslation();
  const run = useCommand();
  const instances = useFleet((state) => state.instances);
  const holders = held
    .filter(({ instanceId, rules }) => instanceIds.includes(instanceId) && rules.some((one) => sameRule(one, rule)))
    .flatMap(({ instanceId }) => instances[instanceId] ?? []);
  const idle = holders.filter(({ status }) => status === 'idle');
  return (
    <div className={classes.note} role="status">
      <span>
        {t('rules.takenBack', { rule: beginningOf(visibleText(rule.text), 200) })}. {t('rules.noticed')}
      </span>
      {holders.length > 0 && (
        <>
          <span>{t('rules.stillHeld', { count: holders.length })}</span>
          <ul className={classes.holders}>
            {holders.map((instance) => (
              <li key={instance.id}>
                <span className={classes.tool}>{instance.name}</span>
                <RestartButton instance={instance} />
              </li>
            ))}
          </ul>
          {idle.length > 1 && (
            <Button
              variant="default"
              leftSection={<RotateCw size={12} />}
              onClick={() => void Promise.all(idle.map(({ id }) => run('instance.restart', { id })))}
            >
              {t('rules.restartIdle', { count: idle.length })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
