const anyId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const idLength = 36;

/** Which of these texts an answer holds. Four digits of a phone are in some id by chance: only an id is looked for in ids. */
export function secretsIn(answer: unknown, secrets: readonly string[]): string[] {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const words = text.replaceAll(anyId, '…');
  return secrets.filter((secret) => (secret.length === idLength ? text : words).includes(secret));
}
