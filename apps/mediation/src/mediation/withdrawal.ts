import type { Mediation } from './mediation.js';

/**
 * A mediation of an appeal that was withdrawn ends while it is still open: its clocks would otherwise run on in a closed matter.
 * Null when there is nothing to end; an agreement stays in force (人民调解法 art. 31).
 */
export function withdraw(mediation: Mediation): Mediation | null {
  const open = mediation.status === 'CONSENT_PENDING' || mediation.status === 'MEDIATING';
  return open ? { ...mediation, status: 'WITHDRAWN' } : null;
}
