/** Surnames of two characters that are still met; every other name has a surname of one. */
const doubleSurnames = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 夏侯 长孙 宇文 司徒 司空 南宫 西门 端木 轩辕 申屠 万俟 闻人 澹台 独孤 呼延'.split(
    ' ',
  ),
);

/** 张三 → 张**. How long the name is stays hidden; 先生 or 女士 is not guessed. */
export function maskedName(name: string): string {
  const [first = '', second = '', ...rest] = name;
  const surname = doubleSurnames.has(first + second) && rest.length ? first + second : second ? first : '';
  return `${surname}**`;
}

/** 13812345678 → 138****5678; of a number too short for that, the last two digits. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length >= 11 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`;
}

/** An address is shown to community level, and no part of it when it names no community or street. */
export function maskedAddress(address: string): string {
  for (const level of ['社区', '街道']) {
    const at = address.indexOf(level);
    if (at > 0) return `${address.slice(0, at + level.length)}***`;
  }
  return '***';
}
