// Ends a jest run with what the three rings hold. The very last line is `N passed, N failed`.
import { basename } from 'node:path';

const rings = [
  { ring: 'unit', holds: 'pure rules, all cases' },
  { ring: 'integration', holds: 'one adapter on the real thing' },
  { ring: 'journey', holds: 'paths through GraphQL' },
];

export default class RingReporter {
  #counts = new Map(
    rings.map(({ ring }) => [ring, { suites: 0, passed: 0, failed: 0, skipped: 0, seconds: 0 }]),
  );

  onTestResult(test, result) {
    const ring = test.context.config.displayName?.name ?? basename(test.context.config.rootDir);
    const counts = this.#counts.get(ring) ?? { suites: 0, passed: 0, failed: 0, skipped: 0, seconds: 0 };
    counts.suites += 1;
    counts.passed += result.numPassingTests;
    // A suite that could not even be loaded has no failed test of its own.
    counts.failed += result.numFailingTests || (result.testExecError ? 1 : 0);
    counts.skipped += result.numPendingTests + result.numTodoTests;
    counts.seconds += ((result.perfStats?.end ?? 0) - (result.perfStats?.start ?? 0)) / 1000;
    this.#counts.set(ring, counts);
  }

  onRunComplete(_contexts, results) {
    const lines = [...this.#counts].map(([ring, { suites, passed, failed, skipped, seconds }]) => {
      const holds = rings.find((known) => known.ring === ring)?.holds ?? '';
      const tests = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
      return `${ring.padEnd(12)} ${String(suites).padStart(4)} suites  ${tests.padEnd(34)} ${seconds.toFixed(1).padStart(6)} s  ${holds}`;
    });
    const all = [...this.#counts.values()];
    const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
    // At the exit: jest prints its own summary after this. A run that was interrupted, or failed outside every test, must not
    // end in a line that looks green.
    process.on('exit', (code) => {
      const failed = sum('failed') || (code || results.wasInterrupted ? 1 : 0);
      process.stdout.write(`\n${lines.join('\n')}\n${sum('passed')} passed, ${failed} failed\n`);
    });
  }
}
