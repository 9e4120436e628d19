import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { judgePolicy } from './judge-policy.ts';

type Element = DefaultTreeAdapterTypes.Element;

const addressAttributes = ['src', 'href', 'action', 'formaction', 'data', 'poster', 'srcset', 'ping', 'background'];
/** Elements that bring in another page, or move all addresses of this one. */
const forbiddenElements = ['base', 'iframe', 'frame', 'object', 'embed', 'form'];
const loadingElements = ['script', 'link', 'style', 'img'];

/**
 * Looks at the built page: it has a strict policy that comes before all that it governs, no inline script, and only
 * relative addresses of files that were built, so that it works under any address.
 * @param isBuilt whether a file is in the page's folder, by its path with forward slashes
 * @returns one sentence for each fault
 */
export function judgePage(html: string, isBuilt: (path: string) => boolean): readonly string[] {
  const elements = elementsOf(parse(html));
  const faults = elements.flatMap((element) => judgeElement(element, isBuilt));
  const policies = elements.filter((element) => isHttpEquiv(element, 'content-security-policy'));
  const [policy] = policies;
  if (policy === undefined || policies.length > 1) {
    return [...faults, `The page has ${policies.length} policies in place of one.`];
  }
  const first = elements.findIndex((element) => loadingElements.includes(element.tagName));
  if (first !== -1 && first < elements.indexOf(policy))
    faults.push('The policy comes after something that it governs.');
  if (parentOf(policy) !== 'head') faults.push('The policy is not in the head, where alone it counts.');
  return [...faults, ...judgePolicy(attribute(policy, 'content') ?? '')];
}

function judgeElement(element: Element, isBuilt: (path: string) => boolean): readonly string[] {
  const name = element.tagName;
  const faults: string[] = [];
  if (forbiddenElements.includes(name)) faults.push(`The page has a <${name}>.`);
  if (isHttpEquiv(element, 'refresh')) faults.push('The page leads elsewhere by itself.');
  if (name === 'script' && (attribute(element, 'src') ?? '') === '') faults.push('The page has an inline script.');
  for (const { name: key, value } of element.attrs) {
    if (key.startsWith('on')) faults.push(`<${name}> has the inline event handler ${key}.`);
    if (key === 'srcdoc') faults.push(`<${name}> has a page within.`);
    if (addressAttributes.includes(key)) faults.push(...judgeAddress(element, value, isBuilt));
  }
  return faults;
}

function judgeAddress(element: Element, address: string, isBuilt: (path: string) => boolean): readonly string[] {
  const place = `<${element.tagName}> leads to ${address.slice(0, 60)}`;
  // A picture as a text of the page itself.
  const isPicture = element.tagName === 'img' || attribute(element, 'rel') === 'icon';
  if (isPicture && address.startsWith('data:image/')) return [];
  if (/^\s*([a-z][a-z\d+.-]*:|[/\\])/i.test(address)) return [`${place}: addresses are relative.`];
  const path = (address.split(/[?#]/, 1)[0] ?? '').replace(/^\.\//, '');
  return isBuilt(path) ? [] : [`${place}, which was not built.`];
}

function elementsOf(node: DefaultTreeAdapterTypes.ParentNode): readonly Element[] {
  return node.childNodes.flatMap((child) => {
    if (!defaultTreeAdapter.isElementNode(child)) return [];
    const inside = 'content' in child ? elementsOf(child.content) : [];
    return [child, ...inside, ...elementsOf(child)];
  });
}

function isHttpEquiv(element: Element, name: string): boolean {
  return element.tagName === 'meta' && attribute(element, 'http-equiv')?.toLowerCase() === name;
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

function parentOf(element: Element): string | null {
  return element.parentNode !== null && 'tagName' in element.parentNode ? element.parentNode.tagName : null;
}
