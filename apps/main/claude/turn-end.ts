import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import type { Problem } from '../../shared/models/problem.ts';
import type { ResultMessage } from './messages.ts';

/** How a turn ended, judged. */
export interface TurnEnd {
  readonly status: 'completed' | 'failed' | 'interrupted';
  readonly problem: Problem | null;
}

/**
 * Judges a result. Failures of the API arrive as `success` with `is_error` (protocol, section 2.5), and a turn that a
 * person stopped is told from one that failed by its terminal reason alone (section 4.2).
 * @param assistantError the `error` of the turn's last made-up message, if it had one
 */
export function judgeResult(result: ResultMessage, assistantError: string | null): TurnEnd {
  if (result.terminalReason?.startsWith('aborted_') === true) {
    return { status: 'interrupted', problem: problem('turn.interrupted') };
  }
  if (result.subtype === 'error_max_turns') return { status: 'failed', problem: problem('turn.maxTurns') };
  if (result.subtype === 'error_max_budget_usd') return { status: 'failed', problem: problem('turn.budget') };
  if (!result.isError && result.subtype === 'success') return { status: 'completed', problem: null };
  // The CLI's own diagnostics for its makers say nothing to a person.
  const errors = result.errors.filter((error) => !error.startsWith('[ede_diagnostic]'));
  const words = result.text ?? errors.join('\n');
  return { status: 'failed', problem: problemOfWords(words, result.apiStatus, assistantError) };
}

/**
 * Does a gateway answer so for an API that it does not reach? 502 to 504, and 521 to 524 of the network in front of the API:
 * nobody has looked at the request, and it is the same outage as a connection that is refused. A 500 is not one of them. The
 * API has looked at the request then and failed over it, ten times by the CLI's own count, and that may be for the sake of
 * this very work: as a hold it would keep the whole account waiting for something that fails again each time.
 */
export const isOutageStatus = (status: number): boolean =>
  (status >= 502 && status <= 504) || (status >= 521 && status <= 524);

/**
 * No secure connection: a certificate that is not accepted, or no TLS at the other end. Waiting mends neither, so
 * this is asked before `cutOff`, whose words these begin with. What is left out does pass: a handshake that took too long, a
 * record that was damaged on its way.
 */
const notTrusted =
  /SSL certificate|self-signed certificate|\((?!ERR_TLS_HANDSHAKE_TIMEOUT|ERR_SSL_DECRYPTION)(?:\w*CERT\w*|\w+_VIOLATION|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED|ERR_(?:TLS|SSL)_\w+|EPROTO)\)/i;

/**
 * How both versions tell that nobody answers, or that the connection broke, in the middle of an answer too. Only at the
 * beginning, where the CLI speaks itself: further on it may quote. A proxy that refuses is among them, because the CLI does
 * not say whether it refuses for good (407) or has no network itself (502).
 */
const cutOff = new RegExp(
  `^(?:API Error[: (]+)?(?:${[
    'unable to connect',
    "can't reach the API",
    'no internet route',
    "couldn't connect through your proxy",
    '(?:the socket )?connection (?:error|refused|dropped|lost|was closed|closed|to the API was lost)',
    'request timed out',
    'no response from API',
    'stream idle timeout',
    '(?:the )?response (?:stopped arriving|stalled)',
    'part of the response never arrived',
    'server error mid-response',
    'your computer went to sleep',
    'the API is temporarily unavailable',
    'fetch failed',
    'getaddrinfo',
  ].join('|')})|^API Error.*\\b(?:fetch failed|ENOTFOUND|EAI_AGAIN|ECONNRESET|ECONNREFUSED|ETIMEDOUT)\\b`,
  'i',
);

interface Rule {
  readonly applies: (words: string, status: number | null, error: string | null) => boolean;
  readonly make: (words: string) => Problem;
}

/** First match counts: the words are more exact than the status, which newer CLIs set where older ones left it out. */
const rules: readonly Rule[] = [
  {
    applies: (words) => /not logged in|run \/login/i.test(words),
    make: (words) => problem('cli.notSignedIn', {}, words),
  },
  {
    applies: (words) => /credit balance is too low|insufficient.*(?:credit|quota)/i.test(words),
    make: (words) => problem('api.noCredit', {}, words),
  },
  {
    applies: (words, status, error) =>
      error === 'authentication_failed' || status === 401 || /invalid api key|failed to authenticate/i.test(words),
    make: (words) => problem('api.invalidKey', {}, words),
  },
  {
    applies: (words) => /issue with the selected model|model.*(?:not found|does not exist)/i.test(words),
    make: (words) => problem('api.unknownModel', { model: /\(([^)]+)\)/.exec(words)?.[1] ?? '' }, words),
  },
  { applies: (words) => /prompt is too long/i.test(words), make: (words) => problem('api.promptTooLong', {}, words) },
  {
    applies: (words, status) => status === 413 || /request too large/i.test(words),
    make: (words) => problem('api.requestTooLarge', {}, words),
  },
  {
    applies: (words, status, error) => status === 529 || error === 'overloaded' || /overloaded/i.test(words),
    make: (words) => problem('api.overloaded', {}, words),
  },
  {
    applies: (words, status, error) => status === 429 || error === 'rate_limit' || /hit your .*limit/i.test(words),
    make: (words) => problem('api.rateLimited', { until: untilOf(words) }, words),
  },
  {
    applies: (words, status) => answeredWith(words, status) === null && notTrusted.test(words),
    make: (words) => problem('api.certificate', {}, words),
  },
  {
    applies: (words, status) => {
      const answered = answeredWith(words, status);
      return answered === null ? cutOff.test(words) : isOutageStatus(answered);
    },
    make: (words) => problem('api.unreachable', {}, words),
  },
  {
    applies: (words) => /no conversation found/i.test(words),
    make: (words) => problem('cli.sessionMissing', { name: part('thisInstance') }, words),
  },
  {
    applies: (_, status) => status !== null && status >= 400 && status < 500,
    make: (words) => problem('api.refused', { reason: reasonOf(words) }, words),
  },
  {
    applies: (words, status) => (status !== null && status >= 500) || /^API Error/i.test(words),
    make: (words) => problem('api.failed', { reason: reasonOf(words) }, words),
  },
];

/** Names what the CLI says went wrong. */
export function problemOfWords(words: string, status: number | null, error: string | null): Problem {
  const rule = rules.find(({ applies }) => applies(words, status, error));
  return rule?.make(words) ?? problem('turn.failed', { reason: firstLine(words) || 'no reason given' }, words);
}

/** The status of an answer, which older CLIs say in their words alone; null when there was no answer. */
function answeredWith(words: string, status: number | null): number | null {
  const said = /^API Error: (\d{3})\b/.exec(words)?.[1];
  return status ?? (said === undefined ? null : Number(said));
}

function untilOf(words: string): string {
  const reset = /resets? (?:at )?([^·\n]+)/i.exec(words)?.[1]?.trim();
  return reset === undefined ? '' : ` (it resets ${reset})`;
}

/** What the API says, without what the CLI puts before it: the sentence around it says that already. */
function reasonOf(words: string): string {
  return firstLine(words.replace(/^API Error:\s*(?:\d{3}\s+)?/i, '')).replace(/\.$/, '');
}

function firstLine(words: string): string {
  const line = words.split('\n', 1)[0] ?? '';
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
