import fuzzysort from 'fuzzysort';
import { actionGroups, type Action, type ActionGroup } from './action.ts';

/** What the palette shows at the most: nobody reads further, they write another letter. */
const longest = 40;
const recentlyShown = 6;

export interface ActionSection {
  /** null: what fits what was written, the best first. */
  readonly group: ActionGroup | 'recent' | null;
  readonly actions: readonly Action[];
}

/**
 * What the palette shows: what fits the words, the best first and what was used lately before what fits as well; without
 * words, what was used lately, and then everything by its kind.
 * @param recent ids, the latest first
 */
export function findActions(
  actions: readonly Action[],
  query: string,
  recent: readonly string[],
): readonly ActionSection[] {
  const words = query.trim();
  if (words !== '') {
    const found = fuzzysort.go(words, actions, {
      keys: [(action) => action.label, (action) => action.detail ?? '', (action) => action.keywords ?? ''],
      threshold: 0.2,
    });
    const lately = (action: Action): number => (recent.includes(action.id) ? 0.05 : 0);
    const ranked = [...found].sort((a, b) => b.score + lately(b.obj) - (a.score + lately(a.obj)));
    return [{ group: null, actions: ranked.slice(0, longest).map(({ obj }) => obj) }];
  }
  const used = recent.flatMap((id) => actions.filter((action) => action.id === id)).slice(0, recentlyShown);
  const rest = actions.filter((action) => !used.includes(action)).slice(0, longest - used.length + recentlyShown);
  const groups = actionGroups.map((group) => ({ group, actions: rest.filter((action) => action.group === group) }));
  return [{ group: 'recent' as const, actions: used }, ...groups].filter((section) => section.actions.length > 0);
}
