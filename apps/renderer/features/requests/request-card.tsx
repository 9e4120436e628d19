import { type KeyboardEvent, useState } from 'react';
import { ClipboardList, Hand, MessageCircleQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Decision, Request } from '../../../shared/models/request.ts';
import { useCommand, useFleet } from '../../app-context.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { PermissionAnswer } from './permission-answer.tsx';
import { PlanAnswer } from './plan-answer.tsx';
import { QuestionAnswer } from './question-answer.tsx';
import { useCardFocus } from './use-card-focus.ts';
import { WaitingTime } from './waiting-time.tsx';
import classes from './requests.module.css';

const icons = { permission: Hand, question: MessageCircleQuestion, plan: ClipboardList } as const;
type Answer = Extract<Decision, { behavior: 'answer' }>;
export type Deciding =
  | Answer
  | (Omit<Extract<Decision, { behavior: 'allow' }>, 'remember'> & { readonly remember?: 'no' | 'session' | 'project' })
  | (Omit<Extract<Decision, { behavior: 'deny' }>, 'interrupt'> & { readonly interrupt?: boolean });

export interface AnswerProps {
  readonly request: Request;
  readonly busy: boolean;
  readonly onDecide: (decision: Deciding) => void;
}

interface Props {
  readonly request: Request;
  /** It has the focus as soon as what it is in is opened. */
  readonly first?: boolean;
}

/** A request with everything that is needed to decide it in place. A and D answer it while the card has the focus. */
export function RequestCard({ request, first = false }: Props) {
  const { t } = useTranslation();
  const run = useCommand();
  const name = useFleet((state) => state.instances[request.instanceId]?.name ?? '');
  const [busy, setBusy] = useState(false);
  const { card, hold, release, step } = useCardFocus();
  const decide = async (decision: Deciding): Promise<void> => {
    hold();
    setBusy(true);
    const answered = await run('request.answer', { id: request.id, decision });
    setBusy(false);
    if (!answered.ok) release();
  };
  const keyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (step(event)) event.preventDefault();
    const { target } = event;
    const typing = target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null;
    if (typing || busy || event.ctrlKey || event.metaKey || event.altKey || request.kind === 'question') return;
    if (event.key.toLowerCase() === 'a') void decide({ behavior: 'allow' });
    else if (event.key.toLowerCase() === 'd') void decide({ behavior: 'deny' });
  };
  const title =
    request.kind === 'permission'
      ? t('requests.permission', { name, tool: visibleText(request.toolName) })
      : request.kind === 'question'
        ? t('requests.question', { name })
        : t('requests.plan', { name });
  const Icon = icons[request.kind];
  const props: AnswerProps = { request, busy, onDecide: (decision) => void decide(decision) };
  return (
    <div
      role="group"
      className={classes.card}
      data-testid="request-card"
      data-kind={request.kind}
      aria-label={title}
      ref={card}
      tabIndex={-1}
      data-autofocus={first || undefined}
      onKeyDown={keyDown}
    >
      <div className={classes.head}>
        <h3 className={classes.title}>
          <Icon size={15} aria-hidden /> {title}
        </h3>
        <WaitingTime since={request.openedAt} />
      </div>
      {request.reason !== null && request.reason !== '' && (
        <p className={classes.reason}>{t('requests.reason', { reason: visibleText(request.reason) })}</p>
      )}
      {request.kind === 'permission' && <PermissionAnswer {...props} />}
      {request.kind === 'question' && <QuestionAnswer {...props} />}
      {request.kind === 'plan' && <PlanAnswer {...props} />}
    </div>
  );
}
