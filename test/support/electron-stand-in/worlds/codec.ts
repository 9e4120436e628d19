/** What a codec cannot carry by itself, such as functions between a page's two worlds. */
export interface CodecExtension {
  /** @returns something that JSON can carry, or undefined when the value is an ordinary one */
  readonly encode: (value: unknown) => unknown;
  readonly decode: (encoded: unknown) => unknown;
}

export interface Codec {
  /** @throws when something in the value cannot be cloned, as Electron does */
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
}

/**
 * Turns values into text and back with the semantics of the structured clone algorithm: cycles, maps, dates, bytes and
 * errors survive; functions, symbols, promises and DOM nodes are refused. Its source is injected into pages, so it refers
 * to nothing outside itself.
 */
export function makeCodec(extension: CodecExtension | null = null): Codec {
  const arrays: Readonly<Record<string, new (buffer: ArrayBuffer) => unknown>> = {
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
    BigInt64Array, BigUint64Array, DataView,
  }; // prettier-ignore
  const errors: Readonly<Record<string, new (message: string) => Error>> = {
    TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError,
  }; // prettier-ignore
  const uncloneable = /^(Promise|Weak.*|Window|Generator|.*Document|HTML.*|Module)$/;

  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  const fromBase64 = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer;
  const refuse = (value: unknown): never => {
    throw new Error(`An object could not be cloned. (${typeof value})`);
  };

  const encode = (root: unknown): string => {
    const nodes: unknown[] = [];
    const seen = new Map<object, number>();
    const entries = (value: object): unknown => Object.entries(value).map(([key, item]) => [key, visit(item)]);
    const content = (value: object): unknown => {
      const tag = Object.prototype.toString.call(value).slice(8, -1);
      if (Array.isArray(value)) return ['array', Array.from(value, visit)];
      if (value instanceof Map) return ['map', [...value].map(([key, item]) => [visit(key), visit(item)])];
      if (value instanceof Set) return ['set', [...value].map(visit)];
      if (value instanceof Date) return ['date', value.getTime()];
      if (value instanceof RegExp) return ['pattern', value.source, value.flags];
      if (value instanceof ArrayBuffer) return ['bytes', toBase64(new Uint8Array(value))];
      if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        return ['view', tag in arrays ? tag : 'Uint8Array', toBase64(bytes)];
      }
      if (value instanceof Error) return ['error', value.name, value.message, value.stack ?? ''];
      return uncloneable.test(tag) ? refuse(value) : ['object', entries(value)];
    };
    const visit = (value: unknown): unknown => {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
      if (typeof value === 'number') {
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : ['number', Object.is(value, -0) ? '-0' : `${value}`];
      }
      if (value === undefined) return ['undefined'];
      if (typeof value === 'bigint') return ['bigint', value.toString()];
      const extended = extension?.encode(value);
      if (extended !== undefined) return ['extended', extended];
      if (typeof value !== 'object') return refuse(value);
      const known = seen.get(value);
      if (known !== undefined) return ['node', known];
      const index = nodes.push(null) - 1;
      seen.set(value, index);
      nodes[index] = content(value);
      return ['node', index];
    };
    return JSON.stringify([visit(root), nodes]);
  };

  const decode = (text: string): unknown => {
    const [root, nodes] = JSON.parse(text) as [unknown, [string, never, never, never][]];
    const made = new Map<number, unknown>();
    const keep = <T>(index: number, value: T): T => {
      made.set(index, value);
      return value;
    };
    const build = (index: number): unknown => {
      const [tag, first, second, third] = nodes[index] ?? refuse(index);
      if (tag === 'array') {
        const list = keep<unknown[]>(index, []);
        for (const item of first as unknown[]) list.push(visit(item));
        return list;
      }
      if (tag === 'object') {
        const object = keep(index, {});
        for (const [key, item] of first as [string, unknown][]) {
          Object.defineProperty(object, key, {
            value: visit(item),
            enumerable: true,
            configurable: true,
            writable: true,
          });
        }
        return object;
      }
      if (tag === 'map') {
        const map = keep(index, new Map());
        for (const [key, item] of first as [unknown, unknown][]) map.set(visit(key), visit(item));
        return map;
      }
      if (tag === 'set') {
        const set = keep(index, new Set());
        for (const item of first as unknown[]) set.add(visit(item));
        return set;
      }
      if (tag === 'date') return keep(index, new Date(first));
      if (tag === 'pattern') return keep(index, new RegExp(first, second));
      if (tag === 'bytes') return keep(index, fromBase64(first));
      if (tag === 'view') return keep(index, new (arrays[first] ?? Uint8Array)(fromBase64(second)));
      const error = keep(index, new (errors[first] ?? Error)(second));
      error.stack = third;
      return error;
    };
    const visit = (value: unknown): unknown => {
      if (!Array.isArray(value)) return value;
      const [tag, content] = value as [string, never];
      if (tag === 'node') return made.has(content) ? made.get(content) : build(content);
      if (tag === 'number') return Number(content);
      if (tag === 'bigint') return BigInt(content);
      return tag === 'undefined' ? undefined : extension?.decode(content);
    };
    return visit(root);
  };
  return { encode, decode };
}
