import * as z from 'zod/mini';

/**
 * A schema for what goes out to many: an object that was let through is not read again, however many answers it is part
 * of. What is handed to it must not change any more.
 */
export function checkedOnce<S extends z.ZodMiniType>(schema: S) {
  const passed = new WeakMap<object, z.output<S>>();
  const check = (value: z.input<S>): z.output<S> => {
    if (typeof value !== 'object' || value === null) return z.parse(schema, value);
    const known = passed.get(value);
    if (known !== undefined) return known;
    const output = z.parse(schema, value);
    passed.set(value, output);
    return output;
  };
  return z.pipe(z.custom<z.input<S>>(), z.transform(check));
}
