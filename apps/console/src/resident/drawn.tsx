import { renderToString } from 'preact-render-to-string';
import { Report } from './report.js';
import { Track } from './track.js';

/** A page as it is before anything is known, for its HTML: made when the console is built. */
export const drawn = (page: string): string =>
  renderToString(page === 'track' ? <Track /> : <Report typed={{ text: '', address: '', phone: '' }} />);
