/** Asks again until the assertion holds; fails with its last error. Limit in milliseconds. */
export async function eventually<T>(assertion: () => T | Promise<T>, limit = 10_000): Promise<T> {
  const until = performance.now() + limit;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((next) => setTimeout(next, 20));
    }
  }
}
