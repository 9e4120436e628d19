/** What may follow what. A status that stays is no step. */
export const statusSteps = {
  instance: {
    stopped: ['starting'],
    starting: ['idle', 'stopping'],
    idle: ['working', 'stopping'],
    working: ['waiting', 'idle', 'stopping'],
    waiting: ['working', 'idle', 'stopping'],
    stopping: ['stopped', 'failed'],
    failed: ['starting', 'stopped'],
  },
  task: {
    queued: ['running', 'cancelled'],
    running: ['waiting', 'queued', 'completed', 'failed', 'cancelled', 'interrupted'],
    waiting: ['running', 'queued', 'completed', 'failed', 'cancelled', 'interrupted'],
    completed: ['queued'],
    failed: ['queued'],
    cancelled: ['queued'],
    interrupted: ['queued'],
  },
  turn: { open: ['completed', 'failed', 'interrupted'], completed: [], failed: [], interrupted: [] },
  request: { open: ['answered', 'withdrawn'], answered: [], withdrawn: [] },
} as const satisfies Record<string, Record<string, readonly string[]>>;
