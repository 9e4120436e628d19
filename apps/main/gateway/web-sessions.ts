import { createHash, randomBytes } from 'node:crypto';

/** How many links may be open unused; the oldest is void when one more is made. */
const maxTokens = 20;
/** How many browsers may be signed in; the one that signed in first is signed out when one more comes. */
const maxSessions = 100;

/**
 * Who may use the web host. A link's token is exchanged once for a session, and what is kept of both is a hash: looking a
 * hash up tells nothing by its timing. Sessions end with the tower.
 */
export class WebSessions {
  readonly #tokens = new Set<string>();
  readonly #sessions = new Set<string>();

  /** @returns a new token for one link, good for one exchange */
  newToken(): string {
    return addSecret(this.#tokens, maxTokens);
  }

  /** Uses a token up. @returns the session's secret, or null when the token is unknown or was used before */
  exchange(token: string): string | null {
    return this.#tokens.delete(hash(token)) ? addSecret(this.#sessions, maxSessions) : null;
  }

  isSession(secret: string): boolean {
    return this.#sessions.has(hash(secret));
  }
}

function addSecret(set: Set<string>, most: number): string {
  const secret = randomBytes(32).toString('base64url');
  set.add(hash(secret));
  for (const oldest of set) {
    if (set.size <= most) break;
    set.delete(oldest);
  }
  return secret;
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
