import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button, EmptyState, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { RefreshCw, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RuleFile, StandingRule } from '../../../shared/models/permission-rule.ts';
import { useApp, useFleet } from '../../app-context.tsx';
import { lastPart, shortenHome } from '../../components/format.ts';
import { visibleText } from '../../components/visible-text.ts';
import { ProblemNote } from '../shell/problem-note.tsx';
import { RuleGroupPart } from './rule-group-part.tsx';
import { countRules, firstRules, groupRules, type RuleGroup, searchRules } from './rule-groups.ts';
import classes from './rules.module.css';
import { TakenNote } from './taken-note.tsx';
import { useRuleKeys } from './use-rule-keys.ts';
import { useRules } from './use-rules.ts';
import { useTakeBack } from './use-take-back.ts';

/** So many are drawn at first, and more on demand. */
const drawnRules = 200;

interface Props {
  /** Whose rules are shown; null for those of all instances. */
  readonly ofInstance: string | null;
  readonly onClose: () => void;
}

/** The rules by which agents ask or do not ask: where each stands, and a way to take it back. */
export function RulesDialog({ ofInstance, onClose }: Props) {
  const { t } = useTranslation();
  const { view } = useApp();
  const instances = useFleet((state) => state.instances);
  const home = useFleet((state) => state.host?.homeDirectory);
  const { rules, problem, busy, again } = useRules(ofInstance);
  const { last, takeBack, putBackLast } = useTakeBack(again);
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(drawnRules);
  const searchField = useRef<HTMLInputElement>(null);

  const shown = useMemo(() => {
    const own = Object.values(instances).filter(({ id, deletedAt }) => deletedAt === null && (ofInstance ?? id) === id);
    const all = rules === null ? [] : groupRules(rules, own);
    const nameOf = (id: string): string => instances[id]?.name ?? '';
    const aboutOf = ({ source }: RuleGroup): string =>
      source.kind === 'file'
        ? `${source.file.path} ${t(`rules.place.${source.file.scope}`)}`
        : nameOf(source.instanceId);
    const wordOf = ({ list }: StandingRule): string => t(`rules.word.${list}`);
    return { all, found: searchRules(all, search, aboutOf, wordOf) };
  }, [rules, instances, ofInstance, search, t]);
  const count = countRules(shown.found);
  const drawn = useMemo(() => firstRules(shown.found, limit), [shown, limit]);
  const keys = useMemo(
    () =>
      drawn.flatMap(({ groups }) =>
        groups.flatMap(({ key, source, rules: some }) =>
          source.kind === 'file' ? some.map(({ list, text }) => `${key}\n${list}\n${text}`) : [],
        ),
      ),
    [drawn],
  );
  const toSearch = useCallback(() => searchField.current?.focus(), []);
  const { list, active, enter, press, follow, losing } = useRuleKeys(keys, toSearch);

  const take = (file: RuleFile, rule: StandingRule): void => {
    losing();
    void takeBack(file, rule);
  };
  useWindowEvent('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.value !== '';
    if (typing || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    void putBackLast();
  });
  // What was in focus may have gone with what was read anew.
  useEffect(() => {
    if (rules !== null && document.activeElement === document.body) toSearch();
  }, [rules, toSearch]);
  const nameOfInstance = ofInstance === null ? null : (instances[ofInstance]?.name ?? null);

  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      title={t('rules.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          {t('rules.intro')} {t('rules.keys')}
        </Text>
        {nameOfInstance !== null && (
          <div className={classes.bar}>
            <Text size="sm" fw={500}>
              {t('rules.only', { name: nameOfInstance })}
            </Text>
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => view.setState({ dialog: { kind: 'rules', ofInstance: null } })}
            >
              {t('rules.showAll')}
            </Button>
          </div>
        )}
        <div className={classes.bar}>
          <TextInput
            ref={searchField}
            className={classes.search ?? ''}
            aria-label={t('rules.search')}
            placeholder={t('rules.search')}
            leftSection={<Search size={14} />}
            data-autofocus
            // The first Escape empties it, the next one closes.
            data-mantine-stop-propagation={search !== ''}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setSearch('');
              else if (event.key !== 'ArrowDown') return;
              else enter();
              event.preventDefault();
            }}
            value={search}
            onChange={({ currentTarget }) => {
              setSearch(currentTarget.value);
              setLimit(drawnRules);
            }}
          />
          <Text size="xs" c="dimmed" role="status">
            {rules === null ? (problem === null ? t('rules.loading') : '') : t('rules.count', { count })}
          </Text>
          <Button variant="default" leftSection={<RefreshCw size={13} />} loading={busy} onClick={again}>
            {t('common.reload')}
          </Button>
        </div>
        {problem !== null && <ProblemNote problem={problem} />}
        {rules === null && problem === null && <Skeleton height={160} />}
        {last !== null && rules !== null && <TakenNote taken={last} held={rules.held} />}
        {rules !== null && shown.all.length === 0 && (
          <EmptyState size="sm" p="md" title={t('rules.empty')} description={t('rules.emptyHint')} />
        )}
        {shown.all.length > 0 && shown.found.length === 0 && <Text size="sm">{t('rules.nothingFound')}</Text>}
        {/* The keys come from the buttons within. */}
        <div ref={list} className={classes.projects} onKeyDown={press} onFocus={follow}>
          {drawn.map(({ directory, groups }) => (
            <section key={directory ?? ''} className={classes.project}>
              <h3 className={classes.directory}>
                {directory === null ? t('rules.everyProject') : visibleText(lastPart(directory))}
                {directory !== null && (
                  <span className={classes.path}>{visibleText(shortenHome(directory, home))}</span>
                )}
              </h3>
              {groups.map((group) => (
                <RuleGroupPart key={group.key} group={group} active={active} onTakeBack={take} />
              ))}
            </section>
          ))}
        </div>
        {count > limit && (
          <Button variant="subtle" onClick={() => setLimit(limit + drawnRules)}>
            {t('rules.more', { count: Math.min(drawnRules, count - limit) })}
          </Button>
        )}
        {rules !== null && rules.leftOut > 0 && (
          <Text size="xs" c="dimmed">
            {t('rules.leftOut', { count: rules.leftOut })}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}
