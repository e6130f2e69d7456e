import { hydrate } from 'preact';
import { Track } from './track.js';

const page = document.getElementById('page');
if (page) hydrate(<Track />, page);
