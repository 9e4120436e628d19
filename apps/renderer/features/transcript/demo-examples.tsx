import { useState } from 'react';
import { Button, EmptyState } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../app-context.tsx';

const examples = ['tools', 'permission', 'question', 'plan'] as const;

/** Prompts that the demo agent has something to show for: nobody knows yet what to write to it. */
export function DemoExamples({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation();
  const run = useCommand();
  const [sent, setSent] = useState(false);
  const send = async (prompt: string): Promise<void> => {
    setSent(true);
    const task = await run('task.submit', { instanceId, prompt });
    if (!task.ok) setSent(false);
  };
  return (
    <EmptyState.Actions>
      {examples.map((name) => {
        const prompt = t(`transcript.demo.${name}`);
        return (
          <Button key={name} variant="default" disabled={sent} onClick={() => void send(prompt)}>
            {prompt}
          </Button>
        );
      })}
    </EmptyState.Actions>
  );
}
