/** Numbers of persons and accounts: sure by a check digit, or by the words beside them, whatever their digits. */

import { isCard, isIban, isResidentId, isSsn } from './checksums.ts';
import { AFTER, BEFORE, calledForm, END, form, START, type Form } from './form.ts';

const CARD =
  'credit card|debit card|bank card|card (?:number|no\\.?)|visa|mastercard|银行卡|信用卡|储蓄卡|借记卡|卡号';
const ID =
  '身份证|证件号|\\bid (?:card|number|no\\.?)|\\bidentity (?:card|number|no\\.?)|\\bnational id|\\bresident id';
const PASSPORT = 'passport|travel document|护照|通行证';
const LICENCE =
  "driver'?s'? licen[cs]e|driving licen[cs]e|\\bDL (?:no\\.?|number|#)|驾驶证|驾照|机动车驾驶证";
const ACCOUNT = 'account (?:number|no\\.?|#)|acct\\.? ?(?:no\\.?|#)?|账号|账户|卡号|帐号';
const INSURANCE = '\\bNINO|national insurance(?: number| no\\.?)?|\\bNI (?:number|no\\.?)';
const TAX = '\\bitin|taxpayer id(?:entification)?(?: number| no\\.?)?|\\bein\\b';
const BRANCH = 'routing (?:number|no\\.?)|sort code';
/** Names in messengers; what follows is told from prose by its colon, or by the figures in it. */
const MESSENGER = '(?:微信号?|wechat(?: id)?|weixin|vx|加v|qq号?|扣扣号?|skype|telegram|line id) ?[:：是] ?';
const WECHAT = '(?:微信号? ?|\\b(?:wechat(?: id)?|weixin|vx) )';

/** The first to claim a passage keeps it: the sure ones before those that are only called so. */
export const numberForms: readonly Form[] = [
  form('IBAN', `${START}[a-z]{2}\\d{2}(?:[ -]?[a-z0-9]{2,4}){3,8}${END}`, isIban),
  form('ID', `${BEFORE}[1-9](?:[ -]?\\d){16}[ -]?[\\dx]${AFTER}`, isResidentId),
  form('SSN', `${BEFORE}\\d{3}([- ])\\d{2}\\1\\d{4}${AFTER}`, isSsn),
  form('CARD', `${BEFORE}[3-6](?:[ -]?\\d){12,18}${AFTER}`, isCard),
  form('CARD', `${BEFORE}[3-6]\\d{3}([./_])\\d{4}\\1\\d{4}\\1\\d{1,7}${AFTER}`, (value) =>
    isCard(value.replaceAll('.', '')),
  ),
  form('IBAN', `(?<=\\biban[ :]{1,3})[a-z]{2}\\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?${END}`),
  calledForm('SSN', '\\bssn|social security(?: number| no\\.?)?', 12, '\\d{3}[- ]?\\d{2}[- ]?\\d{4}'),
  calledForm('CARD', CARD, 16, '\\d(?:[ -]?\\d){11,18}'),
  calledForm('ID', ID, 16, '\\d(?:[ -]?\\d){13,16}(?:[ -]?[\\dx])?'),
  // Of Hong Kong, its check digit in brackets, and of Taiwan.
  calledForm('ID', `${ID}|\\bhkid`, 16, '[a-z]{1,2}\\d{6} ?\\(?[\\da]\\)?'),
  calledForm('ID', ID, 16, '[a-z][1289]\\d{8}'),
  calledForm('ID', INSURANCE, 12, '[a-z]{2}(?: ?\\d{2}){3} ?[a-d]'),
  calledForm('ID', TAX, 12, '\\d{2,3}-?\\d{2}-?\\d{4,5}'),
  calledForm('PASSPORT', PASSPORT, 24, '(?:[a-z]{1,2} ?\\d{6,8}|\\d{9}|(?=(?:[a-z]*\\d){5})[a-z\\d]{9})'),
  calledForm('ID', LICENCE, 16, '(?=(?:[a-z]*\\d){5})[a-z]{0,5}\\d[a-z\\d]{4,17}'),
  calledForm('ACCOUNT', ACCOUNT, 8, '\\d(?:[ -]?\\d){5,21}'),
  calledForm('ACCOUNT', BRANCH, 8, '\\d{2}(?:[ -]?\\d{2}){2}(?:\\d{3})?'),
  form('ACCOUNT', `(?<=${MESSENGER})[a-z0-9][\\w.-]{4,30}`),
  form('ACCOUNT', `(?<=${WECHAT})(?=[\\w-]*\\d)[a-z][\\w-]{5,19}${AFTER}`),
  form('ACCOUNT', `${BEFORE}wxid_[\\w-]{4,20}`),
  form('ACCOUNT', `(?<=(?:\\bqq|扣扣)(?:号码?)? ?)[1-9]\\d{4,10}${AFTER}`),
];
