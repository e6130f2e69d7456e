import { decodeCursor, encodeCursor, maxPage, pageOf, pageSize } from './index.js';

const row = (id: number) => ({ id: `r${id}`, at: new Date(Date.UTC(2026, 10, id)) });
const key = ({ at, id }: ReturnType<typeof row>) => [at, id];

describe('a page', () => {
  it('knows of a next page by the row beyond its size', () => {
    const page = pageOf([row(1), row(2), row(3)], 2, null, key);
    expect(page.edges.map(({ node }) => node.id)).toEqual(['r1', 'r2']);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it('ends where its rows end', () => {
    const page = pageOf([row(1), row(2)], 2, 'a cursor', key);
    expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(page.pageInfo.startCursor).toBe(page.edges[0]?.cursor);
    expect(page.pageInfo.endCursor).toBe(page.edges[1]?.cursor);
  });

  it('without rows has no cursors', () => {
    expect(pageOf([], 2, null, key)).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('has 20 rows unless told, and at most a hundred', () => {
    expect(pageSize(null)).toBe(20);
    expect(pageSize(maxPage)).toBe(100);
    expect(() => pageSize(maxPage + 1)).toThrow('first must be 1 to 100');
    expect(() => pageSize(0)).toThrow('first must be 1 to 100');
  });
});

describe('a cursor', () => {
  it('is read back as the key it was made of, instants and numbers as text', () => {
    const cursor = encodeCursor([new Date('2026-11-23T01:00:00Z'), 7, '东门']);
    expect(decodeCursor(cursor, 3)).toEqual(['2026-11-23T01:00:00.000Z', '7', '东门']);
  });

  it.each([
    { flaw: 'made up', cursor: 'next' },
    { flaw: 'of another list', cursor: encodeCursor(['a']) },
    { flaw: 'no list', cursor: Buffer.from('{"length":2}').toString('base64url') },
    { flaw: 'of other things than texts', cursor: Buffer.from('[1,2]').toString('base64url') },
  ])('is refused when it is $flaw', ({ cursor }) => {
    expect(() => decodeCursor(cursor, 2)).toThrow('after is not a cursor of this list');
  });
});
