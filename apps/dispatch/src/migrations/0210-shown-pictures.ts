import type { Migration } from '@weisu/persistence';

/** Of the pictures that a publication names, those that are its own to show; null: by the version before, which showed what was named. */
export const shownPictures: Migration = {
  name: '0210-shown-pictures',
  release: 2,
  sql: 'ALTER TABLE published_whistle ADD COLUMN shown_ids uuid[];',
};
