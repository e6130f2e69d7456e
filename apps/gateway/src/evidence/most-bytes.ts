/** Of one file, as FILE_TOO_LARGE says. */
export const mostFileBytes = 20 * 1024 * 1024;
