/** How a person's data look to who may know of the matter but not of the person (rules.md §8). */

const compoundSurnames = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '司徒',
]);

/** A name keeps its surname: 孙家明 → 孙**. */
export function maskedName(name: string): string {
  const characters = [...name.trim()];
  const two = characters.slice(0, 2).join('');
  const kept = characters.length > 2 && compoundSurnames.has(two) ? 2 : 1;
  return `${characters.slice(0, kept).join('')}${'*'.repeat(Math.max(characters.length - kept, 1))}`;
}

/** A phone number keeps 3+4 digits: 13800138000 → 138****8000; a shorter one keeps its last two. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, '');
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
