import { useRef, useState } from 'react';
import { useApp } from '../../app-context.tsx';

/** Earlier prompts of an instance, newest first, one at a time, as a shell's history. */
export function usePromptHistory(instanceId: string) {
  const { connection, fleet } = useApp();
  const position = useRef(-1);
  const [browsing, setBrowsing] = useState(false);

  const read = async (index: number): Promise<string | null> => {
    const tasks = Object.values(fleet.getState().tasks)
      .filter((task) => task.instanceId === instanceId)
      .sort((a, b) => b.createdAt - a.createdAt);
    const task = tasks[index];
    if (task === undefined) return null;
    position.current = index;
    setBrowsing(true);
    const whole = await connection.command('task.prompt', { id: task.id });
    return whole.ok ? whole.value.prompt : task.preview;
  };

  return {
    browsing,
    /** The next older prompt; null at the oldest. */
    older: () => read(position.current + 1),
    /** The next newer one; null after the newest. */
    newer: async () => {
      if (position.current > 0) return read(position.current - 1);
      position.current = -1;
      setBrowsing(false);
      return null;
    },
    reset: () => {
      position.current = -1;
      setBrowsing(false);
    },
  };
}
