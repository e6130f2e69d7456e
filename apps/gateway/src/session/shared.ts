/** What is begun for a key is waited for by everybody who asks for it until it has ended. */
export function shared<Answer>(
  running: Map<string, Promise<Answer>>,
  key: string,
  begin: () => Promise<Answer>,
): Promise<Answer> {
  const known = running.get(key);
  if (known) return known;
  const begun = begin().finally(() => running.delete(key));
  running.set(key, begun);
  return begun;
}
