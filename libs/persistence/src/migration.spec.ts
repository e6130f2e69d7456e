import { harmsOf, programName } from './index.js';

describe('a migration that older replicas live through', () => {
  it.each([
    'CREATE TABLE more (id integer NOT NULL, CHECK (id > 0)); CREATE INDEX more_id ON more (id)',
    'ALTER TABLE entry ADD COLUMN more text, ADD COLUMN less timestamptz',
    'ALTER TABLE entry ADD COLUMN more integer NOT NULL DEFAULT 0',
    'ALTER TABLE entry ADD more integer NOT NULL DEFAULT 0, ALTER COLUMN words SET DEFAULT 0',
    'CREATE TABLE more (id integer NOT NULL); CREATE UNIQUE INDEX more_id ON more (id)',
    'ALTER TABLE entry ADD COLUMN more bytea; CREATE UNIQUE INDEX entry_more ON entry (words, more) WHERE words IS NOT NULL',
    'ALTER TABLE entry ALTER COLUMN words DROP NOT NULL',
    '/* DROP TABLE is only\nspoken of */ CREATE TABLE more (id integer)',
    'ALTER TABLE entry ALTER COLUMN words SET DEFAULT 0; ALTER TABLE entry ALTER words DROP DEFAULT',
    'ALTER TABLE entry RENAME TO entry_p_default; CREATE TABLE entry (id integer) PARTITION BY RANGE (id)',
    'ALTER INDEX entry_words RENAME TO entry_content',
    '-- DROP TABLE is only spoken of\nCREATE TABLE more (id integer)',
  ])('is %s', (sql) => {
    expect(harmsOf({ name: 'x', sql })).toEqual([]);
  });

  it.each([
    ['DROP TABLE entry', 'drops something'],
    ['ALTER TABLE entry DROP COLUMN words', 'drops something'],
    ['ALTER TABLE entry ADD COLUMN a text, DROP words', 'drops something'],
    ['ALTER TABLE entry DROP CONSTRAINT entry_pkey', 'drops a constraint'],
    ['ALTER TABLE entry RENAME COLUMN words TO content', 'renames something'],
    ['ALTER TABLE entry RENAME TO thing; CREATE TABLE entry_more (id integer)', 'renames something'],
    [
      'ALTER TABLE entry RENAME TO thing; ALTER TABLE thing RENAME COLUMN a TO b; CREATE TABLE entry (b text)',
      'renames something',
    ],
    ['ALTER TABLE entry ALTER COLUMN words SET NOT NULL', 'makes a column required'],
    ['ALTER TABLE entry ALTER COLUMN id TYPE bigint', 'changes the type of a column'],
    ['ALTER TABLE entry ALTER id SET DATA TYPE bigint', 'changes the type of a column'],
    ['ALTER TABLE entry ADD COLUMN more text NOT NULL', 'adds a required column without a default'],
    [
      'ALTER TABLE entry ADD COLUMN more text NOT NULL, ADD COLUMN less text DEFAULT 0',
      'adds a required column without a default',
    ],
    ['ALTER TABLE entry ADD more text NOT NULL', 'adds a required column without a default'],
    [
      'ALTER TABLE entry ADD COLUMN more text NOT NULL, ALTER COLUMN words SET DEFAULT 0',
      'adds a required column without a default',
    ],
    ['TRUNCATE entry', 'takes rows away'],
    ['DELETE FROM entry', 'takes rows away'],
    ['REVOKE SELECT ON entry FROM PUBLIC', 'takes a right away'],
    ['ALTER TABLE entry ADD PRIMARY KEY (id)', 'adds a constraint that older writers do not know'],
    ['CREATE UNIQUE INDEX entry_words ON entry (words)', 'adds a constraint that older writers do not know'],
    [
      "ALTER TABLE entry ADD COLUMN more text DEFAULT ''; CREATE UNIQUE INDEX entry_more ON entry (words, more)",
      'adds a constraint that older writers do not know',
    ],
    [
      'ALTER TABLE entry ADD COLUMN more text; CREATE UNIQUE INDEX entry_more ON entry (more) NULLS NOT DISTINCT',
      'adds a constraint that older writers do not know',
    ],
    [
      'ALTER TABLE entry ADD CONSTRAINT long CHECK (id > 0)',
      'adds a constraint that older writers do not know',
    ],
    ['ALTER TABLE entry ADD UNIQUE (words)', 'adds a constraint that older writers do not know'],
  ])('is not %s', (sql, harm) => {
    expect(harmsOf({ name: 'x', sql })).toEqual([harm]);
    expect(harmsOf({ name: 'x', sql, phase: 'contract' })).toEqual([]);
  });
});

describe('the name of a program', () => {
  it('changes with every migration, wherever it stands in the list', () => {
    const [a, b, c] = ['0001', '0002', '0003'].map((name) => ({ name, sql: '' })) as [never, never, never];
    expect(programName('intake', [a, c])).toBe('weisu intake 2/0003');
    expect(programName('intake', [a, b, c])).toBe('weisu intake 3/0003');
    expect(programName('intake', [{ name: `0001-${'x'.repeat(80)}`, sql: '' }])).toHaveLength(63);
  });
});
