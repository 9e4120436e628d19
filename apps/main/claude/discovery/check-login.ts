import { z } from 'zod';
import type { Check } from '../../../shared/models/cli.ts';
import { part } from '../../../shared/models/problem-parts.ts';
import { problem } from '../../../shared/models/problem-words.ts';
import { withOwnFolder, type InspectOptions } from './inspect-claude.ts';

/** What `claude auth status` prints (seen in 2.1.197 and 2.1.330). Its other fields name persons; they are not read. */
const statusSchema = z.object({
  loggedIn: z.boolean(),
  authMethod: z.string().optional(),
  apiProvider: z.string().optional(),
  apiKeySource: z.string().optional(),
  subscriptionType: z.string().nullish(),
});
type LoginStatus = z.infer<typeof statusSchema>;

const timeoutMs = 15_000;

/**
 * Asks the CLI whether it is signed in. That costs nothing and sends nothing, and so says nothing about whether the API
 * will accept the key.
 */
export async function checkLogin(path: string, options: InspectOptions): Promise<Check> {
  const run = await options.run({
    file: path,
    arguments: ['auth', 'status'],
    environment: withOwnFolder(path, options),
    timeoutMs,
  });
  const status = run.kind === 'ended' ? readStatus(run.stdout) : null;
  if (status !== null) return status.loggedIn ? signedIn(describe(status)) : notSignedIn;
  // A CLI that does not know the question; the environment may still answer it.
  if (isSet(options.environment['ANTHROPIC_API_KEY'])) return signedIn(part('keyFromEnvironment'));
  const evidence = 'The CLI does not say whether it is signed in; the first prompt will show it.';
  return { id: 'cli.login', status: 'warning', evidence, problem: null };
}

const notSignedIn: Check = {
  id: 'cli.login',
  status: 'failed',
  evidence: 'claude auth status: not signed in',
  problem: problem('cli.notSignedIn'),
};

function signedIn(evidence: string): Check {
  return { id: 'cli.login', status: 'ok', evidence, problem: null };
}

function readStatus(output: string): LoginStatus | null {
  try {
    return statusSchema.parse(JSON.parse(output));
  } catch {
    return null;
  }
}

function describe(status: LoginStatus): string {
  if (status.apiKeySource === 'ANTHROPIC_API_KEY') return part('keyFromEnvironment');
  const method = status.authMethod ?? part('signedIn');
  const provider =
    status.apiProvider === undefined || status.apiProvider === 'firstParty' ? '' : `, ${status.apiProvider}`;
  const plan = typeof status.subscriptionType === 'string' ? `, ${status.subscriptionType}` : '';
  return `${method}${provider}${plan}`;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
