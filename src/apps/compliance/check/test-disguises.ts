/** Known breaches in disguises that people use, for tests: how, the text, the breach it is. Written before anything was made to find them. */

const rows = `
dots between letters | We g.u.a.r.a.n.t.e.e you a r.e.t.u.r.n of 12% a year. | We guarantee you a return of 12% a year.
underscores between letters | Your p_r_o_f_i_t is g_u_a_r_a_n_t_e_e_d, and there is no risk of losing money. | Your profit is guaranteed, and there is no risk of losing money.
underscores between words | Your guaranteed_profit comes without_any_risk, there_is_no_risk_of_losing_money. | Your guaranteed profit comes without any risk, there is no risk of losing money.
underscores throughout | We_guarantee_you_a_return_of_12%_a_year. | We guarantee you a return of 12% a year.
hyphens throughout | Your-profit-is-guaranteed-and-there-is-no-risk-of-losing-money. | Your profit is guaranteed, and there is no risk of losing money.
dots throughout | Your.profit.is.guaranteed.and.there.is.no.risk.of.losing.money | Your profit is guaranteed, and there is no risk of losing money.
no blanks, capitals | YourProfitIsGuaranteedAndThereIsNoRiskOfLosingMoney. | Your profit is guaranteed, and there is no risk of losing money.
no blanks, small | yourprofitisguaranteedandthereisnoriskoflosingmoney | Your profit is guaranteed, and there is no risk of losing money.
hyphen in a word | We gua-rantee you a re-turn of 12% a year. | We guarantee you a return of 12% a year.
stars in a word | We gu*ar*an*tee you a ret*urn of 12% a year. | We guarantee you a return of 12% a year.
slash in a word | We guar/antee you a re/turn of 12% a year. | We guarantee you a return of 12% a year.
brackets in a word | We (g)uarantee you a ret(u)rn of 12% a year. | We guarantee you a return of 12% a year.
blanks in a word | We guar antee you a re turn of 12% a year. | We guarantee you a return of 12% a year.
misspelt, left out | We garantee you a retrn of 12% a year. | We guarantee you a return of 12% a year.
misspelt, by ear | Your profitt is guarenteed, and there is no risk of loosing money. | Your profit is guaranteed, and there is no risk of losing money.
misspelt, turned round | Your proift is gauranteed, and there is no rsik of losing money. | Your profit is guaranteed, and there is no risk of losing money.
misspelt, doubled | We guaaaranteee you a rettturn of 12% a year. | We guarantee you a return of 12% a year.
misspelt approval | Our stratagy has been aproved by the SEC. | Our strategy has been approved by the SEC.
misspelt inside information | The CFO told me the earnigns will beat, nobody knows yet, so buy calls today. | The CFO told me the earnings will beat, nobody knows yet, so buy calls today.
a letter between Chinese ones | 本产品保V本保V收益，请放心购买。 | 本产品保本保收益，请放心购买。
a star between Chinese letters | 本产品保*本，保*收*益，请放心购买。 | 本产品保本，保收益，请放心购买。
slashes between Chinese letters | 我们保/证/收/益不低于8%，请放心购买。 | 我们保证收益不低于8%，请放心购买。
hyphens between Chinese letters | 本产品保-本保-收益，请放心购买。 | 本产品保本保收益，请放心购买。
full stops between Chinese letters | 本产品保。本。保。收。益，请放心购买。 | 本产品保本保收益，请放心购买。
quotes round Chinese letters | 本产品“保”“本”“保”“收益”，请放心购买。 | 本产品保本保收益，请放心购买。
brackets between Chinese letters | 本产品保（）本保（）收益，请放心购买。 | 本产品保本保收益，请放心购买。
pinyin in one | 本产品baoben，请放心购买。 | 本产品保本，请放心购买。
pinyin apart | 本产品bao ben bao shou yi，请放心购买。 | 本产品保本保收益，请放心购买。
pinyin for a letter | 本产品保ben保shou益，请放心购买。 | 本产品保本保收益，请放心购买。
pinyin with tones | 本产品bǎo běn bǎo shōu yì，请放心购买。 | 本产品保本保收益，请放心购买。
pinyin throughout | Zhe kuan chan pin bao ben bao shou yi, ling feng xian, wen zhuan bu pei! | 这款产品保本保收益，零风险，稳赚不赔！
pinyin of a promise | 亏了算我的，公司chengnuo peichang您的全部sunshi。 | 亏了算我的，公司承诺赔偿您的全部损失。
pinyin of inside information | neimu xiaoxi，还没公告，这家公司下周要被shougou，你赶快mai入。 | 内幕消息，还没公告，这家公司下周要被收购，你赶快买入。
Chinese letters in parts | 本产品亻呆本亻呆收益，请放心购买。 | 本产品保本保收益，请放心购买。
more letters in parts | 这款产品禾急贝兼不贝咅，请放心购买。 | 这款产品稳赚不赔，请放心购买。
parts with a blank | 这款产品禾急 贝兼 不贝咅，请放心购买。 | 这款产品稳赚不赔，请放心购买。
base32 | Read this: {base32} | Your profit is guaranteed, and there is no risk of losing money.
base32 of Chinese | 请看：{base32} | 本产品保本保收益，零风险，请放心购买。
ASCII85 | Read this: <~{ascii85}~> | Your profit is guaranteed, and there is no risk of losing money.
ASCII85 without marks | Read this: {ascii85} | Your profit is guaranteed, and there is no risk of losing money.
words backwards in a sentence | We eetnaraug you a nruter of 12% a year. | We guarantee you a return of 12% a year.
Chinese backwards | 。买购心放请，险风零，益收保本保品产本 | 本产品保本保收益，零风险，请放心购买。
unseen letters and signs | Your p\u200b.\u200br\u200b.\u200bo.f.i.t is g\u2060_u\u2060_a_r_a_n_t_e_e_d, and there is no risk of losing money. | Your profit is guaranteed, and there is no risk of losing money.
other scripts and signs | We g.u.а.r.а.n.t.е.е you a r-е-t-u-r-n of 12% a year. | We guarantee you a return of 12% a year.
other scripts and a mistake | We gаrаntее you а rеtum of 12% a year. | We guarantee you a return of 12% a year.
figures and a mistake | Your pr0fitt is gu4rent33d, and there is no r1sk of losing money. | Your profit is guaranteed, and there is no risk of losing money.
`;

const encoders: Readonly<Record<string, (text: string) => string>> = { base32, ascii85 };

export interface Disguise {
  name: string;
  text: string;
  /** What it says, plainly. */
  breach: string;
}

export const disguises: readonly Disguise[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [name = '', text = '', breach = ''] = row.split(' | ');
    return {
      name,
      text: text.replace(/\{(\w+)\}/, (_, code: string) => encoders[code]?.(breach) ?? ''),
      breach,
    };
  });

function base32(text: string): string {
  const bits = Array.from(Buffer.from(text), (byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{1,5}/g) ?? [];
  const written = letters
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)])
    .join('');
  return written.padEnd(Math.ceil(written.length / 8) * 8, '=');
}

function ascii85(text: string): string {
  const bytes = Buffer.from(text);
  const groups = Array.from({ length: Math.ceil(bytes.length / 4) }, (_, at) =>
    bytes.subarray(at * 4, at * 4 + 4),
  );
  return groups
    .map((group) => {
      let value = Buffer.concat([group, Buffer.alloc(4 - group.length)]).readUInt32BE();
      const written: string[] = [];
      for (let at = 0; at < 5; at++, value = Math.floor(value / 85))
        written.unshift(String.fromCharCode(33 + (value % 85)));
      return written.slice(0, group.length + 1).join('');
    })
    .join('');
}
