import { contentMark, contentOf, longestText, ownWords, textHash, wordsHash } from './content.js';

describe('what was said', () => {
  it.each([
    { text: '', code: 'text is empty', because: 'nothing was said' },
    { text: ' \n　', code: 'text is empty', because: 'white space says nothing' },
    { text: '\u0000', code: 'text is empty', because: 'a control character says nothing' },
    { text: '诉'.repeat(longestText + 1), code: 'too long', because: 'it has one character too many' },
  ])('is refused with "$code": $because', ({ text, code }) => {
    expect(() => contentOf({ text })).toThrow(code);
  });

  it('may have 20 000 characters, also of those that take two UTF-16 units', () => {
    expect([...contentOf({ text: '𠮷'.repeat(longestText) }).text]).toHaveLength(longestText);
  });

  it('refuses a title of more than 200 characters', () => {
    expect(contentOf({ title: '题'.repeat(200), text: '路灯不亮' }).title).toHaveLength(200);
    expect(() => contentOf({ title: '题'.repeat(201), text: '路灯不亮' })).toThrow('title: at most 200');
  });

  it.each([
    { text: '路灯不亮。已经三天了。', title: '路灯不亮' },
    { text: '夜'.repeat(40), title: `${'夜'.repeat(30)}…` },
    { text: '！！！', title: '！！！' },
  ])('without a title is called by its beginning: $title', ({ text, title }) => {
    expect(contentOf({ text })).toMatchObject({ title, givenTitle: '' });
  });
});

describe('what is said again', () => {
  const id = '0193a8f0-0000-7000-8000-000000000001';

  it('is told by what is read', () => {
    expect(wordsHash('路灯，不亮！', id)).toEqual(wordsHash('路灯\u200b不亮', ''));
    expect(wordsHash('3-1栋', id)).not.toEqual(wordsHash('31栋', id));
  });

  it('is nothing where nothing is read', () => {
    expect(wordsHash('？？？', id)).toEqual(ownWords(id));
    expect(ownWords(id)).toHaveLength(16);
  });
});

describe('the same text, as the version before tells it', () => {
  it.each([
    { one: '路灯不亮', other: ' 路灯\n不　亮 ', same: true, because: 'white space says nothing' },
    { one: 'ABC123', other: 'ＡＢＣ１２３', same: true, because: 'full width is the same letter' },
    { one: '路灯不亮', other: '路灯不亮。', same: false, because: 'punctuation is part of the text' },
    { one: 'A栋', other: 'a栋', same: false, because: 'case tells buildings apart' },
  ])('$one / $other: $same, $because', ({ one, other, same }) => {
    expect(textHash(one).equals(textHash(other))).toBe(same);
  });
});

describe('the mark of a registration', () => {
  const key = Buffer.alloc(32, 1);
  const said = contentOf({ title: '路灯', text: '路灯不亮' });
  const reporter = { name: '张三', phone: null };

  it('is the same for the same content, and another for another title, text or reporter', () => {
    const mark = contentMark(key, said, reporter);
    expect(contentMark(key, contentOf({ title: '路灯', text: '路灯不亮 ' }), reporter).equals(mark)).toBe(
      true,
    );
    expect(contentMark(key, contentOf({ title: '灯', text: '路灯不亮' }), reporter).equals(mark)).toBe(false);
    expect(contentMark(key, contentOf({ title: '路灯', text: '不亮' }), reporter).equals(mark)).toBe(false);
    expect(contentMark(key, said, { name: '李四', phone: null }).equals(mark)).toBe(false);
    expect(contentMark(Buffer.alloc(32, 2), said, reporter).equals(mark)).toBe(false);
  });
});
