/** Draws the report's own charts into a PDF: the elements and classes of `chart-frame.ts`, nothing more. */

import { Parser } from 'htmlparser2';
import { WIDTH } from './chart-frame.ts';

const COLOURS: Readonly<Record<string, string>> = {
  ...{
    grid: '#d5dbe2',
    line: '#1f5fa8',
    other: '#5d8f3e',
    band: '#1f5fa8',
    main: '#1f5fa8',
    soft: '#5d8f3e',
  },
  ...{ goal: '#a8321f', limit: '#a8321f', name: '#55606d' },
};
const STROKED = new Set(['grid', 'line', 'other', 'limit']);
const BAND_OPACITY = 0.18;
const TEXT_SIZE = 11;

/** Points that `svg` takes downwards where it is `width` points wide. */
export function svgHeight(svg: string, width: number): number {
  return (Number(/viewBox="0 0 \S+ (\S+)"/.exec(svg)?.[1] ?? 0) * width) / WIDTH;
}

/** Draws `svg` with its upper left corner at (`left`, `top`), `width` points wide. */
export function drawSvg(
  doc: PDFKit.PDFDocument,
  svg: string,
  { left, top, width }: { left: number; top: number; width: number },
): void {
  const factor = width / WIDTH;
  doc.save().translate(left, top).scale(factor);
  let text: { attributes: Record<string, string>; content: string } | null = null;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'text') text = { attributes, content: '' };
        else drawShape(doc, name, attributes);
      },
      ontext(content) {
        if (text !== null) text.content += content;
      },
      onclosetag(name) {
        if (name !== 'text' || text === null) return;
        drawText(doc, text.attributes, text.content);
        text = null;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(svg);
  doc.restore();
}

function drawShape(doc: PDFKit.PDFDocument, name: string, attributes: Record<string, string>): void {
  const value = (key: string): number => Number(attributes[key] ?? 0);
  const kind = attributes['class'] ?? '';
  if (name === 'line') doc.moveTo(value('x1'), value('y1')).lineTo(value('x2'), value('y2'));
  else if (name === 'rect') doc.rect(value('x'), value('y'), value('width'), value('height'));
  else if (name === 'circle') doc.circle(value('cx'), value('cy'), value('r'));
  else if (name === 'path') doc.path(attributes['d'] ?? '');
  else return;
  const colour = COLOURS[kind] ?? '#1c2530';
  doc.save();
  if (STROKED.has(kind)) {
    if (kind === 'other' || kind === 'limit') doc.dash(5, { space: 3 });
    doc.lineWidth(kind === 'grid' ? 0.7 : 1.7).stroke(colour);
  } else doc.fillOpacity(kind === 'band' ? BAND_OPACITY : 1).fill(colour);
  doc.restore();
}

function drawText(doc: PDFKit.PDFDocument, attributes: Record<string, string>, content: string): void {
  doc.fontSize(TEXT_SIZE).fillColor(COLOURS[attributes['class'] ?? ''] ?? '#1c2530');
  const width = doc.widthOfString(content);
  const anchor = attributes['text-anchor'];
  const shift = anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0;
  // SVG gives the baseline, PDFKit takes the top of the line.
  doc.text(content, Number(attributes['x'] ?? 0) - shift, Number(attributes['y'] ?? 0) - TEXT_SIZE, {
    lineBreak: false,
  });
}
