/**
 * A directive is what a prompt carries to say which answer it wants: `[[name]]` names a script that was registered, and
 * `[[{"steps": [...]}]]` brings its own. The rest of the prompt is for people.
 */
export type Directive =
  | { readonly kind: 'name'; readonly name: string; readonly source: string }
  | { readonly kind: 'inline'; readonly json: string; readonly source: string };

/** The directives of a text, first to last. What looks like one and is not closed is left alone as text. */
export function findDirectives(text: string): readonly Directive[] {
  const found: Directive[] = [];
  for (let at = text.indexOf('[['); at !== -1; at = text.indexOf('[[', at + 2)) {
    const directive = text[at + 2] === '{' ? inlineAt(text, at) : nameAt(text, at);
    if (directive) {
      found.push(directive);
      at += directive.source.length - 2;
    }
  }
  return found;
}

function nameAt(text: string, at: number): Directive | undefined {
  const match = /^\[\[([A-Za-z0-9][\w.-]*)\]\]/.exec(text.slice(at, at + 200));
  return match?.[1] === undefined ? undefined : { kind: 'name', name: match[1], source: match[0] };
}

/** Braces are counted outside strings, since the JSON may well contain `]]` itself. */
function inlineAt(text: string, at: number): Directive | undefined {
  let depth = 0;
  let inString = false;
  for (let index = at + 2; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) {
        const end = index + 1;
        if (text.slice(end, end + 2) !== ']]') return undefined;
        return { kind: 'inline', json: text.slice(at + 2, end), source: text.slice(at, end + 2) };
      }
    }
  }
  return undefined;
}
