import { describe, expect, it } from 'vitest';
import { InputError } from '../../core/errors.ts';
import { Random } from '../../core/random.ts';
import { companies } from './companies.ts';
import { finsimCorpusSample } from './corpus-sample.ts';
import { pretrainDocument, type PretrainDocument, type PretrainOptions } from './pretrain.ts';

function documents(count: number, options: PretrainOptions = {}, seed = 3): PretrainDocument[] {
  const random = Random.derive(seed, 'test');
  return Array.from({ length: count }, () => pretrainDocument(random, options));
}

function textOf(document: PretrainDocument): string {
  return 'text' in document ? document.text : document.messages.map((message) => message.content).join('\n');
}

const only = (name: string): PretrainOptions => ({
  weights: {
    lists: 0,
    lookup: 0,
    derived: 0,
    arithmetic: 0,
    glossary: 0,
    headlines: 0,
    rules: 0,
    chats: 0,
    [name]: 1,
  },
});

describe('pretrainDocument', () => {
  it('is the same stream for the same seed', () => {
    expect(documents(50)).toEqual(documents(50));
    expect(documents(50)).not.toEqual(documents(50, {}, 4));
  });

  it('speaks of training companies only', () => {
    const heldOut = new Set([...companies.dev, ...companies.test]);
    const names = documents(2000).flatMap((document) => textOf(document).match(/\b[A-Z][a-z]{3}\b/g) ?? []);
    expect(names.length).toBeGreaterThan(1000);
    expect(names.filter((name) => heldOut.has(name))).toEqual([]);
  });

  it('states every cell of a table again, each as the table has it', () => {
    for (const document of documents(200, only('lookup'))) {
      const text = textOf(document);
      const cells = [...text.matchAll(/^(\w+ (?:prior|current))=(\d+)$/gm)].slice(0, 6);
      expect(new Set(cells.map(([, name]) => name)).size).toBe(6);
      for (const [, name, value] of cells) {
        const stated = text.match(new RegExp(`${name}(=|\\? A: )${value}$`, 'gm')) ?? [];
        expect(stated.length).toBeGreaterThanOrEqual(2);
      }
    }
  });

  it('states no false arithmetic', () => {
    let claims = 0;
    for (const document of documents(1000)) {
      for (const [claim, a, operator, b, c, unit] of textOf(document).matchAll(
        /(\d+) ([-+/]) (\d+) = (\d+)(%?)/g,
      )) {
        const [left, right] = [Number(a), Number(b)];
        const value =
          operator === '+' ? left + right : operator === '-' ? left - right : (100 * left) / right;
        expect(`${claim}: ${value}`).toBe(`${claim}: ${c}`);
        expect(unit === '%').toBe(operator === '/');
        claims++;
      }
    }
    expect(claims).toBeGreaterThan(1000);
  });

  it('mixes the ingredients by their weights', () => {
    const chats = documents(3000).filter((document) => 'messages' in document).length / 3000;
    expect(chats).toBeGreaterThan(0.03);
    expect(chats).toBeLessThan(0.05);
    expect(documents(300, { weights: { chats: 0 } }).every((document) => 'text' in document)).toBe(true);
  });

  it('never works through what the teacher is weak at', () => {
    const text = documents(2000).map(textOf).join('\n');
    expect(text).not.toMatch(/headline says (fails to|does not)/);
    expect(text).not.toMatch(/is missing/);
    expect(text).not.toMatch(/but then/);
  });

  it('refuses weights that leave nothing', () => {
    const nothing = { ...only('chats').weights, chats: 0 };
    expect(() => documents(1, { weights: nothing })).toThrow(InputError);
    expect(() => documents(1, { weights: { chats: -1 } })).toThrow(/-1/);
    expect(() => documents(1, { weights: { chat: 1 } as PretrainOptions['weights'] })).toThrow(/chat/);
  });
});

describe('finsimCorpusSample', () => {
  it('gives n texts, half documents and half questions of every kind', () => {
    const texts = finsimCorpusSample(1, 200);
    expect(texts).toHaveLength(200);
    expect(texts).toEqual(finsimCorpusSample(1, 200));
    expect(texts.filter((text) => text.includes('<think>')).length).toBeGreaterThanOrEqual(100);
  });
});
