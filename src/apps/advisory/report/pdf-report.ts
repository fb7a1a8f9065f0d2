/** The report as a PDF. Same advice, same bytes: the date of its making is the day of the profile. */

import type { Advice } from '../plan/advice.ts';
import type { Language } from '../wording.ts';
import { allocationChart, drawdownChart, fanChart, frontierChart } from './charts.ts';
import { drawSvg, svgHeight } from './draw-svg.ts';
import { pdfFont, printable } from './pdf-font.ts';
import {
  assumptionTable,
  explanationNote,
  figureTable,
  findingTable,
  headRows,
  pointTables,
  versionLines,
} from './rows.ts';
import type { Table } from './rows.ts';
import { words } from './words.ts';

const MARGIN = 48;
const INK = '#1c2530';
const SOFT = '#55606d';
const GAP = 6;
const SIZES = { title: 20, heading: 14, text: 10.5, table: 8 };

export async function pdfReport(
  advice: Advice,
  language: Language = advice.profile.language,
): Promise<Buffer> {
  const doc = await startDocument(advice, language);
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', resolve)
      .on('error', reject);
  });
  write(doc, advice, language);
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

async function startDocument(advice: Advice, language: Language): Promise<PDFKit.PDFDocument> {
  // Loaded where a PDF is asked for: it is large.
  const { default: PDFDocument } = await import('pdfkit');
  const say = words[language];
  const doc = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, lang: language === 'zh' ? 'zh-Hans' : 'en', displayTitle: true },
    info: {
      Title: `${advice.isAdvised ? say.title : say.refusedTitle} – ${advice.profile.client}`,
      CreationDate: new Date(`${advice.profile.asOf}T00:00:00Z`),
      Producer: 'fin-r1',
      Creator: 'fin-r1',
    },
  });
  return doc.registerFont('text', pdfFont()).font('text');
}

function write(doc: PDFKit.PDFDocument, advice: Advice, language: Language): void {
  const say = words[language];
  line(doc, advice.isAdvised ? say.title : say.refusedTitle, SIZES.title);
  for (const [name = '', value = ''] of headRows(advice, language))
    line(doc, `${name}: ${value}`, SIZES.text);
  if (advice.explanation !== null) {
    heading(doc, say.explanation);
    for (const paragraph of advice.explanation.text.split('\n\n')) line(doc, paragraph, SIZES.text);
    for (const note of explanationNote(advice, language)) line(doc, note, SIZES.table, SOFT);
  }
  if (advice.plan !== null) {
    for (const chart of [allocationChart, frontierChart, fanChart, drawdownChart]) {
      drawChart(doc, chart(advice.plan.charts, language));
    }
  }
  const { findings } = advice;
  heading(doc, say.findings);
  if (findings.length === 0) line(doc, say.nothingFound, SIZES.text);
  else rows(doc, findingTable(advice, language), [0.08, 0.12, 0.28, 0.12, 0.12, 0.13, 0.15]);
  heading(doc, say.figures);
  rows(doc, figureTable(advice, language), [0.28, 0.13, 0.17, 0.24, 0.18]);
  heading(doc, say.points);
  for (const table of pointTables(advice, language)) {
    line(doc, table.title, SIZES.text);
    rows(doc, table, [0.45, 0.35, 0.2]);
  }
  heading(doc, say.assumptions);
  rows(doc, assumptionTable(advice, language), [0.6, 0.4]);
  heading(doc, say.legal);
  for (const { [language]: text } of advice.disclaimers) line(doc, text, SIZES.text);
  heading(doc, say.versions);
  for (const text of versionLines(advice, language)) line(doc, text, SIZES.table, SOFT);
}

function heading(doc: PDFKit.PDFDocument, text: string): void {
  if (doc.y > doc.page.height - 2.5 * MARGIN) doc.addPage();
  doc.moveDown(0.8);
  line(doc, text, SIZES.heading);
}

function line(doc: PDFKit.PDFDocument, text: string, size: number, colour = INK): void {
  doc
    .fontSize(size)
    .fillColor(colour)
    .text(printable(text), MARGIN, doc.y, { width: widthOf(doc) });
  doc.moveDown(0.3);
}

const widthOf = (doc: PDFKit.PDFDocument): number => doc.page.width - 2 * MARGIN;

function drawChart(doc: PDFKit.PDFDocument, figure: string): void {
  const caption = /<figcaption>(.*?)<\/figcaption>/.exec(figure)?.[1] ?? '';
  const svg = /<svg.*<\/svg>/s.exec(figure)?.[0] ?? '';
  const width = widthOf(doc);
  const height = svgHeight(svg, width);
  if (doc.y + height > doc.page.height - 2 * MARGIN) doc.addPage();
  heading(doc, caption);
  const top = doc.y;
  drawSvg(doc, svg, { left: MARGIN, top, width });
  doc.x = MARGIN;
  doc.y = top + height + GAP;
}

/** Rows of wrapped cells; `shares` are the columns' parts of the width. */
function rows(doc: PDFKit.PDFDocument, { head, rows: all }: Table, shares: readonly number[]): void {
  const total = widthOf(doc);
  for (const [n, row] of [head, ...all].entries()) {
    doc.fontSize(SIZES.table).fillColor(n === 0 ? SOFT : INK);
    const cells = row.map((text) => printable(text));
    const widths = shares.map((share) => share * total - GAP);
    const height = Math.max(
      ...cells.map((text, i) => doc.heightOfString(text || ' ', { width: widths[i] ?? total })),
    );
    if (doc.y + height > doc.page.height - MARGIN) doc.addPage();
    const top = doc.y;
    let left = MARGIN;
    cells.forEach((text, i) => {
      doc.text(text, left, top, { width: widths[i] ?? total });
      left += (shares[i] ?? 0) * total;
    });
    doc.x = MARGIN;
    doc.y = top + height + 2;
  }
}
