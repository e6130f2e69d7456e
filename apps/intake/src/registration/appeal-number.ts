/**
 * `20261121-000123-4`: the day in Shanghai, a running number that may have gaps, and a check digit, so that a number read over the
 * phone with one wrong digit, or with two neighbours swapped, is hardly ever another person's.
 */
export function appealNumber(civilDay: string, running: number): string {
  const day = civilDay.replaceAll('-', '');
  const count = String(running).padStart(6, '0');
  return `${day}-${count}-${checkDigit(day + count)}`;
}

/** ISO 7064 MOD 11,10 over decimal digits. */
export function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}
