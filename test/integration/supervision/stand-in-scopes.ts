import { InstanceScopes, type InstanceScopesOptions } from '../../../apps/main/supervision/instance-scopes.ts';

/** Scopes by a stand-in for systemd, as if we ran under the service manager of a user. @param folder where it is */
export function scopesBy(folder: string, options: Partial<InstanceScopesOptions> = {}): InstanceScopes {
  return new InstanceScopes({
    environment: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    userId: 7,
    ownControlGroups: () => Promise.resolve('0::/user.slice/user-7.slice/user@7.service/tower.scope\n'),
    log: { info: () => undefined, warn: () => undefined },
    ...options,
  });
}
