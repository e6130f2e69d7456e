/**
 * pg gives a connection that breaks off no code, and TypeORM gives its runner back at once, so that the next statement of the same transaction
 * fails by TypeORM's own words. None of it says anything about what was asked.
 */
const withoutCode =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Database connection provided by a query runner was already released|Query runner already released)/;

export function connectionLost(error: unknown): boolean {
  return error instanceof Error && withoutCode.test(error.message);
}
