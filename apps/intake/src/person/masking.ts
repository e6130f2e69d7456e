/** Surnames of two characters that are still met; every other name has a surname of one. */
const doubleSurnames = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 夏侯 长孙 宇文 司徒 司空 南宫 西门 端木 轩辕 申屠 万俟 闻人 澹台 独孤 呼延'.split(
    ' ',
  ),
);

/** 张三 → 张**. How long the name is stays hidden; 先生 or 女士 is not guessed. */
export function maskName(name: string): string {
  const [first = '', second = '', ...rest] = name;
  const surname = doubleSurnames.has(first + second) && rest.length ? first + second : second ? first : '';
  return `${surname}**`;
}

/** 13812345678 → 138****5678 (rules.md §8). */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
