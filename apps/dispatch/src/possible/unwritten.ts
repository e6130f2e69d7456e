/** Stands for the id of what is not written yet, a note or another matter: what is decided with it is not kept. */
export const unwritten = '00000000-0000-7000-8000-000000000000';
