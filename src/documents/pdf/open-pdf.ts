/** PDF.js, as far as it is needed here: a document opened from bytes, the placed texts of a page. */

import { getDocumentProxy } from 'unpdf';
import { refusal } from '../refusal.ts';
import { characterMaps } from './character-maps.ts';
import type { PlacedText } from './page-lines.ts';

export type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/** @param missing gets the character maps that the file asks for in vain */
export async function openPdf(name: string, bytes: Uint8Array, missing: Set<string>): Promise<PdfDocument> {
  try {
    // The copy is given away. Scripts of the file are not run; warnings would go to the output of this process.
    return await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      BinaryDataFactory: characterMaps(missing),
      cMapPacked: false,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'PasswordException') {
      throw refusal(
        name,
        'is locked by a password.',
        'Save it without a password, and give that file.',
        error,
      );
    }
    throw refusal(name, `is damaged: ${error.message}`, 'Save or download it again.', error);
  }
}

export type PageTexts = { texts: PlacedText[] } | { fault: string };

/** The pieces of text on page `number`, from 1; a damaged page does not spoil the others. */
export async function pageTexts(pdf: PdfDocument, number: number): Promise<PageTexts> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    const texts = items.flatMap((item): PlacedText[] => {
      if (!('str' in item)) return [];
      const [, , c = 0, d = 0, x = 0, y = 0] = item.transform as number[];
      return [{ str: item.str, x, y, width: item.width, height: Math.hypot(c, d) }];
    });
    return { texts };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { fault: error.message };
  }
}
