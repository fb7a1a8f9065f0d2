/** The font of the PDF: Noto Sans SC (SIL Open Font License), which has Latin and simplified Chinese; PDFKit embeds what is used. */

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { unpackWoff } from './sfnt.ts';

const FILE = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff';

/** Signs that formulas use and the font does not have. */
const SPELLED: Readonly<Record<string, string>> = {
  ...{ '≤': '<=', '≥': '>=', '≈': '~', '≠': '!=', '√': 'sqrt', '−': '-', '′': "'", ᵀ: "'", '∈': 'in' },
  ...{ Σ: 'Sum ', '∑': 'Sum ', Π: 'Prod ', '∏': 'Prod ', Δ: 'd', λ: 'lambda', μ: 'mu', σ: 'sigma', π: 'pi' },
  ...{ γ: 'gamma', δ: 'delta', α: 'alpha', β: 'beta', ρ: 'rho', Φ: 'Phi', '₀': '0', '₁': '1', '²': '^2' },
};

let font: Buffer | null = null;

export function pdfFont(): Buffer {
  if (font === null) {
    const path = createRequire(import.meta.url).resolve(FILE);
    font = unpackWoff(readFileSync(path), path);
  }
  return font;
}

export function printable(text: string): string {
  return text.replace(/[^\n -~]/g, (sign) => SPELLED[sign] ?? sign);
}
