// Health check of the image, without curl: is the process of this container alive? Whether it should get traffic is /ready, which the
// balancer asks. One-shot commands (migrate, topics) end before the first check.
const { PORT = '3000' } = process.env;
const { ok } = await fetch(`http://127.0.0.1:${PORT}/health`, { signal: AbortSignal.timeout(2_500) }).catch(
  () => ({ ok: false }),
);
process.exitCode = ok ? 0 : 1;
