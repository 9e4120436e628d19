/** Where prompts are written. */
export const composer = {
  label: 'Prompt',
  placeholder: 'Write a prompt for {{name}}, or drop a file',
  placeholderStopped: 'Write a prompt. Sending it starts {{name}}',
  placeholderBusy: 'Write the next prompt. It waits in the queue until {{name}} is free',
  send: 'Send',
  interrupt: 'Interrupt',
  attach: 'Attach files',
  priority: 'Priority',
  commands: 'Commands of the CLI',
  files: 'Files of the folder',
  sentAsCommand: 'Sent as the command {{command}} of the CLI',
  sentAsText: 'The CLI offers no such command: sent as text',
  remove: 'Remove {{name}}',
  dropHere: 'Drop the files to add them to the prompt for {{name}}',
  dropNowhere: 'Choose an instance first, then drop the files',
  tooLong:
    'This prompt alone has roughly {{tokens}} tokens, more than any model reads at once. Save it as a file in the folder and refer to it with @path, or send it in parts.',
  notSaved: 'Not sent, because it could not be saved. It stays here until you send it.',
  canSave: 'This was not sent. The tower can save again: you can send it now.',
  keys: 'Enter sends, Shift+Enter makes a new line, @ names a file',
  unreadable: '{{name}} could not be read. Is it a folder?',
} as const;
