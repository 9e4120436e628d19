import { noUsage, type Usage } from '../../shared/models/instance.ts';
import type { ResultMessage } from './messages.ts';

/**
 * What a turn added. The CLI reports running totals of a process. Newer CLIs carry them over a resume and say the
 * difference themselves; older ones begin at zero with each process (protocol, section 2.5, and the versions' notes).
 */
export class UsageMeter {
  #last: Usage = noUsage;

  /** Reads a result. @returns what was spent since the one before, never negative */
  read(result: Pick<ResultMessage, 'total' | 'sinceLast'>): Usage {
    const difference = subtract(result.total, this.#last);
    this.#last = result.total;
    return result.sinceLast ?? difference;
  }
}

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    costUsd: a.costUsd + b.costUsd,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  };
}

function subtract(a: Usage, b: Usage): Usage {
  return {
    costUsd: Math.max(0, a.costUsd - b.costUsd),
    inputTokens: Math.max(0, a.inputTokens - b.inputTokens),
    outputTokens: Math.max(0, a.outputTokens - b.outputTokens),
    cacheReadTokens: Math.max(0, a.cacheReadTokens - b.cacheReadTokens),
    cacheWriteTokens: Math.max(0, a.cacheWriteTokens - b.cacheWriteTokens),
  };
}
