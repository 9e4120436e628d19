/**
 * What a fork is called: after its origin, and that also where that one is a fork itself.
 * @param mark what a name is given to say that it is a fork's, in the window's language
 */
export function forkName(name: string, mark: string): string {
  const end = name.lastIndexOf(mark);
  const isFork = end > 0 && /^(?: \d+)?$/.test(name.slice(end + mark.length));
  return (isFork ? name.slice(0, end) : name).slice(0, 120 - mark.length) + mark;
}
