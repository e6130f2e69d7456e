/** What was written into a field, without the space around it. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

export const optionalText = (form: FormData, name: string): string | null => textOf(form, name) || null;

export const textsOf = (form: FormData, name: string): string[] =>
  form.getAll(name).filter((value): value is string => typeof value === 'string' && value !== '');

export const isYes = (form: FormData, name: string): boolean => form.get(name) === 'true';

/** Null where neither was chosen. */
export const optionalYes = (form: FormData, name: string): boolean | null =>
  form.has(name) ? isYes(form, name) : null;

/** What a field for a moment holds, by the clock of China wherever the device is. */
export const momentOf = (form: FormData, name: string): string => `${textOf(form, name)}:00+08:00`;

/** A list written with a line for each. */
export const linesOf = (form: FormData, name: string): string[] =>
  textOf(form, name)
    .split(/[\n、，,；;]/)
    .map((line) => line.trim())
    .filter(Boolean);
