import { flagOf, isObject, objectOf, objectsOf, textOf } from '../claude/fields.ts';
import type { Json, JsonObject } from '../../shared/models/json.ts';
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
        return fail(problem('request.answerMismatch', { what: 'it is a question, which wants an answer' }));
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
        return fail(problem('request.answerMismatch', { what: 'it is not a question' }));
      }
      const missing = request.questions.find(({ question }) => (decision.answers[question] ?? '').trim() === '');
      if (missing !== undefined) {
        return fail(problem('request.answerMismatch', { what: `"${missing.question}" has no answer` }));
      }
      const response = { behavior: 'allow', updatedInput: { ...request.input, answers: decision.answers } };
      return ok({ response, verdict: 'answered' });
    }
  }
}

/** The CLI's own proposals, put where the person wants them; without any, a rule for the whole tool. */
function remembered(request: Request, where: 'session' | 'project'): readonly Json[] {
  const destination = where === 'session' ? 'session' : 'localSettings';
  const proposals = request.suggestions.filter(isObject);
  if (proposals.length > 0) return proposals.map((proposal) => ({ ...proposal, destination }));
  return [{ type: 'addRules', rules: [{ toolName: request.toolName }], behavior: 'allow', destination }];
}
