import type { Migration } from '@weisu/persistence';

/**
 * Until now a client signed with any name. One that a single client has signed with is bound to it; one that several have signed with is nobody's until
 * the reference data give it to one of them. What was registered stays with who registered it.
 */
export const boundSystems: Migration = {
  name: '0170-bound-systems',
  release: 2,
  sql: `
CREATE TABLE bound_system (system text PRIMARY KEY, client text NOT NULL);
INSERT INTO bound_system (system, client)
SELECT external_system, min(registered_by) FROM appeal WHERE external_system IS NOT NULL AND registered_by IS NOT NULL
GROUP BY external_system HAVING count(DISTINCT registered_by) = 1;
`,
};
