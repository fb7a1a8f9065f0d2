/** Names of persons, known by the words beside them, or by lists of given names. */

import { exactForm, type Form } from './form.ts';
import { FIRMS, GIVEN_LETTERS, GIVEN_NAMES } from './given-names.ts';

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

/** Capitals behind a given name that are no surname. */
const AFTER_NAME =
  'I|The|This|We|You|He|She|They|Please|Can|Could|Do|Did|Is|Are|Was|Will|Would|If|It|And|But|Also|Thanks|Our|Your|My|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Fund|Street|Group|Bank|Capital';
const SIGNED_ZH =
  '(?:谢谢|多谢|感谢|祝好|祝安|顺祝商祺|顺颂商祺|商祺|此致|敬礼|敬上|辛苦了?|拜托了?|麻烦了|保重|晚安)[大家您你各位了啦]{0,3}[,，!！。~ ]?\\s*';

/** A single name under a letter. */
const CLOSING =
  '(?:[Rr]egards|[Ss]incerely|[Bb]est|[Bb]est wishes|[Tt]hanks|[Tt]hank you|[Cc]heers|[Yy]ours(?: truly| faithfully)?|[Aa]ll the best|[Tt]ake care|[Tt]alk soon|[Ll]ove)(?:[,!.]?[ \\t]*\\n\\s*|[,!] )';
const NO_SIGNATURE =
  '(?!(?:Again|Everybody|Guys|Folks|Both|So|But|And|Please|We|If|It|Also|Just|As|In|On|For|To|A|An|Compliance|Management|Support|Sales|Operations|Legal|Marketing|Research|Regards|' +
  'Wishes|Best|Cheers|Thanks|Kind|Warm|Sent|Yes|No|Note|PS|Ok|Okay|Sorry|Looking|Let|See|Talk|Will|Can|Could|Would|Have|Happy|Good|Great|Much|Attached|Disclaimer|Confidential|Important)\\b)';

/** Letters that come before a name in a sentence, or after it. */
const WITH =
  '(?:联系|找到?|请|让|由|叫|跟|和|与|向|给|问|通知|抄送|转告|告诉|麻烦|@|致|我是|我叫|名叫|本人|同事|经理|主管|顾问|专员|律师|医生|老师|行长|总监|助理|经办人?|复核人?|审批人|申请人|交给|发给|转给)';
const DOES =
  '(?=会|将|说|负责|联系|来电|来了|今天|昨天|明天|已|签|办|买|卖|的(?:账户|身份证|电话|手机|保单|合同|资料|户|卡|基金|理财|流水|征信|名下|妈妈|爸爸|孩子|老公|老婆)|同学|同志|老师|经理|主任|律师|医生|阿姨|大爷|名下|[,，:：;；。!！?？、)）\\s]|$)';
const given = `[${GIVEN_LETTERS}]`;

export const nameForms: readonly Form[] = [
  exactForm('NAME', `(?<=${TITLE})${NOBODY}${NAME}`),
  exactForm('NAME', `(?<=\\b(?:Dear|Hi|Hello) )${NOBODY}${NAME}`),
  exactForm('NAME', `(?<=${CALLED})${NOBODY}${NAME}`),
  exactForm(
    'NAME',
    `(?<=(?:^|\\n)(?:From|To|Cc|CC|cc|Bcc|BCC|bcc): ?)${NOBODY}${FULL_NAME}(?= *(?:[<,;.\\n]|$))`,
  ),
  exactForm('NAME', `(?<=\\b[Cc]lient )${NOBODY}${FULL_NAME}`),
  exactForm('NAME', `(?<=${SIGNED})${NOBODY}${FULL_NAME}(?=\\.?\\s*(?:\\n|$))`),
  exactForm('NAME', `${surname}(?:${GIVEN}){0,2}(?= ?(?:先生|女士|小姐|太太))`),
  exactForm('NAME', `(?<=${CALLED_ZH.replace('|客户)', '|客户(?=[:是为]))')})${surname}(?:${GIVEN}){1,2}`),
  exactForm(
    'NAME',
    `(?<=客户)(?!陈述|张贴|胡乱|王牌|谢谢|徐徐|罗列|郑重)[${SURE_SURNAMES}](?:${GIVEN}){1,2}`,
  ),
  exactForm('NAME', `(?<=${CLOSING})${NOBODY}${NO_SIGNATURE}[A-Z][a-z]{1,14}(?=\\.?[ \\t]*(?:\\n|$))`),
  exactForm('NAME', `(?<=\\n\\s*[—–-]{1,2} ?)${NOBODY}${NO_SIGNATURE}[A-Z][a-z]{1,14}(?=\\s*$)`),
  exactForm(
    'NAME',
    `(?<!\\b(?:${GIVEN_NAMES}) )\\b(?!${FIRMS})(?:${GIVEN_NAMES})\\b(?:(?: [A-Z]\\.)?(?: (?!(?:${AFTER_NAME})\\b)${CAPITAL}){0,2})(?!\\w)`,
  ),
  exactForm(
    'NAME',
    `(?<=${SIGNED_ZH})(?:[小老阿][${SURNAMES}]|[${SURNAMES}][总工姐哥]|${surname}(?:${GIVEN}){1,2})(?=[。.!]?\\s*(?:\\n|$))`,
  ),
  exactForm(
    'NAME',
    `(?<=(?:\\n|[。!?~])\\s*[—–-]{1,3} ?)(?:[小老阿][${SURNAMES}]|${surname}(?:${GIVEN}){1,2})(?=\\s*$)`,
  ),
  exactForm(
    'NAME',
    `(?<![\\p{Script=Han}]|[大最真])[小老][${SURE_SURNAMES}](?=[,，:：!！]| ?(?:你|您|说|问|来|在|把|给|跟|和|今天|明天|昨天|那边))`,
  ),
  exactForm('NAME', `(?<=我(?:的名字)?叫)${surname}(?:${GIVEN}){1,2}(?=[,，。.、;；!！\\s]|$)`),
  exactForm('NAME', `(?<=${WITH})[${SURE_SURNAMES}]${given}{1,2}${DOES}`),
  exactForm('NAME', `(?<!\\p{Script=Han})[${SURE_SURNAMES}]${given}{1,2}${DOES}`),
  exactForm(
    'NAME',
    `(?<=${WITH})[小老][${SURE_SURNAMES}](?=[,，:：。!！、]|$|你|您|说|问|来|在|把|给|跟|和|的|去|帮)`,
  ),
  exactForm(
    'NAME',
    `[${SURE_SURNAMES}孙](?=阿姨|大爷|大妈|奶奶|爷爷|叔叔|老太|老爷子|经理|主任|行长|老师|律师|医生|大夫)`,
  ),
  exactForm(
    'NAME',
    `(?:[${SURE_SURNAMES}]|(?<![任如为几])何)${given}{1,2}(?=会(?:联系|给|打|通知)|负责(?:联系|对接|办理|跟进))`,
  ),
];
