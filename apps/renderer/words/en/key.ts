/** The API key of an instance: the field in its form, and what becomes of the key. */
export const key = {
  label: 'API key',
  purpose: {
    first: 'The CLI gets it as ANTHROPIC_API_KEY. Empty means the sign-in of this computer.',
    another: 'The CLI gets it as ANTHROPIC_API_KEY. Empty changes nothing.',
  },
  show: 'Show the key',
  replacement: 'New API key',
  fate: {
    keyring: 'The keyring of this computer seals the key.',
    obfuscated:
      'This computer offers no keyring: a stored key would lie readable in the data folder. Without the tick it is forgotten when the tower ends.',
    none: 'There is no keyring here: the key is forgotten when the tower ends. To have one kept, use the desktop app, or set ANTHROPIC_API_KEY where the tower is started.',
  },
  store: {
    keyring: 'Keep it when the tower ends',
    obfuscated: 'Keep it when the tower ends, although it can be read',
  },
  kept: {
    memory: 'A key is kept until the tower ends.',
    keyring: 'A key is kept, sealed by the keyring.',
    obfuscated: 'A key is kept, but no keyring protects it: whoever reads the data folder can read it.',
    forgotten:
      'There was a key, which is no longer kept. Enter it again, or remove it to use the sign-in of this computer.',
  },
  ending: 'It ends in {{ending}}.',
  replace: 'Replace',
  remove: 'Remove',
  leaves: 'The key is removed when you save.',
  earlier: 'The process that runs has the earlier key until it is started again.',
  changed: '{{name}} works with the changed key from its next start on.',
  invalid: 'A key has 6 to 4096 letters, digits and signs, without blanks or quotes.',
  variable:
    'ANTHROPIC_API_KEY among the environment variables lies unencrypted in the database. Enter it here instead; this field goes before it.',
  otherVariables: 'These environment variables look like secrets, and lie unencrypted in the database: {{names}}',
  notCopied: 'The API key of {{name}} was not copied. Without one, the copy uses the sign-in of this computer.',
} as const;
