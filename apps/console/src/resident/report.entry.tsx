import { hydrate } from 'preact';
import { Report } from './report.js';

const page = document.getElementById('page');
/** What somebody wrote into the page before its script came. */
const typed = (id: string): string =>
  page?.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${id}`)?.value ?? '';
if (page)
  hydrate(<Report typed={{ text: typed('text'), address: typed('address'), phone: typed('phone') }} />, page);
