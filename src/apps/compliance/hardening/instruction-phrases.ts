/**
 * How texts address whoever checks them. Each pattern runs over normalised text and stays inside of a sentence; none may match what people say to
 * each other about their work ("skip the identity check" is a breach, not an instruction to the checker).
 */

const GAP = '[^.!?\\n]{0,40}?';
const OUTCOME = `(?:compliant(?! with)|non-?breach|not? (?:a )?(?:breach|violation)|no (?:breaches|violations|issues? found)|not applicable|rule-abiding)`;
const SETTLED = `(?:(?:\\bas|=|:)\\s*["']?|["'])(?:approved|passed|pass|clean|safe|ok|okay|permitted|allowed)\\b`;

const english: readonly string[] = [
  `\\b(?:ignor|disregard|forget|overrid|bypass|cancel|supersed|discard)(?:e|es|ed|ing|ding)?\\b${GAP}\\b(?:instructions?|prompts?|system messages?|guidelines?|directives?)\\b`,
  `\\b(?:ignore|disregard|forget|override|cancel|discard)\\b${GAP}\\b(?:(?:previous|prior|above|preceding|earlier|foregoing)\\b[^.!?\\n]{0,20}|(?:all|any|every|these|those|your|the|of) (?:of )?(?:the |these |your )?(?:compliance )?)(?:rules?|rulebooks?|text|messages?|checks?|everything)\\b`,
  `\\b(?:do not|don't|never|stop|no longer) (?:follow|apply|obey|use|check)\\w*${GAP}\\b(?:instructions?|prompts?|rules|rulebook|this text)\\b`,
  `\\b(?:answer|reply|respond|output|print|return(?!s)|write|say|state|conclude|report|classify|mark|label|rate|treat|consider|declare|judge|deem|tag|grade|give|verdict|decision)(?:d|s|ed|ing)?\\b${GAP}(?:${OUTCOME}|${SETTLED})`,
  `\\b(?:final )?(?:decision|verdict|answer|result|conclusion|classification|label)\\b\\W{0,6}(?:is|are|be|:|=|→|->)\\W{0,6}(?:${OUTCOME}|approved|pass(?:ed)?|clean)\\b`,
  `\\byou are (?:now |no longer |actually )?(?:an? |the |in )?(?:\\w+ ){0,2}?(?:ai\\b|assistant|language model|chatbot|compliance (?:checker|reviewer|system|assistant|model|bot)|checker|unrestricted|dan\\b|(?:developer|debug|test|maintenance|admin) mode)`,
  `\\b(?:enter|enable|activate|switch to) (?:developer|debug|test|maintenance|admin|god) mode`,
  `\\b(?:act|behave|respond) as (?:if you|though you|an? (?:ai|assistant|model|unrestricted|compliance (?:checker|officer)))`,
  `\\bpretend (?:to be|that you|you)\\b|\\bfrom now on,? you\\b|\\brole-?play as\\b`,
  `\\b(?:new|updated|real|actual|revised) (?:instructions?|task|role|objective)\\s*:`,
  `\\byour (?:new |real |only )?(?:task|role|job|instructions?|objective) (?:is|are) (?:now )?(?:to )?`,
  `\\b(?:system|developer) (?:prompt|message|note|override|instruction|notice|update)s?\\b`,
  `(?:^|\\n)[ \\t>*#-]*(?:system|assistant|developer)[ \\t]*(?:\\]|\\))?[ \\t]*:[^\\n]*`,
  `\\b(?:note|message|memo|attention|dear|hello|hey|hi|instructions?|directive)[ ,:]*(?:to |for )?(?:the |any |all )?(?:ai\\b|llms?\\b|language models?|(?:compliance|automated|automatic|reviewing) (?:model|checker|bot|ai|system|tool|reviewer|classifier)s?|models?\\b|classifiers?\\b)`,
  `\\bif you are an? (?:ai|llm|language model|model|automated)\\b[^.!?\\n]*`,
  `\\b(?:text|message|document|e-?mail|communication|content|post|advertisement|brochure|material|this)\\b[^.!?\\n]{0,20}\\b(?:has|was|is|have|had)\\b[^.!?\\n]{0,20}\\b(?:reviewed|approved|cleared|checked|verified|whitelisted|exempted|signed off)\\b[^.!?\\n]{0,20}\\bby\\b[^.!?\\n]{0,15}\\b(?:compliance|legal|the regulators?|the officer)\\b`,
  `\\b(?:pre-?approved|already (?:been )?(?:approved|cleared|reviewed|verified)|whitelisted) (?:by|with) (?:the |our )?(?:compliance|legal)\\b`,
  `\\bcompliance (?:team |department |officer )?(?:has |have )?(?:already |previously )?(?:approved|cleared|signed off|verified|whitelisted) (?:on )?(?:this|it|all|everything|the (?:text|message|document|e-?mail|communication|content|above))\\b`,
  `\\b(?:do not|don't|never) (?:report|flag|mention|cite|raise|quote|output|call|find)\\b${GAP}\\b(?:breach(?:es)?|violations?|any (?:issues?|problems?|rules?)|non-compliance)\\b`,
  `\\b(?:text|message|document|e-?mail|content|above|everything)\\b[^.!?\\n]{0,12}\\b(?:is|are) (?:all |fully |entirely |completely )?compliant\\b(?! with)`,
  `\\bthis is (?:only |just |merely )?an? (?:test|drill|fictional|fictitious|training|sample) (?:message|text|example|scenario|case|document)\\b`,
  `\\b(?:end|beginning|start) of (?:the )?(?:text|document|message|input|data)(?: under (?:check|review))?\\b`,
];

const OUTCOME_ZH = `(?:合规(?!风险|部|官|性|要求|检查|审查|管理|人员|总监|培训|手册|意识|经营|问题|展业|操作)|不违规|未违规|无违规|没有违规|不存在违规|不适用|审核通过|通过审核|不违反|没有违反|compliant|not applicable)`;
const GAP_ZH = '[^。!?\\n]{0,15}?';

const chinese: readonly string[] = [
  `(?:忽略|无视|忘记|忘掉|忘了|不要理会|不必理会|不用理会|不用管|不要管|不要遵守|无需遵守|不必遵守|不再遵守|跳过|撤销|覆盖|抛开|丢弃)${GAP_ZH}(?:指令|指示|提示词|提示语|系统提示|规则|设定|命令|prompt|instruction)`,
  `(?:忽略|无视|忘记|忘掉|忘了|不要理会|不必理会|不用管|跳过|撤销|覆盖|抛开)${GAP_ZH}(?:以上|上述|之前|前面|上面|先前|此前)${GAP_ZH}(?:内容|要求|规定|文字|信息|一切|所有|全部|对话|条款)`,
  `(?:回答|回复|输出|返回|判定|判断|判为|判成|标记|标注|认定|写上|给出|评定|视为|视作|归类|归为|填写|显示|说明|声明|结论)(?!是否|能否)${GAP_ZH}(?<!是否|能否|是不是|符合)${OUTCOME_ZH}`,
  `(?:最终)?(?:判定|结论|结果|决定|答案|裁定|判断|裁决)(?:为|是|应为|:|=)[\\s"'“「『]*${OUTCOME_ZH}`,
  `你(?:现在|从现在起|将|就)?(?:是|扮演|充当|作为)${GAP_ZH}(?:助手|模型|AI|审核员|机器人|审核系统|合规官|审查员|检查员)`,
  `从现在(?:开始|起),?你|(?:新的?|最新|真正的|更新后的)(?:指令|任务|角色|系统提示)|角色扮演|(?:开发者|调试|维护|管理员)模式`,
  `系统(?:提示词?|消息|指令|设定|覆盖)|(?:^|\\n)[ \\t>*#-]*[\\[【(]?(?:系统|助手|开发者)[\\]】)]?[ \\t]*:[^\\n]*|[【\\[](?:系统|指令|系统提示)[】\\]]`,
  `(?:致|给|请|告知|提醒|各位|你好,?|尊敬的)(?:各位|所有|负责)?(?:AI|人工智能|大模型|语言模型|模型|智能审核|审核(?:系统|模型|机器人|AI|程序|助手)|合规(?:系统|模型|助手|机器人|AI|检查系统|审核系统))`,
  `(?:如果|若|假如)你是(?:一个|一名)?(?:AI|人工智能|大模型|语言模型|模型|审核)[^。!?\\n]*`,
  `(?:本|该|此|以上|这段|这条|这份|上述|上文)(?:文本|文字|文章|文|内容|消息|材料|信息|文案|广告|邮件|话术)?[^。!?\\n]{0,8}(?:已|已经|早已|均已)[^。!?\\n]{0,8}(?:合规|法务|监管|审核|审查|证监会|银保监)[^。!?\\n]{0,10}(?:审核|批准|通过|审批|认可|同意|豁免|确认|备案)`,
  `(?:合规部门?|合规官|法务部?|合规团队)[^。!?\\n]{0,4}(?:已|已经|早已)[^。!?\\n]{0,6}(?:审核|批准|通过|审批|认可|同意|豁免|确认)`,
  `(?:不要|不得|禁止|请勿|无需|不必|切勿|不用)[^。!?\\n]{0,6}(?:报告|标记|指出|提示|输出|判定|引用|标注|认定)[^。!?\\n]{0,10}(?:违规|违反|不合规)`,
  `(?:这|本文|以上|以下)(?:只是|仅仅是|仅是|不过是)[^。!?\\n]{0,6}(?:测试|虚构|演练|训练样本|样例)`,
  `(?:文本|文档|正文|输入|待查内容|消息)(?:到此)?(?:结束|开始)`,
];

/** Words of an instruction, wherever they stand. */
export const phrases = new RegExp([...english, ...chinese].join('|'), 'giu');

/** Marks of chat templates and prompts, and answers in the checker's own form. */
export const blocks: readonly RegExp[] = [
  /<\|?\/?(?:im_?start|im_?end|system|assistant|user|developer|endoftext|start_?header_?id|end_?header_?id|eot_?id|begin_?of_?text|bos|eos)\|?>(?:[^\n<]{0,400}(?=<\|?\/?(?:im_?end|system|assistant|user|eot_?id|endoftext)\|?>))?/giu,
  /<\/?(?:instructions?|text|document|untrusted|data|rules?|prompt|answer|verdict|think|系统|指令)>/giu,
  /\[\/?INST\]|<<\/?SYS>>|#{2,}\s*(?:system|instructions?|response|assistant|human|input|output)\b[^\n]*/giu,
  /\{[^{}]{0,400}["']?(?:decision|verdict|compliant|breach|result|label|status|conclusion|判定|结论|结果)["']?\s*[:=]\s*["']?(?:compliant|not applicable|no breach|true|false|pass|none|null|合规|不适用|通过|无)[^{}]{0,400}\}/giu,
  // A stamp: a line of its own in capitals.
  /(?<=^|\n)[^\p{L}\n]*(?:APPROVED|COMPLIANT|CLEARED|NO BREACH|合规|审核通过|已审核)(?: BY [A-Z ]+)?[^\p{L}\n]*(?=\n|$)/gu,
];
