import { fillIn } from './problem-parts.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** The English sentences of every problem: what happened, and what to do next. `{name}` stands for a parameter. */
export const problemWords: Readonly<Record<ProblemCode, { readonly message: string; readonly hint: string }>> = {
  'input.invalid': { message: 'This could not be understood: {what}.', hint: 'Correct it and try again.' },
  'input.unknownCall': {
    message: 'The tower knows no call named "{name}".',
    hint: 'Reload the window; it may be older than the tower.',
  },
  'sender.refused': {
    message: 'A page that is not part of the app tried to use the tower and was refused.',
    hint: 'Nothing needs to be done. If this was you, open the app from its own window.',
  },
  'internal.failure': {
    message: 'Something went wrong inside the tower while it did "{name}".',
    hint: 'Try again. If it happens again, open the log from Settings and report it.',
  },
  'instance.notFound': {
    message: 'There is no such instance (any more).',
    hint: 'It may have been deleted in another window. Restore it, or create a new one.',
  },
  'instance.busy': { message: '{name} is {status} just now.', hint: 'Wait until it is done, or stop it first.' },
  'instance.notRunning': { message: '{name} is not running.', hint: 'Start it first.' },
  'instance.limit': {
    message: 'There are already {count} instances.',
    hint: 'Delete the ones that you no longer need.',
  },
  'instance.noConversation': {
    message: '{name} has no conversation yet that could be forked.',
    hint: 'Wait for its first answer, or duplicate the instance.',
  },
  'instance.forkUnknown': {
    message: '{name} cannot be forked at this place: it is not known where the CLI has it.',
    hint: 'Fork at another answer, or the whole conversation. What older versions of the tower recorded has no such places.',
  },
  'memory.overLimit': {
    message: '{name} uses {used} MB of memory with all that it started; its limit is {limit} MB.',
    hint: 'See what its tools run, interrupt or stop it, or raise the limit in its settings.',
  },
  'memory.interrupted': {
    message: '{name} was interrupted: it used {used} MB of memory with all that it started; its limit is {limit} MB.',
    hint: 'Run the task again with less at a time, or raise the limit in the settings of the instance.',
  },
  'memory.stopped': {
    message: '{name} was stopped: it used {used} MB of memory with all that it started; its limit is {limit} MB.',
    hint: 'Start it again when you like, or raise the limit in its settings first.',
  },
  'memory.short': {
    message: 'Only {available} MB of memory are left on this computer; tasks wait for {wanted} MB.',
    hint: 'They start by themselves when there is more. End other programs, or lower the value in Settings under Work.',
  },
  'directory.missing': {
    message: 'The folder {path} does not exist (any more).',
    hint: "Create it again, or choose another folder in the instance's settings.",
  },
  'directory.notDirectory': { message: '{path} is a file, not a folder.', hint: 'Choose the folder that contains it.' },
  'directory.notReadable': {
    message: 'The folder {path} may not be opened by you.',
    hint: 'Change its permissions, or choose another folder.',
  },
  'cli.notFound': {
    message: 'The Claude Code CLI was not found{where}.',
    hint: 'Install it with "npm install -g @anthropic-ai/claude-code", or set its path in Settings. The demo agent works without it.',
  },
  'cli.notExecutable': {
    message: '{path} cannot be run as a program.',
    hint: 'Choose the "claude" executable itself in Settings, and see that you may execute it.',
  },
  'cli.notClaude': {
    message: '{path} is a program, but not Claude Code.',
    hint: 'Choose the "claude" executable in Settings, or leave the path empty to have it found.',
  },
  'cli.tooOld': {
    message: 'The Claude Code CLI is version {version}; the tower needs {needed} or newer.',
    hint: 'Update it with "claude update" or "npm install -g @anthropic-ai/claude-code", then start again.',
  },
  'cli.notSignedIn': {
    message: 'The Claude Code CLI is not signed in.',
    hint: 'Run "claude" in a terminal and sign in with /login, or give the instance an API key in its settings. Then send the prompt again.',
  },
  'cli.refusedRoot': {
    message: 'The CLI refuses the autonomous mode when it runs as root.',
    hint: 'Run the tower as an ordinary user, choose the mode "Ask", or set IS_SANDBOX=1 in the environment if this machine is a throw-away sandbox.',
  },
  'cli.startFailed': {
    message: 'The CLI could not be started: {reason}.',
    hint: "Read its own words below, correct the instance's settings, and start it again.",
  },
  'cli.startTimeout': {
    message: 'The CLI was started but did not get ready within {seconds} seconds.',
    hint: 'Look at the log of the instance. The machine may be busy: start it again.',
  },
  'cli.exited': {
    message: 'The CLI ended unexpectedly ({how}).',
    hint: 'Start the instance again; it goes on in the same conversation.',
  },
  'cli.protocol': {
    message: 'The CLI answered in a way that the tower does not understand: {what}.',
    hint: 'See that the path in Settings is that of Claude Code, and that its version is supported.',
  },
  'cli.sessionMissing': {
    message: 'The CLI no longer has the conversation of {name}.',
    hint: 'Start a new session from the menu of the instance; the transcript stays.',
  },
  'cli.messageMissing': {
    message: 'The CLI does not have the message from which {name} is to go on.',
    hint: 'If it has only just been written, start the instance again. Otherwise it was compacted away: fork at a later place, or start a new session.',
  },
  'cli.sessionInUse': {
    message: 'Another process is using the conversation of {name}.',
    hint: 'End the other one, or start a new session.',
  },
  'cli.badArguments': {
    message: "The CLI does not accept one of the instance's settings: {reason}.",
    hint: 'Correct the settings of the instance and start it again.',
  },
  'cli.stopIncomplete': {
    message: '{count} processes of {name} could not be ended.',
    hint: 'They are listed in the log of the instance. End them by hand, or restart the computer.',
  },
  'apiKey.forgotten': {
    message:
      'The API key of {name} is no longer kept: one in memory ends with the tower, and deleting an instance destroys its key.',
    hint: 'Enter it again in the settings of the instance, or remove it there to use the sign-in of this computer.',
  },
  'apiKey.notOpened': {
    message:
      'The stored API key of {name} cannot be opened: the keyring is locked, was reset, or is of another user or computer.',
    hint: 'Unlock the keyring and start it again, or enter the key again in the settings of the instance. What is stored was left as it is.',
  },
  'apiKey.storedElsewhere': {
    message: 'The API key of {name} was stored by the desktop app, and only that can open it.',
    hint: 'Start it in the desktop app, or enter the key in the settings of the instance: here it is kept until the tower ends.',
  },
  'apiKey.notSealed': {
    message: 'The API key was not stored: {reason}.',
    hint: 'Unlock the keyring of this computer and save again, or have the key kept only until the tower ends.',
  },
  'api.invalidKey': {
    message: 'The API refuses the key or the sign-in.',
    hint: 'Check the API key of the instance or ANTHROPIC_API_KEY, or run "claude" in a terminal and sign in again with /login. Then run the task again.',
  },
  'api.noCredit': { message: 'The account has no credit left.', hint: 'Add credit, then run the task again.' },
  'api.unknownModel': {
    message: 'The model {model} does not exist, or this account may not use it.',
    hint: 'Choose another model in the settings of the instance, then run the task again.',
  },
  'api.promptTooLong': {
    message: 'The conversation is too long for the model.',
    hint: 'Start a new session, or send /compact as a command.',
  },
  'api.requestTooLarge': {
    message: 'The request is larger than the API accepts.',
    hint: 'Send fewer or smaller attachments.',
  },
  'api.rateLimited': {
    message: 'A usage limit was reached{until}.',
    hint: 'The work goes on by itself when the limit is lifted.',
  },
  'api.overloaded': { message: 'The API is overloaded.', hint: 'The work goes on by itself.' },
  'api.unreachable': {
    message: 'The API cannot be reached, or the connection to it broke.',
    hint: 'Check the network and any proxy. The work goes on by itself.',
  },
  'api.certificate': {
    message: 'There is no secure connection to the API: its certificate is not accepted.',
    hint: 'Behind a company proxy, set NODE_EXTRA_CA_CERTS to the file with its certificate in the environment of the instance. Otherwise check the proxy, the address of the API and the clock of this computer. Then run the task again.',
  },
  'api.refused': {
    message: 'The API refused the request: {reason}.',
    hint: 'Change the prompt or the settings of the instance accordingly, and send it again.',
  },
  'api.failed': { message: 'The API failed: {reason}.', hint: 'Run the task again.' },
  'turn.maxTurns': {
    message: 'The task stopped at its limit of model rounds.',
    hint: 'Send "continue", or raise the limit.',
  },
  'turn.budget': {
    message: "The instance's budget is used up.",
    hint: 'Raise the budget in the settings of the instance and restart it.',
  },
  'turn.interrupted': { message: 'The turn was interrupted.', hint: 'Send a prompt to go on from there.' },
  'turn.notStopping': {
    message: 'The agent has not ended its turn {seconds} seconds after it was interrupted.',
    hint: 'Stop it: its process is ended with everything that it started, and the conversation is kept. It may still end by itself.',
  },
  'turn.failed': { message: 'The turn failed: {reason}.', hint: 'Run the task again, or send "continue".' },
  'task.notFound': { message: 'There is no such task (any more).', hint: 'Look for it in the history.' },
  'task.notQueued': { message: 'The task is no longer queued.', hint: 'Cancel it, or wait until it has ended.' },
  'task.notCancellable': { message: 'The task has already ended.', hint: 'Nothing needs to be done.' },
  'task.conversationGone': {
    message: 'The conversation in which this task ran is no longer the conversation of its agent.',
    hint: 'Run the task again from the start.',
  },
  'task.conversationElsewhere': {
    message: 'This task goes on in the conversation of its instance, which another one does not know.',
    hint: 'Leave it there, or cancel it and give the other instance the prompt.',
  },
  'task.afterUnknown': {
    message: 'A task that this one is to run after is not there (any more).',
    hint: 'Take it off, and choose another one if it is to wait.',
  },
  'task.afterItself': {
    message: 'The task would wait for itself: what it is to run after waits for it.',
    hint: 'Choose another task, or change what that one runs after.',
  },
  'hold.over': { message: 'Nothing is held back (any more).', hint: 'Nothing needs to be done.' },
  'task.notRetryable': { message: 'The task has not ended yet.', hint: 'Cancel it first, or wait.' },
  'task.interruptedByRestart': {
    message: 'The tower was closed while this task was running.',
    hint: 'Resume it in its conversation, or run it again from the start.',
  },
  'task.interruptedByExit': {
    message: 'The CLI ended while this task was running.',
    hint: 'Resume it in its conversation, or run it again from the start.',
  },
  'task.stopped': { message: 'You stopped this task.', hint: 'Run it again whenever you like.' },
  'prompt.empty': { message: 'The prompt is empty.', hint: 'Write what the agent should do, or attach a file.' },
  'prompt.tooLarge': {
    message: 'The prompt has {size}; the most that can be sent is {limit}.',
    hint: "Put the text into a file in the instance's folder and ask the agent to read it.",
  },
  'prompt.tooLong': {
    message: 'This prompt alone is too long for the model: {size}, roughly {tokens} tokens.',
    hint: 'Start a new session, because this one still holds the prompt. Then save the text as a file in the folder and refer to it with @path, or send it in parts.',
  },
  'attachment.unsupported': {
    message: '{name} is neither text nor a picture (PNG, JPEG, GIF, WebP) nor a PDF.',
    hint: "Put it into the instance's folder and name it in the prompt.",
  },
  'attachment.tooLarge': {
    message: 'The attachments have {size}; the most that can be sent is {limit}.',
    hint: "Put the files into the instance's folder and name them in the prompt.",
  },
  'request.notFound': { message: 'There is no such request (any more).', hint: 'Look at the transcript.' },
  'request.alreadyClosed': {
    message: 'This was already answered or is no longer asked.',
    hint: 'Nothing needs to be done.',
  },
  'request.answerMismatch': {
    message: 'This answer does not fit the request: {what}.',
    hint: 'Answer every question, or deny it.',
  },
  'rules.unreadable': {
    message: 'The rules in {path} cannot be read: {reason}.',
    hint: 'Correct the file in an editor. The tower leaves it as it is, and the CLI may pass over it until then.',
  },
  'rules.gone': {
    message: 'This rule no longer stands in {path}.',
    hint: 'Nothing needs to be done. The list shows what stands there now.',
  },
  'rules.changed': {
    message: 'Something else has changed {path} at this moment; it was left as it is.',
    hint: 'Look at the list, and try again.',
  },
  'rules.notWritten': {
    message: '{path} could not be written: {reason}.',
    hint: 'See that you may write the file and its folder, and that the disk has room. Nothing was changed.',
  },
  'rules.undoOver': {
    message: 'This can no longer be undone.',
    hint: 'Allow it again when an agent asks, or write the rule into the file yourself.',
  },
  'storage.full': {
    message: 'The disk is full; the tower cannot save.',
    hint: 'Free some space in {path}. Nothing is lost: the tower goes on by itself.',
  },
  'storage.readOnly': {
    message: 'The folder {path} cannot be written.',
    hint: 'Change its permissions, or start with another folder: --data DIR.',
  },
  'storage.corrupt': {
    message: 'The database {path} is damaged. It was left as it is.',
    hint: 'Copy a backup from {backups} over it, or start with another folder: --data DIR.',
  },
  'storage.newer': {
    message: 'The database {path} was written by a newer version of the tower ({found}; this one knows {known}).',
    hint: 'Update the tower, or start with another folder: --data DIR. The database was left as it is.',
  },
  'storage.locked': {
    message: 'The database {path} is in use by another program.',
    hint: 'Close the other program, then try again.',
  },
  'storage.failed': {
    message: 'The tower cannot save: {reason}.',
    hint: 'See that {path} can be written. The tower tries again by itself.',
  },
  'export.failed': {
    message: 'The transcript could not be saved as {path}.',
    hint: 'Choose a folder that you may write to, on a disk with room.',
  },
  'tower.alreadyRunning': {
    message: 'A tower is already running on {path} (process {pid}).',
    hint: 'Use its window, end it, or start with another folder: --data DIR.',
  },
  'tower.stopping': {
    message: 'The tower is closing and takes no more work.',
    hint: 'Start it again; what was queued is kept.',
  },
  'connection.lost': {
    message: 'The connection to the tower was lost.',
    hint: 'It is being restored; try again in a moment.',
  },
};

/**
 * Makes a problem with its English sentences.
 * @param params values for the sentences' placeholders
 * @param detail evidence to show folded; never a secret or a prompt
 */
export function problem(
  code: ProblemCode,
  params: Readonly<Record<string, string | number>> = {},
  detail: string | null = null,
): Problem {
  const words = problemWords[code];
  return { code, message: fillIn(words.message, params), hint: fillIn(words.hint, params), params, detail };
}
