import { describe, expect, it } from 'vitest';
import { InputError } from '../../core/errors.ts';
import { Random } from '../../core/random.ts';
import { companies } from './companies.ts';
import { finsimCorpusSample } from './corpus-sample.ts';
import type { Piece } from './pieces.ts';
import { pretrainDocument, type PretrainDocument, type PretrainOptions } from './pretrain.ts';

function documents(count: number, options: PretrainOptions = {}, seed = 3): PretrainDocument[] {
  const random = Random.derive(seed, 'test');
  return Array.from({ length: count }, () => pretrainDocument(random, options));
}

function textOf(document: PretrainDocument): string {
  if ('pieces' in document) return document.pieces.map(({ text }) => text).join('');
  return document.messages.map((message) => message.content).join('\n');
}

const only = (name: string): PretrainOptions => ({ weights: { [name]: 1 } });

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

  it.each(['pairs', 'lists', 'lookup'])('in %s, has to be learnt just what stands above', (name) => {
    for (const document of documents(200, only(name))) {
      if (!('pieces' in document)) throw new Error('a conversation');
      const [top, ...rest] = document.pieces;
      const known = new Map(
        [...(top as Piece).text.matchAll(/^([\w ]+)=(\d+)$/gm)].map(([, key, value]) => [key, value]),
      );
      expect(known.size).toBeGreaterThanOrEqual(2);
      expect(top?.learn).toBe(false);
      rest.forEach(({ text, learn }, i) => {
        if (!learn) return;
        const key = /^(.+)=$/.exec(rest[i - 1]?.text ?? '')?.[1] ?? '';
        expect(known.get(key)).toBe(text);
      });
      expect(rest.some(({ learn }) => learn)).toBe(true);
    }
  });

  it('plans only cells that the question names, and calculates only with numbers it was given or found', () => {
    for (const document of documents(200, only('plans'))) {
      if (!('pieces' in document)) throw new Error('a conversation');
      let [asked, before] = ['', ''];
      for (const { text, learn } of document.pieces) {
        if (!learn && text.endsWith('?\n')) [asked, before] = [text, ''];
        else if (learn && text.endsWith('=')) expect(asked).toContain(text.split(' ')[0]);
        else if (learn && text.startsWith('</think>')) {
          const answer = /<answer>\n(.+)\n/.exec(text)?.[1] ?? '';
          expect(`${asked}${before}`).toContain(answer);
          if (/\d/.test(answer)) expect(before.endsWith(`=${answer}\n`)).toBe(true);
        } else if (learn) {
          const [, a, b] = /^(\d+)(?:[-+/]| to )(\d+)/.exec(text) ?? [];
          for (const operand of [a, b])
            if (operand !== undefined) expect(`${asked}${before}`).toContain(operand);
        }
        before += text;
      }
    }
  });

  it('restates with replacement, so that no cell can be told by exclusion', () => {
    const twice = documents(100, only('lists')).filter((document) => {
      const stated = textOf(document).trim().split('\n').slice(-3);
      return new Set(stated).size < 3;
    });
    expect(twice.length).toBeGreaterThan(30);
  });

  it('states no false arithmetic', () => {
    let claims = 0;
    for (const document of documents(1000)) {
      for (const [claim, a, operator, b, c, unit] of textOf(document).matchAll(
        /(\d+)([-+/])(\d+)=(\d+)(%?)/g,
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
    expect(
      documents(300, { weights: { lists: 1, rules: 1, chats: 0 } }).every((document) => 'pieces' in document),
    ).toBe(true);
  });

  it('never works through what the teacher is weak at', () => {
    const text = documents(2000).map(textOf).join('\n');
    expect(text).not.toMatch(/headline says (fails to|does not)/);
    expect(text).not.toMatch(/is missing/);
    expect(text).not.toMatch(/but then/);
  });

  it('refuses weights that leave nothing', () => {
    const nothing = { chats: 0 };
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
