/** How long a row belongs to the process that took it, in milliseconds: after `kill -9` another one has it no later. */
export const leaseMilliseconds = 10_000;

/** How often a process says that it works on a row still, in milliseconds: two words of it may be missed. */
export const renewMilliseconds = 3_000;
