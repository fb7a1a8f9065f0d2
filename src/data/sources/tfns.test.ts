import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { makeDataDir, readAll, type TestDataDir } from './test-data-dir.ts';
import { postCluster } from './tfns-posts.ts';
import { tfns } from './tfns.ts';

let dir: TestDataDir;
beforeEach(async () => {
  dir = await makeDataDir();
});
afterEach(() => dir.remove());

describe('tfns', () => {
  it('reads quoted texts with newlines, commas and quotes', async () => {
    await dir.put(
      'tfns/sent_train.csv',
      'text,label\n$ACME: cut to Sell,0\n"line one\nline two, with ""quotes""",1\nNothing happened,2\nNo label,\n',
    );
    const { questions, refusals } = await readAll(tfns, dir.path, 'train');
    expect(refusals).toMatchObject([{ kind: 'excluded', id: 'train/3', reason: 'no gold in the release' }]);
    expect(questions.map(({ id, texts }) => [id, texts[0]?.text])).toEqual([
      ['train/0', '$ACME: cut to Sell'],
      ['train/1', 'line one\nline two, with "quotes"'],
      ['train/2', 'Nothing happened'],
    ]);
    const labels = questions.map(({ reference }) => (reference?.kind === 'label' ? reference.label : null));
    expect(labels).toEqual(['bearish', 'bullish', 'neutral']);
  });

  it('quarantines an unknown label with its line and excludes texts with two labels', async () => {
    await dir.put(
      'tfns/sent_valid_500.csv',
      'text,label\nSame post https://t.co/a,0\nOther,7\nSame  post https://t.co/b,2\nFine,1\n',
    );
    const { questions, refusals } = await readAll(tfns, dir.path, 'dev');
    expect(questions.map((question) => question.id)).toEqual(['dev/3']);
    expect(refusals).toMatchObject([
      { kind: 'quarantined', file: 'tfns/sent_valid_500.csv', line: 3 },
      { kind: 'excluded', id: 'dev/0', reason: 'the same text has two labels' },
      { kind: 'excluded', id: 'dev/2' },
    ]);
  });

  it('gives posts that differ only in links one cluster', () => {
    expect(postCluster('Acme up  https://t.co/a')).toBe(postCluster('acme up https://t.co/b'));
    expect(postCluster('Acme up')).not.toBe(postCluster('Acme down'));
  });

  it('has no test split', async () => {
    await dir.put('tfns/sent_train.csv', 'text,label\n');
    await expect(readAll(tfns, dir.path, 'test')).rejects.toThrow(/no test file of tfns/);
  });

  /** Texts with their ids, and each refusal as `line: reason`. */
  async function train(content: string | Uint8Array): Promise<{ posts: string[][]; refused: string[] }> {
    await dir.put('tfns/sent_train.csv', content);
    const { questions, refusals } = await readAll(tfns, dir.path, 'train');
    return {
      posts: questions.map(({ id, texts }) => [id, texts[0]?.text ?? '']),
      refused: refusals.map((refusal) => {
        expect(refusal).toMatchObject({ kind: 'quarantined', source: 'tfns', file: 'tfns/sent_train.csv' });
        return `${'line' in refusal ? refusal.line : ''}: ${refusal.reason}`;
      }),
    };
  }

  it('gives up the line of a quote that is not closed and reads the rows below', async () => {
    const swallowed = await train('text,label\n"ACME opens,0\nB rises,1\n"C, again",2\nD "the best",1\n');
    expect(swallowed.posts).toEqual([
      ['train/1', 'B rises'],
      ['train/2', 'C, again'],
      ['train/3', 'D "the best"'],
    ]);
    expect(swallowed.refused).toEqual(['2: a quote is opened and not closed before the next one']);

    const toTheEnd = await train('text,label\n"two\nlines",1\n"ACME opens,0\n\nB rises,1\n');
    expect(toTheEnd.posts).toEqual([
      ['train/0', 'two\nlines'],
      ['train/2', 'B rises'],
    ]);
    expect(toTheEnd.refused).toEqual(['4: a quote is opened and never closed']);
  });

  it('does not take the rest of a broken row for a row', async () => {
    const { posts, refused } = await train('text,label\n"line one\nline two" oops,1\nB rises,1\n');
    expect(posts).toEqual([['train/2', 'B rises']]);
    expect(refused).toEqual([
      '2: a quote is opened and not closed before the next one',
      '3: a quote stands inside a field that does not begin with one',
    ]);
  });

  it('reads mixed line ends and counts physical lines', async () => {
    const { posts, refused } = await train(
      '\uFEFFtext,label\r\nA,0\nB,1\rC,2\r\n\r\n"two\r\n\nbreaks",1\nD,9\r\nE,1',
    );
    expect(posts.map(([, text]) => text)).toEqual(['A', 'B', 'C', 'two\r\n\nbreaks', 'E']);
    expect(refused).toEqual([expect.stringMatching(/^9: field label/)]);
  });

  it('quarantines rows with too few or too many columns', async () => {
    const { posts, refused } = await train('label,text\n1,A\n1,B,C\n0\n2,D\n');
    expect(posts).toEqual([
      ['train/0', 'A'],
      ['train/3', 'D'],
    ]);
    expect(refused).toEqual(['3: columns: expected 2, found 3', '4: columns: expected 2, found 1']);
  });

  it('quarantines a row that is not UTF-8', async () => {
    const rows = [Buffer.from('text,label\n\u20ac up,1\n'), Buffer.from('caf\u00e9 down,0\n', 'latin1')];
    const { posts, refused } = await train(Buffer.concat([...rows, Buffer.from('caf\u00e9 up,1\n')]));
    expect(posts).toEqual([
      ['train/0', '\u20ac up'],
      ['train/2', 'caf\u00e9 up'],
    ]);
    expect(refused).toEqual(['3: not valid UTF-8']);
  });

  it.each([
    ['', /^tfns\/sent_train\.csv must begin with .* text, label, but it is empty\.$/],
    ['text,label\r\n\r\n', /^tfns\/sent_train\.csv must hold .* one row, but it ends after the header\.$/],
    ['\ntweet,label\nA,1\n', /names the columns text, label, but its line 2 is "tweet,label"\.$/],
    ['A rises,1\n', /but its line 1 is "A rises,1"\.$/],
    ['"text,label\nA,1\n', /but its line 1 cannot be read \(a quote is opened and never closed\)/],
    [Buffer.from('\uFEFFtext,label\nA,1\n', 'utf16le'), /but its line 1 cannot be read \(not valid UTF-8\)/],
  ])('refuses a file that is not its own: %j', async (content, message) => {
    const failure = train(content);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toMatchObject({ code: 'broken-csv', exitCode: 2 });
  });

  it('says that a folder stands where a file is expected', async () => {
    await dir.put('tfns/sent_train.csv/inside', '');
    await expect(readAll(tfns, dir.path, 'train')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/sent_train\.csv cannot be read: it is a folder/) as string,
    });
  });
});
