// One line per violation with the rule's name and its sentence; the last line says what was proven.
import { commentOf, cruiseProjects } from './dependencies.mjs';

const { summary } = await cruiseProjects();
for (const { from, to, rule, cycle } of summary.violations) {
  const path = cycle ? cycle.map((step) => step.name ?? step).join(' → ') : to;
  console.log(`${from} → ${path}\n  ${rule.name}: ${commentOf(rule.name)}`);
}
const broken = new Set(summary.violations.map(({ rule }) => rule.name));
if (!broken.has('no-cycle')) console.log('no dependency cycle');
console.log(
  `${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports, ${summary.violations.length} violations`,
);
process.exitCode = summary.violations.length ? 1 : 0;
