/** Where people live: streets with a number, in English and Chinese. */

import { exactForm, form, type Form } from './form.ts';

const STREETS =
  'Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Court|Ct|Place|Square|Terrace|Parkway|Pkwy|Highway|Hwy|Close|Crescent|Gardens|Mews|Way';
const FLAT = '(?:,? (?:Apt|Apartment|Unit|Suite|Ste|Flat|Floor|#)\\.? ?[\\w-]{1,6})';
const TOWN = "(?:, ?[A-Z][a-z][A-Za-z.'-]*(?: [A-Z][a-z][A-Za-z.'-]*){0,3})";
const CODE = '(?:,? [A-Z]{2} \\d{5}(?:-\\d{4})?|,? [A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2})';
const CALLED = '(?:address|lives? at|living at|resides? at|residing at|home is)(?: is)?:? ?';

const FIGURE = '[\\d一二三四五六七八九十百零〇]';
const PROVINCE =
  '(?:(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台湾)(?:省|市|特别行政区|壮族自治区|自治区)?)?';
/** Words before a place that are none of it. */
const PLACE = '(?:(?![住在到于是为址寄送家:,的和与从了])\\p{Script=Han})';

export const addressForms: readonly Form[] = [
  exactForm(
    'ADDRESS',
    `(?<![\\w.,])\\d{1,5}[A-Z]?(?:-\\d+)? (?:[A-Z][A-Za-z'-]*\\.? ){1,4}(?:${STREETS})\\b\\.?(?! ?%)(?: (?:NW|NE|SW|SE|N|S|E|W)\\b)?${FLAT}?${TOWN}{0,2}${CODE}?`,
  ),
  form('ADDRESS', `(?<=\\b${CALLED})\\d{1,5}[a-z]?(?: [a-z'-]+\\.?){1,4} (?:${STREETS})\\b(?:, ?[a-z]+)?`),
  form('ADDRESS', `\\bP\\. ?O\\. ?Box \\d+|\\bPO Box \\d+`),
  form(
    'ADDRESS',
    `${PROVINCE}(?:${PLACE}{1,6}?(?:市|州|盟))?(?:${PLACE}{1,6}?(?:区|县|旗))?(?:${PLACE}|\\d){1,8}?(?:路|街|大道|巷|弄|胡同)(?:东段|西段|南段|北段|中段|[东西南北]{1,2})?${FIGURE}+(?:号|弄)(?!文|令|公告|线)(?:院|楼)?(?:[\\dA-Za-z一二三四五六七八九十-]{1,6}(?:号楼|楼|栋|幢|座|单元|室|层|号))*`,
  ),
];
