export default async function stop() {
  await globalThis.stopTestPostgres?.();
  delete globalThis.stopTestPostgres;
}
