import type { CliOffer } from '../../shared/models/cli.ts';
import { objectOf, objectsOf, textOf } from './fields.ts';
import type { ControlReply } from './messages.ts';

/** What the CLI answers to `initialize`, which is also the sign that it is ready (protocol, section 4.1). */
export interface Initialization {
  readonly offer: CliOffer;
  /** Where the CLI has its credentials from, in its own words; null when it does not say. */
  readonly credentials: string | null;
}

/** Reads the answer to `initialize`. @returns null when it was an error */
export function readInitialization(reply: ControlReply): Initialization | null {
  if (!reply.ok) return null;
  const account = objectOf(reply.response, 'account') ?? {};
  return {
    offer: {
      models: objectsOf(reply.response, 'models').flatMap((model) => {
        const value = textOf(model, 'value');
        if (value === null) return [];
        return [
          {
            value,
            displayName: textOf(model, 'displayName') ?? value,
            description: textOf(model, 'description') ?? '',
          },
        ];
      }),
      commands: objectsOf(reply.response, 'commands').flatMap((command) => {
        const name = textOf(command, 'name');
        if (name === null) return [];
        return [
          {
            name,
            description: textOf(command, 'description') ?? '',
            argumentHint: textOf(command, 'argumentHint') ?? '',
          },
        ];
      }),
    },
    credentials: textOf(account, 'apiKeySource') ?? textOf(account, 'tokenSource'),
  };
}
