/**
 * Where the compiled file of a worker lies. A thread is started by Node, which knows nothing of jest's transform: the source that a test runs names its
 * dist, which `npm test` builds first. docker/prune.mjs finds workers by calls of this function, so the name is written as a literal.
 */
export function workerFile(name: `./${string}.js`, importMetaUrl: string): URL {
  const beside = new URL(name, importMetaUrl);
  return importMetaUrl.endsWith('.ts')
    ? new URL(beside.href.replace(/\/src\/(?!.*\/src\/)/, '/dist/'))
    : beside;
}
