/** What tells a number of a person from any other: check digits. Each takes the bare letters and figures. */

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';

/** Resident identity number of the People's Republic of China (GB 11643-1999): birthday and check digit. */
export function isResidentId(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^[1-9]\d{5}(\d{4})(\d\d)(\d\d)\d{3}[\dX]$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day) || Number(year) < 1850) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return ID_CHECKS[sum % 11] === text[17];
}

/** ISO/IEC 7812-1: cards of banks, 13 to 19 figures. */
export function isCard(text: string): boolean {
  if (!/^[3-6]\d{12,18}$/.test(text)) return false;
  const sum = Array.from(text)
    .toReversed()
    .reduce((total, figure, at) => {
      const value = Number(figure) * (at % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** ISO 13616: International Bank Account Number. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  const turned = `${text.slice(4)}${text.slice(0, 4)}`;
  const figures = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(figures) % 97n === 1n;
}

/** Social Security Number: which areas, groups and serials are never given out. */
export function isSsn(text: string): boolean {
  const [, area = '', group, serial] = /^(\d{3})(\d{2})(\d{4})$/.exec(text) ?? [];
  return area !== '' && !/^(?:000|666|9)/.test(area) && group !== '00' && serial !== '0000';
}
