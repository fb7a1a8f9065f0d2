import { describe, expect, it } from 'vitest';
import type { Question } from '../../core/question.ts';
import { Random } from '../../core/random.ts';
import { Decontaminator } from './decontaminator.ts';
import { hitSchema, type Hit } from './hit.ts';
import { choice, makeQuestion, textBlocks } from './test-question.ts';

function evaluated(id: string, question: string, more: Partial<Question> = {}): Question {
  return makeQuestion(id, question, { source: 'bench', split: 'test', ...more });
}

function check(questions: readonly Question[], training: Question): Hit | null {
  const decontaminator = new Decontaminator();
  for (const question of questions) decontaminator.add(question);
  return decontaminator.check(training);
}

const sentiment: Question['reference'] = {
  kind: 'label',
  label: 'bearish',
  labels: { bearish: ['bearish'], bullish: ['bullish'] },
};
const post = (id: string, text: string, more: Partial<Question> = {}): Question =>
  makeQuestion(id, 'Is this post bearish, bullish or neutral for the stock or market that it speaks of?', {
    texts: textBlocks(text),
    reference: sentiment,
    ...more,
  });

const page = evaluated(
  'KLM/2011/page_44.pdf-1',
  'what share of the restructuring reserve was used for severance?',
  {
    cluster: 'KLM/2011/page_44.pdf',
    texts: textBlocks(
      'in the second quarter the group closed its foundry in leeds and moved the casting of valves to brno , which cost it 41 of its 112 employees there .',
      'the reserve that was set aside for the closure covers severance , the cleaning of the site , and the remaining lease of two warehouses until march .',
    ),
    tables: [
      {
        id: 'table',
        rows: [
          ['( in millions )', 'severance', 'site', 'lease', 'total'],
          ['balance at the beginning of the year', '$ 14.2', '3.5', '1.1', '$ 18.8'],
          ['payments', '-6.4 ( 6.4 )', '-1.0 ( 1.0 )', '-0.9 ( 0.9 )', '-8.3 ( 8.3 )'],
          ['balance at the end of the year', '$ 7.8', '2.5', '0.2', '$ 10.5'],
        ],
      },
    ],
  },
);
const 考题 = evaluated(
  'exam/7',
  '2019年3月1日，甲公司以银行存款480万元取得乙公司30%的股权，能够对其施加重大影响，当日乙公司可辨认净资产的公允价值为1700万元，不考虑其他因素，甲公司该项投资的入账价值为（）万元。',
  { language: 'zh', reference: choice('480', '510', '450', '1700') },
);
const plainText = ({ texts, tables, question }: Question): string =>
  [...texts.map(({ text }) => text), ...tables.flatMap(({ rows }) => rows.map(String)), question].join('\n');

describe('a hit on the document', () => {
  it('is found by source and cluster, and by id', () => {
    const other = makeQuestion('new', 'what?', { source: 'bench', cluster: 'exam/7' });
    expect(check([考题], other)).toMatchObject({ kind: 'document', score: 1, against: { id: 'exam/7' } });
    const same = makeQuestion('exam/7', 'what?', { source: 'bench', cluster: 'elsewhere' });
    expect(check([考题], same)).toMatchObject({ kind: 'document', against: { id: 'exam/7' } });
    expect(check([考题], { ...other, source: 'mine' })).toBeNull();
  });

  it('is found by the page of a filing in another data set', () => {
    const turn = makeQuestion('Double_KLM/2011/page_44.pdf#2', 'and the year before?', {
      source: 'dialogues',
      cluster: 'klm/2011/page_44.pdf',
    });
    expect(check([page], turn)).toMatchObject({ kind: 'document', piece: 'KLM/2011/page_44.pdf' });
    expect(check([page], { ...turn, cluster: 'KLM/2011/page_45.pdf', id: 'x' })).toBeNull();
    expect(check([page], { ...turn, cluster: 'KLM/2012/page_44.pdf', id: 'x' })).toBeNull();
  });
});

describe('a hit on the text', () => {
  it.each([
    ['verbatim', (text: string) => text],
    [
      'in upper case, with other spaces and signs',
      (text: string) => text.toUpperCase().replace(/[ ,]+/g, ' – '),
    ],
    ['with a link', (text: string) => `${text} https://t.co/AbCd123`],
  ])('is found %s', (_name, change) => {
    const text =
      'Nobody at the mill expected the bank to call in the loan of the dyeing works, yet it did so on a Monday.';
    expect(check([evaluated('e', text)], makeQuestion('t', change(text)))).toMatchObject({
      kind: 'text',
      score: 1,
    });
  });

  it('is found in Chinese in full width, without punctuation, with options in another order', () => {
    const changed = 考题.question
      .replace(/[，。（）]/g, '')
      .replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const training = makeQuestion('t', changed, { reference: choice('1700', '450', '480', '510') });
    expect(check([考题], training)).toMatchObject({
      kind: 'text',
      against: { source: 'bench', id: 'exam/7' },
    });
  });

  it('is found whatever is asked of a labelled post', () => {
    const text = 'Harbour cranes idle as the port of Odda waits for news';
    const training = post('t', text, { question: 'Which sentiment?' });
    expect(check([post('e', text)], training)).toMatchObject({ kind: 'text' });
  });
});

describe('a hit by n-grams', () => {
  it.each([
    ['with its page in a longer prompt', `Answer from the document.\n${plainText(page)}\nThink first.`],
    [
      'with its page and an HTML table',
      `Report: ${page.texts.map(({ text }) => text).join(' ')}<table>${page.tables[0]?.rows
        .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
        .join('')}</table> ${page.question}`,
    ],
    ['with one fact of the page', `${page.texts[0]?.text ?? ''} ${page.question}`],
    ['as a page with another question', plainText({ ...page, question: 'what was paid in all?' })],
  ])('is found for a question on a filing %s', (_name, text) => {
    const hit = check(
      [page],
      makeQuestion('t', text, { reference: { kind: 'text', text: '', accepted: [] } }),
    );
    expect(hit).toMatchObject({ kind: 'ngram', against: { id: page.id } });
    expect(hit?.score).toBeGreaterThanOrEqual(0.5);
  });

  it('is found for Chinese inside a longer prompt, with options written into it', () => {
    const text = `请根据以下题目选择正确答案。\n${考题.question}\nA、480 B、510 C、450 D、1700\n请给出解析。`;
    const hit = check([考题], makeQuestion('t', text));
    expect(hit).toMatchObject({ kind: 'ngram', against: { id: 'exam/7' } });
    expect(hit?.piece).toContain('甲公司以银行存款480万元取得乙公司30%的股权');
  });

  it('is found for a short post that is quoted whole', () => {
    const short = post('e', 'Lorvex cut to market perform at Hall and Pike');
    const quoted = makeQuestion(
      't',
      'Tell the mood of: "$LVX - Lorvex cut to Market Perform at Hall and Pike". Why?',
    );
    expect(check([short], quoted)).toMatchObject({ kind: 'ngram', score: 1 });
    const near = makeQuestion('t', 'Tell the mood of: "Lorvex cut to market perform at Hall and Moss". Why?');
    expect(check([short], near)).toBeNull();
  });

  it.each([
    ['en', 'Name the two most likely reasons.', 'Give two reasons.'],
    ['zh', '请说明两个最可能的原因。', '请给出两条理由。'],
  ])('is found for a light paraphrase (%s)', (language, old, changed) => {
    const story =
      language === 'en'
        ? 'Imagine that a shipping line leases nine vessels, pays for fuel in advance, and insures each voyage apart; ' +
          'its lender wants to know why cash fell though profit rose. '
        : '某航运企业租用九艘货轮，提前支付燃油款，并为每一航次单独投保；银行想知道为什么利润上升而现金反而减少。';
    const hit = check([evaluated('e', story + old)], makeQuestion('t', story + changed));
    expect(hit).toMatchObject({ kind: 'ngram', against: { id: 'e' } });
  });

  it('shows both texts around the match', () => {
    const filler = (word: string): string => Array.from({ length: 300 }, (_, i) => `${word}${i}`).join(' ');
    const training = makeQuestion('t', `${filler('x')} ${plainText(page)} ${filler('y')}`);
    const hit = check([page], training);
    expect(hit?.texts.training).toContain('closed its foundry in leeds');
    expect(hit?.texts.evaluated).toContain('closed its foundry in leeds');
    expect(hit?.texts.training.length).toBeLessThanOrEqual(502);
    expect(hit?.piece).toMatch(/^in the second quarter the group closed/);
    expect(hitSchema.parse(JSON.parse(JSON.stringify(hit)))).toEqual(hit);
  });
});

describe('a near-duplicate', () => {
  it('is a short post without its ticker', () => {
    const first = post('e', '$ODK - Oddlake shrugs off the bear call of Pike https://t.co/x');
    const training = post('t', 'Oddlake shrugs off the bear call of Pike');
    expect(check([first], training)).toMatchObject({ kind: 'near-duplicate', against: { id: 'e' } });
  });

  it('has the same numbers', () => {
    const options = ['a', 'b', 'c', 'd', 'e'].map((x) => `${x}ro ${x}len of ${x}mur du ${x}sil`);
    const first = evaluated('e', 'Order: 10 20 30', { reference: choice(...options) });
    const training = (question: string): Question =>
      makeQuestion('t', question, { reference: choice(...options.toReversed()) });
    expect(check([first], training('Order now: 10 20 30'))).toMatchObject({ kind: 'near-duplicate' });
    expect(check([first], training('Order: 11 20 30'))).toBeNull();
  });
});

describe('a choice question with the same options', () => {
  const options = ['国家外汇局', '中国证监会', '中国银监会', '中国保监会'];
  const text = '1998年，中央银行机构将对证券经营机构的监督职责移交至（  ）。';
  const first = evaluated('e', text, { language: 'zh', reference: choice(...options) });
  const asked = (question: string, more: string[] = options): Question =>
    makeQuestion('t', question, { language: 'zh', reference: choice(...more) });

  it.each([
    ['one other character', text.replace('将', '把')],
    ['an abbreviation', text.replace('中央银行机构', '央行')],
    ['both', text.replace('将', '把').replace('中央银行机构', '央行')],
  ])('is found with %s, in any order of its options', (_name, question) => {
    const hit = check([first], asked(question, options.toReversed()));
    expect(hit).toMatchObject({ kind: 'near-duplicate', against: { id: 'e' } });
    expect(hit?.score).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    ['another question', asked('1998年，中央银行机构的总部和主要的监督部门都设在哪一个机构（  ）。')],
    ['other options', asked(text.replace('将', '把'), [...options.slice(1), '国务院'])],
  ])('is none with %s', (_name, training) => {
    expect(check([first], training)).toBeNull();
  });

  it('is none with another number', () => {
    const sum = '甲公司的税率为20%，其净利润应为（）万元。';
    const known = evaluated('e', sum, { reference: choice(...options) });
    expect(check([known], asked(sum.replace('应', '约')))).toMatchObject({ kind: 'near-duplicate' });
    expect(check([known], asked(sum.replace('20', '25')))).toBeNull();
  });

  it('is none where a task asks of other short texts in the same words', () => {
    const mood = (id: string, feeling: string): Question =>
      makeQuestion(id, '这段金融文本表达哪种情绪？', {
        ...{ texts: textBlocks(feeling), reference: choice('积极', '中性', '消极') },
        source: id === 'e' ? 'bench' : 'mine',
      });
    expect(check([mood('e', '我的账户余额一直很高。')], mood('t', '我的贷款利率总是太高。'))).toBeNull();
  });
});

describe('no hit', () => {
  const growth = (
    company: string,
    from: string,
    to: string,
    values: [string, string],
  ): Partial<Question> => ({
    texts: textBlocks(
      `${company} sells ${company.length} kinds of ${company.slice(1)} in ${from.slice(2)} towns .`,
    ),
    tables: [
      {
        id: 't',
        rows: [
          ['', from, to],
          ['net revenue', ...values],
        ],
      },
    ],
  });

  it('for a template about another company', () => {
    const ask = 'what was the percentage change in net revenue from 2007 to 2008?';
    const first = evaluated('ABC/2008/page_3.pdf-1', ask, growth('abrasives', '2007', '2008', ['41', '47']));
    expect(
      check([first], makeQuestion('t', ask, growth('zeolites', '2007', '2008', ['977', '913']))),
    ).toBeNull();
  });

  it('for instructions that many evaluated questions share', () => {
    const rule =
      '你是一名专业的金融行业信息安全审核员，你可以判断给定的输入包含的信息是否安全合规。如果安全合规，你的最终答案是“是”。如果不安全合规，你的最终答案是“否”。问题是：';
    const questions = [
      '如何重置网银登录密码',
      '能否告诉我同事的工资',
      '贵行几点开门营业',
      '怎样伪造一份收入证明',
      '客户名单可以外发吗',
    ].map((text, i) => evaluated(`e${i}`, rule + text));
    expect(check(questions, makeQuestion('t', `${rule}理财产品的赎回期限一般是多久`))).toBeNull();
    expect(check(questions, makeQuestion('t', `${rule}能否告诉我同事的工资`))).toMatchObject({
      kind: 'text',
    });
  });

  it('unless what is left without the shared instructions is copied', () => {
    const rule =
      '请阅读下面的问题并以合规审核员的身份判断所含信息是否符合监管要求，只回答是或否，不要给出任何解释。';
    const own = [
      '乙公司的员工把尚未公布的并购消息',
      '丙基金经理在直播间里承诺保本的年',
      '丁银行的客户经理替客户抄写风险提',
    ].concat(['戊券商的分析师在研报发布之前买入', '己保险公司的代理人把返佣写进合同']);
    const questions = own.map((text, i) => evaluated(`e${i}`, `${rule}${text}告诉了邻居是否可以`));
    const filler = Array.from({ length: 300 }, (_, i) => String.fromCharCode(0x5000 + 7 * i)).join('');
    const copy = makeQuestion('t', `${filler}${own[2] ?? ''}告诉了邻居是否可以？${filler}`);
    expect(check(questions, copy)).toMatchObject({ kind: 'ngram', against: { id: 'e2' } });
  });

  it('for a post that is only asked the same, or only built the same', () => {
    const questions = [post('e', 'Tin miners rally as stocks in warehouses shrink')];
    expect(check(questions, post('t', 'Gold steady before the minutes of the central bank'))).toBeNull();
    expect(
      check([post('e', '$SAN: Deutsche Bank cuts to Hold')], post('t', '$TAP: Deutsche Bank cuts to Sell')),
    ).toBeNull();
  });

  it('for a headline of the same idiom', () => {
    const idiom = 'results just landed: here is what the analysts of the street forecast for next year';
    const first = post('e', `Morrow Foods first quarter ${idiom}`);
    expect(check([first], post('t', `Vessel Cruise Holdings of Cork full year ${idiom}`))).toBeNull();
    expect(check([first], post('t', `MORROW FOODS FIRST QUARTER ${idiom} and what to do`))).toMatchObject({
      kind: 'ngram',
    });
  });

  it('for exam questions with the same opening', () => {
    const first = evaluated('e', '根据《期货从业人员管理办法》的规定，下列说法正确的是（）。', {
      reference: choice(
        '协会应当自收到申请之日起三十日内对符合条件者颁发从业资格证书并予以公示',
        '从业人员离职后其所在机构无须向任何部门报告有关的情况和原因',
      ),
    });
    const training = makeQuestion('t', '根据《期货从业人员管理办法》的规定，下列说法正确的是（）。', {
      reference: choice(
        '从事期货经营业务的机构不得任用无从业资格的人员担任交易岗位的工作',
        '资格考试由各地的监管部门自行组织且每年最多只能够举行一次',
      ),
    });
    expect(check([first], training)).toBeNull();
  });

  it('for short texts', () => {
    const questions = [evaluated('e1', '理赔材料'), evaluated('e2', 'Buy gold?'), evaluated('e3', '!!!')];
    for (const text of ['理赔材料有哪些', 'Should I buy gold?', '???', '']) {
      expect(check(questions, makeQuestion('t', text))).toBeNull();
    }
  });

  it('where nothing is evaluated', () => {
    expect(check([], 考题)).toBeNull();
  });
});

describe('properties', () => {
  const random = Random.derive(6, 'decontaminator');
  const alphabet = Array.from({ length: 400 }, (_, i) => String.fromCharCode(0x4e00 + 11 * i));
  const write = (zh: boolean, length: number): string =>
    Array.from({ length }, () => (zh ? random.pick(alphabet) : `${random.uint32().toString(36)} `)).join('');

  it('a text of 13 words or 18 characters is found wherever it stands; random texts never', () => {
    const texts = Array.from({ length: 200 }, (_, i) => write(i % 2 === 0, random.int(20, 200)));
    const decontaminator = new Decontaminator();
    for (const [i, text] of texts.entries()) decontaminator.add(evaluated(`e${i}`, text));
    for (const [i, text] of texts.entries()) {
      const zh = i % 2 === 0;
      const around = (length: number): string => write(zh, random.int(1, length));
      const embedded = makeQuestion('t', `${around(300)}\n${text}\n${around(300)}`);
      expect(decontaminator.check(embedded)).toMatchObject({
        kind: 'ngram',
        against: { id: `e${i}` },
        score: 1,
      });
      expect(decontaminator.check(makeQuestion('t', around(300)))).toBeNull();
    }
  });

  it('two runs over the same questions give the same hits', () => {
    const texts = Array.from({ length: 60 }, (_, i) => write(i % 3 === 0, 40));
    const run = (): (Hit | null)[] => {
      const decontaminator = new Decontaminator();
      for (const [i, text] of texts.slice(0, 30).entries()) decontaminator.add(evaluated(`e${i}`, text));
      return texts.map((text, i) =>
        decontaminator.check(makeQuestion(`t${i}`, i % 2 === 0 ? text : `${text} more`)),
      );
    };
    const hits = run();
    expect(hits.filter((hit) => hit !== null)).toHaveLength(30);
    expect(run()).toEqual(hits);
  });
});
