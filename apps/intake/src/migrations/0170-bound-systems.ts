import type { Migration } from '@weisu/persistence';

/**
 * Until now a client signed with any name. One that a single client has signed with is bound to it; one that several have signed with is nobody's until
 * the reference data give it to one of them. What was registered stays with who registered it.
 */
const bind = `INSERT INTO bound_system (system, client)
SELECT external_system, min(registered_by) FROM appeal WHERE external_system IS NOT NULL AND registered_by IS NOT NULL
GROUP BY external_system HAVING count(DISTINCT registered_by) = 1
ON CONFLICT DO NOTHING`;

export const boundSystems: readonly Migration[] = [
  {
    name: '0170-bound-systems',
    release: 2,
    sql: `
CREATE TABLE bound_system (system text PRIMARY KEY, client text NOT NULL);
${bind};
`,
  },
  {
    // names that the version before took in while it still ran
    name: '0171-bound-meanwhile',
    release: 2,
    phase: 'backfill',
    async fill(query) {
      await query(bind, []);
      return null;
    },
  },
];
