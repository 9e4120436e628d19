/**
 * The name by which Windows knows the app: its notifications and its place in the taskbar. It is the `appId` of
 * electron-builder.yml, and never changes.
 */
export const appId = 'app.claude-control-tower';
