/** The words of relation that the frames of both languages know. */

/** What may stand right before a number; unlike the words of results no `to` and `at`, behind which a level is told. */
export const ROUGHLY =
  '(?:(?:about|approximately|approx\\.?|roughly|around|nearly|almost|exactly|just|only|over|some|another|a|an|the|full|further|≈) )*';

export const UP =
  'up|increas(?:e[ds]?|ing)|ris(?:en?|es|ing)|rose|gr(?:[eo]ws?|own|owth|owing)|gain(?:ed|s)?|climb(?:ed|s)?|jump(?:ed)?|advanc(?:ed?)|expan(?:d(?:ed)?|sion)|widen(?:ed|ing)?|lengthen(?:ed)?|higher|uptick|more';
export const DOWN =
  'down|decreas(?:e[ds]?|ing)|declin(?:e[ds]?|ing)|drop(?:ped|s)?|f[ae]ll(?:en|s)?|los[ts]|reduc(?:ed|tion)|shr[aiu]nk|lower|less|narrow(?:ed|ing)?|contract(?:ed|ion)|slip(?:ped)?|slid|cut|shorten(?:ed)?';
export const TURN =
  'improv(?:ed?|ement|es)|deteriorat(?:ed?|ion|es)|worsen(?:ed|s)?|chang(?:ed?|es)|mov(?:ed?|ement)|swing|swung|shift(?:ed)?|differ(?:ed|ence|s)?|gap|spread|deviat(?:ed?|ion)|off|move';
/** `rose by about`, `an increase of`. */
export const CHANGE_LEAD = new RegExp(
  `\\b(?:${UP}|${DOWN}|${TURN})(?: [a-z]+ly| again| further| back)?(?: by| of)? ${ROUGHLY}$`,
);

export const Z_MORE = '高|多|大|长|快|贵|宽|增加|增长|上升|提高|扩大|延长|超过|超|上涨|增多|领先';
export const Z_LESS = '低|少|小|短|慢|便宜|窄|减少|下降|降低|下跌|缩小|缩短|落后';
export const Z_EITHER = '差|相差|差距|差额|缺口?|缺|有|剩余?|余|改善|恶化|变动|变化|富余|悬殊|不足';
export const Z_ROUND = '(?:了|出|掉|约|大约|大概|将近|近|整整|正好|刚好|为|是|达|:| )*';
export const Z_CHANGE_LEAD = new RegExp(`(?:${Z_MORE}|${Z_LESS}|改善|恶化|变动|变化)${Z_ROUND}$`);
