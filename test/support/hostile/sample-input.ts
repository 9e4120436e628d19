import { z } from 'zod';

const jsonSchema = z.looseObject({
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  minimum: z.number().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

/** An input that a schema takes, with all of its parts. @returns undefined when none could be made up */
export function sampleInput(schema: z.ZodType): unknown {
  const sample = make(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return schema.safeParse(sample).success ? sample : undefined;
}

function make(schema: unknown): unknown {
  const read = jsonSchema.parse(schema);
  if (read.const !== undefined) return read.const;
  if (read.enum !== undefined) return read.enum[0];
  const [choice] = read.anyOf ?? read.oneOf ?? [];
  if (choice !== undefined) return make(choice);
  switch (read.type) {
    case 'object':
      return Object.fromEntries(Object.entries(read.properties ?? {}).map(([key, part]) => [key, make(part)]));
    case 'array':
      return [make(read.items ?? {})];
    case 'string':
      return read.format === 'uuid' ? '7d444840-9dc0-41d2-8b5c-3f0b8c1e2a10' : 'some text';
    case 'integer':
    case 'number':
      return Math.max(1, read.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return null;
  }
}
