/** What the page of a report says, in the two languages. */

const en = {
  title: 'Compliance check',
  lang: 'en',
  texts: 'texts',
  breach: 'breach',
  'needs review': 'needs review',
  compliant: 'compliant',
  'not applicable': 'not applicable',
  open: 'open',
  assigned: 'assigned',
  accepted: 'accepted',
  overruled: 'overruled',
  low: 'low',
  medium: 'medium',
  high: 'high',
  critical: 'critical',
  decision: 'Decision',
  severity: 'Severity',
  rule: 'Rule',
  citation: 'Citation',
  state: 'Officer',
  search: 'Search',
  all: 'all',
  found: 'findings',
  more: 'Show more',
  none: 'Nothing matches.',
  suggestion: 'Suggested',
  manipulation: 'Manipulation',
  reads: 'reads as',
  by: 'By',
  model: 'Model',
  noModel: 'none: rule tests, retrieval and likeness to known breaches',
  rulebooks: 'Rulebooks',
  unfinished: 'Not finished: the texts that were not reached are not in this report.',
  unread: 'How files were read, and what of them was not:',
  unreadLanguage:
    'texts in a language that no rulebook in use reads; nothing here says that they keep its rules',
  faults: 'texts on which the model failed for some rules',
  about:
    'A check finds what its rules and model find, and may miss a breach. It is no legal advice. Texts without a finding are counted and not shown.',
} as const;

export type PageWords = Record<keyof typeof en, string>;

const zh: PageWords = {
  title: '合规检查',
  lang: 'zh-CN',
  texts: '条文本',
  breach: '违规',
  'needs review': '待复核',
  compliant: '合规',
  'not applicable': '不适用',
  open: '未处理',
  assigned: '已分派',
  accepted: '已确认',
  overruled: '已推翻',
  low: '低',
  medium: '中',
  high: '高',
  critical: '严重',
  decision: '结论',
  severity: '严重程度',
  rule: '规则',
  citation: '依据条款',
  state: '合规专员',
  search: '搜索',
  all: '全部',
  found: '项发现',
  more: '显示更多',
  none: '没有符合条件的内容。',
  suggestion: '建议措辞',
  manipulation: '操纵迹象',
  reads: '还原为',
  by: '依据',
  model: '模型',
  noModel: '无：规则测试、检索以及与已知违规的相似度',
  rulebooks: '规则集',
  unfinished: '尚未完成：未检查到的文本不在本报告中。',
  unread: '文件的读取方式及未读取的内容：',
  unreadLanguage: '条文本所用语言没有任何规则手册可以检查，不能视为合规',
  faults: '条文本上模型对部分规则未能作答',
  about:
    '检查只能发现其规则与模型所能发现的问题，可能有遗漏，且不构成法律意见。没有发现的文本只计数、不列出。',
};

/** Those of the language that most texts are in. */
export function pageWords(languages: readonly string[]): PageWords {
  const chinese = languages.filter((language) => language === 'zh').length;
  return chinese * 2 > languages.length ? zh : en;
}
