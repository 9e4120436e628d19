import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../apps/main/claude/message-parser.ts';
import { judgeResult, type TurnEnd } from '../../../apps/main/claude/turn-end.ts';
import { allCliRuns, type CliRun } from '../../support/cli-runs.ts';
import { resultWith } from './builders.ts';

/** How the turns of a recorded run ended, each in a word or two. */
function endsOf(run: CliRun): readonly string[] {
  let assistantError: string | null = null;
  return run.lines.flatMap(({ line, direction }) => {
    const message = direction === 'out' ? parseMessage(line) : null;
    if (message?.kind === 'assistant') assistantError = message.assistant.error ?? assistantError;
    if (message?.kind !== 'result') return [];
    const end = judgeResult(message.result, assistantError);
    assistantError = null;
    return [end.status === 'failed' ? (end.problem?.code ?? 'failed') : end.status];
  });
}

/** Every recorded run whose turns did not all end well. */
const recorded: Readonly<Record<string, readonly string[]>> = {
  '2.1.197 02g-maxturns': ['turn.maxTurns', 'completed'],
  '2.1.197 02h-maxbudget': ['turn.budget', 'turn.budget'],
  '2.1.197 03d-priority-now': ['interrupted', 'completed'],
  '2.1.197 04b-interrupt-stream': ['interrupted', 'completed'],
  '2.1.197 04c-interrupt-tool': ['interrupted', 'completed'],
  '2.1.197 04e-interrupt-queued': ['interrupted', 'completed'],
  '2.1.197 04h-perm-deny': ['completed', 'interrupted', 'completed'],
  '2.1.197 04j-perm-error-and-noanswer': ['completed', 'interrupted'],
  '2.1.197 05g-resume-unknown': ['cli.sessionMissing'],
  '2.1.197 06h-int-midtool': ['interrupted'],
  '2.1.197 06k-endsession-midtool': ['interrupted'],
  '2.1.197 06m-interrupt-then-eof': ['interrupted'],
  '2.1.197 07a-401': ['api.invalidKey', 'completed'],
  '2.1.197 07i-badmodel': ['api.unknownModel', 'api.unknownModel'],
  '2.1.197 07l-prompt-too-long': ['api.promptTooLong', 'completed'],
  '2.1.197 07n-conn-refused': ['api.unreachable'],
  '2.1.197 07w-nokey': ['cli.notSignedIn'],
  '2.1.197 13b-429-retryafter-300': ['api.rateLimited'],
  '2.1.197 13c-oauth-ratelimit': ['completed', 'completed', 'api.rateLimited', 'completed'],
  '2.1.330 04b-interrupt-stream': ['interrupted', 'completed'],
  '2.1.330 04c2-interrupt-tool': ['interrupted', 'completed'],
};

/** A failure of the API as both versions tell it: the newer one sets another terminal reason and may add a status. */
function judgements(text: string, status: number | null, error: string): readonly TurnEnd[] {
  return [
    { apiStatus: status, terminalReason: 'completed' },
    { apiStatus: null, terminalReason: 'completed' },
    { apiStatus: status, terminalReason: 'api_error' },
  ].map((version) => judgeResult(resultWith({ ...version, isError: true, text }), error));
}

describe('judgeResult', () => {
  it('judges every recorded run', () => {
    const ends = allCliRuns().map((run) => [`${run.version} ${run.name}`, endsOf(run)] as const);
    const notAllWell = ends.filter(([, statuses]) => statuses.some((status) => status !== 'completed'));
    expect(Object.fromEntries(notAllWell)).toEqual(recorded);
  });

  it.each([
    ['Invalid API key · Fix external API key', 401, 'authentication_failed', 'api.invalidKey'],
    ['Not logged in · Please run /login', null, 'authentication_failed', 'cli.notSignedIn'],
    ['Failed to authenticate. API Error: 403 forbidden', 403, 'authentication_failed', 'api.invalidKey'],
    ['API Error: Request rejected (429) · slow down', 429, 'rate_limit', 'api.rateLimited'],
    ["You've hit your session limit · resets 2:13am (UTC)", 429, 'rate_limit', 'api.rateLimited'],
    ['API Error: Repeated 529 Overloaded errors. The API is at capacity.', 529, 'server_error', 'api.overloaded'],
    ['API Error: 529 overloaded. This is a server-side issue, usually temporary', 529, 'overloaded', 'api.overloaded'],
    ['API Error: 400 bad request thing', 400, 'unknown', 'api.refused'],
    ['Request too large (max 32MB). Try with a smaller file.', 413, 'invalid_request', 'api.requestTooLarge'],
    ['Credit balance is too low', 400, 'billing_error', 'api.noCredit'],
    ['Prompt is too long · the request is ~250000 tokens', 400, 'invalid_request', 'api.promptTooLong'],
    ["There's an issue with the selected model (x-9). It may not exist", 404, 'model_not_found', 'api.unknownModel'],
    ['API Error: Unable to connect to API (ConnectionRefused)', null, 'server_error', 'api.unreachable'],
    ['API Error: 500 it broke. This is a server-side issue', 500, 'server_error', 'api.failed'],
    ['API Error: 502 Bad Gateway. This is a server-side issue', 502, 'server_error', 'api.unreachable'],
    ['API Error: 503 the gateway says so. This is a server-side issue', 503, 'server_error', 'api.unreachable'],
    ['API Error: 504 Gateway Time-out. This is a server-side issue', 504, 'server_error', 'api.unreachable'],
    ['API Error: 522 Connection timed out', 522, 'server_error', 'api.unreachable'],
  ])('names what "%s" means, in both versions', (text, status, error, code) => {
    const codes = judgements(text, status, error).map((end) => end.problem?.code);
    // Without its status, a refusal that has no words of its own is a failure of the API all the same.
    const withoutStatus = code === 'api.refused' ? 'api.failed' : code;
    expect(codes).toEqual([code, withoutStatus, code]);
  });

  // In the words of 2.1.197 and 2.1.330; none of them comes with a status.
  it.each([
    'API Error: Unable to connect to API (ECONNRESET)',
    'API Error: Unable to connect to API. Check your internet connection',
    'API Error: Unable to connect to API: SSL error (ERR_TLS_HANDSHAKE_TIMEOUT)',
    'API Error: Unable to connect to API: SSL error (ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC)',
    'API Error: Connection refused — a firewall or proxy may be blocking it (ECONNREFUSED)',
    'API Error: Connection dropped (ECONNRESET). Check the gateway set in ANTHROPIC_BASE_URL, then try again.',
    "API Error: Can't reach the API server — check your internet or DNS (ENOTFOUND)",
    'API Error: No internet route — check your connection or VPN (ENETUNREACH)',
    "API Error: Couldn't connect through your proxy (ERR_PROXY_TUNNEL) — the proxy refused the tunnel",
    'API Error: Request timed out. Check your internet connection and proxy settings',
    'Request timed out',
    'Request timed out. If the API is slow to answer, or a proxy or gateway holds responses, set API_TIMEOUT_MS above 1500.',
    'API Error: No response from API (waited 30s, then 60s on the retry)',
    'API Error: The API is temporarily unavailable',
    'API Error: The socket connection was closed unexpectedly. For more information, pass `verbose: true`',
    'API Error: Connection to the API was lost (ECONNRESET). This is usually temporary — try again.',
    'API Error: Connection lost while your computer was asleep',
    'API Error: Connection lost mid-response. The response above may be incomplete.',
    'API Error: Connection lost before a response was produced. Try again.',
    'API Error: Connection closed before the response finished',
    'API Error: Connection closed mid-response. The response above may be incomplete.',
    'API Error: Connection closed while thinking, before producing a response. Try again.',
    'API Error: Response stalled mid-stream. The response above may be incomplete.',
    'API Error: The response stopped arriving. The response above may be incomplete.',
    'API Error: The response stalled before a response was produced. Try again.',
    'API Error: Part of the response never arrived. The response above may be incomplete.',
    'API Error: Server error mid-response. The response above may be incomplete.',
    'API Error: Your computer went to sleep mid-response. The response above may be incomplete.',
    'API Error: read ECONNRESET',
  ])('waits where nobody answers or the connection broke: "%s"', (text) => {
    const codes = judgements(text, null, 'server_error').map((end) => end.problem?.code);
    expect(codes).toEqual(Array(3).fill('api.unreachable'));
  });

  it.each([
    'API Error: Unable to connect to API: SSL certificate verification failed. Check your proxy or corporate SSL certificates',
    'API Error: Unable to connect to API: SSL certificate verification failed (UNABLE_TO_VERIFY_LEAF_SIGNATURE). The certificates the server sent',
    'API Error: Unable to connect to API: SSL certificate has expired',
    'API Error: Unable to connect to API: SSL certificate has been revoked',
    'API Error: Unable to connect to API: SSL certificate hostname mismatch',
    'API Error: Unable to connect to API: SSL certificate is not yet valid',
    'API Error: Unable to connect to API: Self-signed certificate detected. Check your proxy or corporate SSL certificates',
    'API Error: Unable to connect to API: Self-signed certificate detected (DEPTH_ZERO_SELF_SIGNED_CERT). The certificate comes',
    'API Error: Unable to connect to API: SSL error (CERT_UNTRUSTED)',
    'API Error: Unable to connect to API: SSL error (ERR_SSL_WRONG_VERSION_NUMBER)',
    'API Error: Unable to connect to API (UNKNOWN_CERTIFICATE_VERIFICATION_ERROR)',
    'API Error: Unable to connect to API (EPROTO)',
  ])('does not wait where the certificate is not accepted: "%s"', (text) => {
    for (const { status, problem } of judgements(text, null, 'server_error')) {
      expect([status, problem?.code]).toEqual(['failed', 'api.certificate']);
      expect(problem?.hint).toContain('NODE_EXTRA_CA_CERTS');
      expect(problem?.detail).toBe(text);
    }
  });

  it.each([
    ['API Error: 400 the image cannot be fetched: SSL certificate problem', 400, 'api.refused'],
    ['API Error: 500 upstream said: connection closed', 500, 'api.failed'],
    ['API Error: The response stream was malformed and no response was produced. Try again.', null, 'api.failed'],
    ['MCP server "docs": Request timed out', null, 'turn.failed'],
  ])('does not take for an outage what was answered, or what the CLI quotes: "%s"', (text, status, code) => {
    expect(judgements(text, status, 'unknown')[0]?.problem?.code).toBe(code);
  });

  it('says until when, why, and which model', () => {
    const [limited] = judgements("You've hit your session limit · resets 2:13am (UTC)", 429, 'rate_limit');
    expect(limited?.problem?.message).toBe('A usage limit was reached (it resets 2:13am (UTC)).');
    const [refused] = judgements('API Error: 400 bad request thing.', 400, 'unknown');
    expect(refused?.problem?.message).toBe('The API refused the request: bad request thing.');
    const [model] = judgements("There's an issue with the selected model (x-9). It may not exist", 404, 'x');
    expect(model?.problem?.message).toContain('x-9');
  });

  it('tells a turn that was stopped from one that failed by its terminal reason alone', () => {
    for (const terminalReason of ['aborted_streaming', 'aborted_tools']) {
      expect(judgeResult(resultWith({ terminalReason }), null).status).toBe('interrupted');
      const failed = resultWith({ terminalReason, subtype: 'error_during_execution', isError: true });
      expect(judgeResult(failed, 'server_error').status).toBe('interrupted');
    }
  });

  it('believes an error subtype without is_error, and gives its reason', () => {
    const result = resultWith({
      subtype: 'error_during_execution',
      terminalReason: 'model_error',
      errors: ['it broke'],
    });
    const end = judgeResult(result, null);
    expect(end.status).toBe('failed');
    expect(end.problem?.message).toContain('it broke');
  });

  it('shows a person no diagnostics that are meant for the makers of the CLI, and still gives a reason', () => {
    const errors = ['[ede_diagnostic] result_type=user last_content_type=n/a stop_reason=null'];
    const end = judgeResult(resultWith({ subtype: 'error_during_execution', terminalReason: null, errors }), null);
    expect(end.problem?.message).toBe('The turn failed: no reason given.');
  });

  it('does not fail a turn over what a message of an earlier attempt said', () => {
    expect(judgeResult(resultWith(), 'rate_limit')).toEqual({ status: 'completed', problem: null });
  });
});
