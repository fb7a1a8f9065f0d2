/** Texts with what names a person marked `{{…}}`, for tests: written before the finders were, all persons and numbers made up. */

const TEXTS = `
Please write to {{jane dot doe at example dot com}} before Friday.
Reach me: {{jane [at] example [dot] com}}.
Her address is {{jane.doe(at)example.co.uk}}, copy {{bob@example.org}}.
My mail is {{j.smith at gmail.com}}, thanks.
邮箱{{zhangsan艾特qq点com}}，请查收。
Contact: {{anna AT example DOT org}}
The note said {{amFuZS5kb2VAZXhhbXBsZS5jb20=}} and nothing else.
Here: {{Y2FsbCBtZSBhdCAxMzgxMjM0NTY3OA==}}
备注 {{MTM4MTIzNDU2Nzg=}} 请联系
Hex {{6a616e654065782e636f6d}} was in the log.
Call {{138.1234.5678}} tonight.
手机{{138 - 1234 - 5678}}，晚上打。
电话 {{1 3 8 1 2 3 4 5 6 7 8}}
打{{138_1234_5678}}找我
手机号{{(138)12345678}}
打我电话{{一三八一二三四五六七八}}
My cell is {{212.555.0142}}, call me.
Phone {{212/555/0142}} or {{(212)555-0142}}.
Ring {{+44 (0)20 7946 0958}} after six.
Tel: {{020 7946 0958}}
Mobile {{07700 900123}}.
电话：{{0755-8888 1234}}
Passport no. {{E12345678}}, issued 2019.
护照号 {{EA1234567}}，请核对。
His passport number is {{C01234567}}.
Travel document {{L 8987654}} was shown.
港澳通行证{{C12345678}}
She lives at {{221B Baker Street, London NW1 6XE}}.
Send it to {{742 Evergreen Terrace, Springfield, IL 62704}} please.
Ship to {{1600 Pennsylvania Ave NW, Washington, DC 20500}}.
Home: {{12 North Main St., Apt. 4B}}
My address: {{45 old mill lane, Cambridge}}
Write to {{P.O. Box 1234}}.
他住在{{北京市朝阳区建国路88号3号楼1201室}}。
地址：{{广东省深圳市南山区科技南路12号}}
请寄到{{上海市静安区南京西路1266号}}，收件人{{王小明}}。
家在{{人民大道十二号5栋301室}}
Dear {{Jane}}, your statement is ready.
Dear Mr {{Robert Miller}}, thank you.
We spoke with Mrs. {{O'Neill}} and Dr {{Anna Weber}}.
Client: {{Jane Doe}}, risk profile low.
My client {{Peter van Dyke}} wants out.
Account holder: {{Maria Lopez}}
Name: {{Wei Zhang}}
Kind regards,
{{Susan Clark}}
Ms {{Lee}} called; {{Lee}} will sell.
姓名：{{张三}}，风险等级：低。
客户{{李小龙}}要求赎回。
客户：{{欧阳娜娜}}
{{王}}先生您好，{{刘芳}}女士已签字。
请联系{{陈}}小姐。
联系人：{{赵敏}}
身份证{{110105194912310021}}，请核对。
身份证号：{{44010619900230123X}}
Card number {{4111 1111 1111 1112}} was declined.
银行卡{{6222021001122334455}}转出
ID card no. {{123456789012345}}
SSN {{900-12-3456}} on file.
IBAN {{GB82 WEST 1234 5698 7654 31}} bounced.
微信号：{{wxid_abc123}}
WeChat: {{jane_doe88}}, add me.
身份证{{11010519491231002X}} and card {{4111 1111 1111 1111}}
---
Look at example.com for the prospectus, or meet at noon.
The fund returned 12.5% at 31 Dec 2023 and 8.1% in 2024; call options fell.
Revenue was 1,234,567,890 in 2024, order 20240131-123456, ISIN US0378331005.
Trade 10,000 shares at 138.12 and 5,678 at 212.55.
Dear Client, your statement is ready. Dear Sir or Madam, Dear All,
Our client base grew; clients of Main Street Bank, on Wall Street, kept 100 accounts.
The Client Agreement and the Customer Relationship Summary were sent.
3 years down the road, 10 Year Treasury yields, 20 Wall Street firms.
客户方面反馈良好，客户金额不限，客户经理高先进，客户马上赎回。
本公司在全国各路代理中排名12号，道路建设债券第5号公告。
客户黄金持仓与客户周期，客户陈述不实。
国务院令第12号，证监会公告2024年第8号，沪深300指数。
FINRA Rule 2210(d)(1)(B), 17 CFR 275.206(4)-1, 2024-01-31, 555-1234
先生们女士们，各位客户，大家好。
Mr. and Mrs. investor; the ID of the order is 12345.
The card has a fee of 95 dollars and 0.25 percent in 2024.
aHR0cHM6Ly9leGFtcGxlLmNvbS9mdW5kL2RvY3MvMjAyNA== is the link.
Fax, phone and mail are open 9-17 on 28.11.2026, code 550e8400-e29b-41d4-a716-446655440000.
姓名、电话为必填项。客户姓名不得泄露。
`;

const UNSEEN = `
Ping {{k.brown at outlook dot com}} or {{k_brown[at]firm[dot]co[dot]uk}}.
邮箱是 {{lisi#qq.com}}
QQ: {{123456789}}
Text {{(646) 555.0199}} or {{+852 9123 4567}}.
我的号码：{{139-0000-1111}}，微信同号
WhatsApp me: {{+1-415-555-0177}}
He moved to {{88 Queen's Road Central, Hong Kong}}.
Office at {{1 Raffles Place, Singapore}}; home {{5 rue de Rivoli, Paris}}.
{{浙江省杭州市西湖区文三路90号东部软件园1号楼}}
她搬到{{成都市武侯区天府大道北段1700号}}
{{朝阳区望京街道10号院3单元502}}
Dear Ms. {{Katherine Johnson-Smith}}:
Hi {{Tom}}, can you call {{Liz}}?
This is {{James Wong}} from sales.
客户姓名：{{司马光}}，账号{{6228480402564890018}}
{{周}}女士，您的经理{{何伟}}会联系您。
投保人：{{林志玲}}
Client name: {{D'Angelo Russell}}; DOB {{12/03/1981}}
身份证号码为 {{3101011990010112}}
Passport: {{X1234567}}
driver's license {{D1234567}}
SSN: {{123 45 6789}}
Beneficiary: {{Olga Petrova}}, IBAN {{DE00 3704 0044 0532 0130 00}}
credit card ending {{4242 4242 4242 4241}}
`;

export interface LabelledText {
  text: string;
  /** Passages that name a person, in the order of the text. */
  passages: { start: number; end: number }[];
}

export const labelledTexts: readonly LabelledText[] = labelled(TEXTS);

/** Written once the finders stood, and not used to change them: what they find of what nobody had in mind. */
export const unseenTexts: readonly LabelledText[] = labelled(UNSEEN);

function labelled(rows: string): LabelledText[] {
  return rows
    .trim()
    .replace('regards,\n', 'regards,\u0000')
    .split('\n')
    .filter((row) => row !== '---')
    .map((row) => {
      const passages: LabelledText['passages'] = [];
      let text = '';
      for (const part of row.replace('\u0000', '\n').split(/(\{\{.*?\}\})/)) {
        const inner = /^\{\{(.*)\}\}$/.exec(part)?.[1];
        if (inner !== undefined) passages.push({ start: text.length, end: text.length + inner.length });
        text += inner ?? part;
      }
      return { text, passages };
    });
}
