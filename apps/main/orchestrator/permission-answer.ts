import { flagOf, isObject, objectOf, objectsOf, textOf, textsOf } from '../claude/fields.ts';
import type { Json, JsonObject } from '../../shared/models/json.ts';
import { part } from '../../shared/models/problem-parts.ts';
import { problem } from '../../shared/models/problem-words.ts';
import { fail, ok, type Result } from '../../shared/models/problem.ts';
import type { Decision, Question, Request } from '../../shared/models/request.ts';

/** A `can_use_tool` of the CLI (protocol, section 4.3). */
export interface Ask {
  readonly cliRequestId: string;
  readonly body: JsonObject;
}

type Described = Pick<
  Request,
  'kind' | 'toolName' | 'toolUseId' | 'input' | 'description' | 'reason' | 'suggestions' | 'questions' | 'plan'
>;

/** What a person is shown of a question. */
export function describeAsk({ body }: Ask): Described {
  const toolName = textOf(body, 'tool_name') ?? 'tool';
  const input = objectOf(body, 'input') ?? {};
  const suggestions = body['permission_suggestions'];
  return {
    kind: toolName === 'AskUserQuestion' ? 'question' : toolName === 'ExitPlanMode' ? 'plan' : 'permission',
    toolName,
    toolUseId: textOf(body, 'tool_use_id'),
    input,
    description: textOf(body, 'description'),
    reason: textOf(body, 'decision_reason'),
    suggestions: Array.isArray(suggestions) ? suggestions : [],
    questions: toolName === 'AskUserQuestion' ? objectsOf(input, 'questions').map(readQuestion) : [],
    plan: toolName === 'ExitPlanMode' ? (textOf(input, 'plan') ?? '') : null,
  };
}

function readQuestion(question: JsonObject): Question {
  return {
    question: textOf(question, 'question') ?? '',
    header: textOf(question, 'header') ?? '',
    multiSelect: flagOf(question, 'multiSelect'),
    options: objectsOf(question, 'options').map((option) => ({
      label: textOf(option, 'label') ?? '',
      description: textOf(option, 'description') ?? '',
    })),
  };
}

export interface BuiltAnswer {
  readonly response: JsonObject;
  readonly verdict: NonNullable<Request['verdict']>;
}

/** Turns a person's decision into what the CLI takes. @returns `request.answerMismatch` when it does not fit the request */
export function buildAnswer(request: Request, decision: Decision): Result<BuiltAnswer> {
  switch (decision.behavior) {
    case 'deny': {
      const message = decision.message?.trim() ?? '';
      const response = {
        behavior: 'deny',
        message: message === '' ? 'The user denied this.' : message,
        ...(decision.interrupt ? { interrupt: true } : {}),
      };
      return ok({ response, verdict: 'denied' });
    }
    case 'allow': {
      if (request.kind === 'question') {
        return fail(problem('request.answerMismatch', { what: part('isQuestion') }));
      }
      const updatedInput = decision.updatedInput ?? request.input;
      const updatedPermissions = decision.remember === 'no' ? [] : remembered(request, decision.remember);
      const response = {
        behavior: 'allow',
        updatedInput,
        ...(updatedPermissions.length === 0 ? {} : { updatedPermissions }),
      };
      return ok({ response, verdict: 'allowed' });
    }
    case 'answer': {
      if (request.kind !== 'question') {
        return fail(problem('request.answerMismatch', { what: part('notQuestion') }));
      }
      const missing = request.questions.find(({ question }) => (decision.answers[question] ?? '').trim() === '');
      if (missing !== undefined) {
        return fail(problem('request.answerMismatch', { what: part('notAnswered', { question: missing.question }) }));
      }
      const response = { behavior: 'allow', updatedInput: { ...request.input, answers: decision.answers } };
      return ok({ response, verdict: 'answered' });
    }
  }
}

/** The CLI's own proposals, put where the person wants them; without any, a rule for the whole tool. */
function remembered(request: Request, where: 'session' | 'project'): readonly Json[] {
  const own = { type: 'addRules', rules: [{ toolName: request.toolName }], behavior: 'allow' };
  const proposals = request.suggestions.filter(isObject);
  const updates = proposals.length > 0 ? proposals : [own];
  return where === 'session' ? updates.map(inSession) : updates.flatMap(inProject);
}

const inSession = (update: JsonObject): JsonObject => ({ ...update, destination: 'session' });

/**
 * What a proposal means for a project. Put into its settings as it is, a change of mode would become the mode in which every
 * session there begins, a person's own in a terminal too: of it, the project keeps the edits that it would let pass. All is
 * also said for the session: older CLIs take nothing from the settings of a folder that nobody has said to be trusted.
 */
function inProject(proposal: JsonObject): readonly JsonObject[] {
  const setsMode = textOf(proposal, 'type') === 'setMode';
  if (setsMode && textOf(proposal, 'mode') !== 'acceptEdits') return [inSession(proposal)];
  // Folders beside the project's own, whose files the CLI asks to change.
  const folders = textOf(proposal, 'type') === 'addDirectories' ? textsOf(proposal, 'directories') : [];
  const beside = folders.filter((folder) => folder.startsWith('/')).map((folder) => editsBelow(`/${folder}/**`));
  const updates = setsMode ? [editsBelow('./**')] : [proposal, ...beside];
  return updates.flatMap((update) => [inSession(update), { ...update, destination: 'localSettings' }]);
}

/** A rule for `Edit` with a path is one for every tool that changes files. */
const editsBelow = (ruleContent: string): JsonObject => ({
  type: 'addRules',
  rules: [{ toolName: 'Edit', ruleContent }],
  behavior: 'allow',
});
