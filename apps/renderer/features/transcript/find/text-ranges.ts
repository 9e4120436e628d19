/** A passage of a row's text that fits. */
interface Passage {
  readonly node: Text;
  /** Where the node's text begins in the row's. */
  readonly start: number;
}

/**
 * Where a text stands in what is on screen of a row, across bold words and coloured code; marks that are not read out, such
 * as line numbers, do not count, nor does what is only read out of a drawn formula.
 * @param wanted in small letters, not empty
 */
export function rangesOf(row: Element, wanted: string): readonly Range[] {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) =>
      node instanceof Element && (node.getAttribute('aria-hidden') === 'true' || node.localName === 'math')
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  });
  const passages: Passage[] = [];
  let whole = '';
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!(node instanceof Text)) continue;
    passages.push({ node, start: whole.length });
    whole += node.data;
  }
  const small = whole.toLowerCase();
  // Letters that are longer when small would put every mark after them in the wrong place.
  const text = small.length === whole.length ? small : whole;
  const ranges: Range[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
    ranges.push(rangeOf(passages, at, at + wanted.length));
  }
  return ranges;
}

function rangeOf(passages: readonly Passage[], from: number, to: number): Range {
  const range = document.createRange();
  const first = passages.findLast(({ start }) => start <= from);
  const last = passages.findLast(({ start }) => start < to);
  if (first !== undefined) range.setStart(first.node, from - first.start);
  if (last !== undefined) range.setEnd(last.node, to - last.start);
  return range;
}
