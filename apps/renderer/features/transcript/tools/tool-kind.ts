/** What kind of thing a tool does, for its icon and the way it is shown. */
export type ToolKind =
  | 'command'
  | 'read'
  | 'edit'
  | 'search'
  | 'fetch'
  | 'webSearch'
  | 'todos'
  | 'task'
  | 'agent'
  | 'question'
  | 'plan'
  | 'skill'
  | 'mcp'
  | 'other';

const kinds: Readonly<Record<string, ToolKind>> = {
  Bash: 'command',
  BashOutput: 'command',
  KillShell: 'command',
  Read: 'read',
  NotebookRead: 'read',
  Write: 'edit',
  Edit: 'edit',
  MultiEdit: 'edit',
  NotebookEdit: 'edit',
  Grep: 'search',
  Glob: 'search',
  LS: 'search',
  ToolSearch: 'search',
  WebFetch: 'fetch',
  WebSearch: 'webSearch',
  TodoWrite: 'todos',
  TaskList: 'todos',
  TaskCreate: 'task',
  TaskUpdate: 'task',
  TaskGet: 'task',
  Task: 'agent',
  Agent: 'agent',
  AskUserQuestion: 'question',
  ExitPlanMode: 'plan',
  Skill: 'skill',
};

/** The kind of a tool, by its name; a tool of an MCP server is named `mcp__server__tool`. */
export function kindOfTool(name: string): ToolKind {
  return Object.hasOwn(kinds, name) ? (kinds[name] ?? 'other') : partsOfMcpName(name) === null ? 'other' : 'mcp';
}

/** The server and the tool that an MCP tool's name is made of; null for any other name. */
export function partsOfMcpName(name: string): { readonly server: string; readonly tool: string } | null {
  const parts = /^mcp__(.+?)__(.+)$/s.exec(name);
  return parts?.[1] === undefined || parts[2] === undefined ? null : { server: parts[1], tool: parts[2] };
}
