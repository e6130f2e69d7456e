const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is not an id of ours names nothing: it is NOT_FOUND, not a question to the database. */
export function isId(value: string): boolean {
  return uuid.test(value);
}
