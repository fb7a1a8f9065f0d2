/** Names of persons, known by the words beside them; a name without such words is not found. */

import { exactForm, type Form } from './form.ts';

const CAPITAL = "(?:[A-Z](?:\\.|[a-z'’-]*[A-Z]?[a-z]+(?:[-'’][A-Z][a-z]+)*))";
const NAME = `${CAPITAL}(?:(?: (?:van|von|de|der|da|di|del|la|bin|al))* ${CAPITAL}){0,3}`;
const FULL_NAME = `${CAPITAL}(?:(?: (?:van|von|de|der|da|di|del|la|bin|al))* ${CAPITAL}){1,3}`;
/** Whom letters address that have no name. */
const NOBODY =
  '(?!(?:Sir|Sirs|Madam|Client|Clients|Customer|Customers|Investor|Investors|Member|Members|Shareholder|Shareholders|Valued|All|Team|Colleague|Colleagues|' +
  'Friend|Friends|Partner|Partners|Everyone|Reader|Readers|Policyholder|Participant|Participants|Applicant|Ms|Mrs|Mr|Dr|Prof|Miss|Agreement|Relationship|The|This|Our|Your|Hiring)\\b)';
const TITLE = '\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Mme|Herr|Frau)\\.? ';
const CALLED =
  '\\b(?:[Cc]lient|[Cc]ustomer|[Aa]ccount holder|[Bb]eneficiary|[Pp]atient|[Ee]mployee|[Aa]pplicant|[Aa]ttn|[Nn]ame|[Ff]ull name|[Pp]ayee)(?: name)?: ?';
const SIGNED = '(?:[Rr]egards|[Ss]incerely|[Bb]est|[Tt]hanks|[Cc]heers)(?:,?\\n|, )';

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤俞章鲁葛邬柳温施洪庄';
/** Those that begin hardly any word beside "client". */
const SURE_SURNAMES =
  '王李张刘陈杨赵吴徐朱胡郭罗郑梁谢宋韩冯邓曹彭肖董袁潘蔡蒋杜魏吕沈姚卢姜崔谭汪邹孟熊秦邱尹薛闫陶黎郝龚邵';
const DOUBLE = '欧阳|司马|上官|诸葛|司徒|东方|皇甫|慕容|令狐';
const surname = `(?:${DOUBLE}|[${SURNAMES}])`;
/** What follows a name and is none of it. */
const GIVEN =
  '(?![要说的是在来问把将已想买被让和与及先女您你我他她也都对向做有没会能可请表需因为，。])\\p{Script=Han}';
const CALLED_ZH =
  '(?:姓名|客户姓名|客户名称|户名|联系人|收件人|持有人|投保人|受益人|被保险人|客户)(?:[:是为]| :)? ?';

export const nameForms: readonly Form[] = [
  exactForm('NAME', `(?<=${TITLE})${NOBODY}${NAME}`),
  exactForm('NAME', `(?<=\\b(?:Dear|Hi|Hello) )${NOBODY}${NAME}`),
  exactForm('NAME', `(?<=${CALLED})${NOBODY}${NAME}`),
  exactForm('NAME', `(?<=\\b[Cc]lient )${NOBODY}${FULL_NAME}`),
  exactForm('NAME', `(?<=${SIGNED})${NOBODY}${FULL_NAME}(?=\\.?\\s*(?:\\n|$))`),
  exactForm('NAME', `${surname}(?:${GIVEN}){0,2}(?= ?(?:先生|女士|小姐|太太))`),
  exactForm('NAME', `(?<=${CALLED_ZH.replace('|客户)', '|客户(?=[:是为]))')})${surname}(?:${GIVEN}){1,2}`),
  exactForm(
    'NAME',
    `(?<=客户)(?!陈述|张贴|胡乱|王牌|谢谢|徐徐|罗列|郑重)[${SURE_SURNAMES}](?:${GIVEN}){1,2}`,
  ),
];
