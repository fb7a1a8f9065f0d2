/**
 * What Fin-Eva's tasks ask where a row holds only the material: a term, a post, a news item. Written for this project; upstream keeps such
 * sentences in its own loader. Tasks that are not listed (exams, reading) ask in the row itself.
 */

export const antTasks: Readonly<Record<string, string>> = {
  金融术语解释: '下列哪一项对上述金融术语的解释最恰当？',
  金融意图理解: '上述用户提问的意图是下列哪一项？',
  保险意图理解: '上述用户提问的意图是下列哪一项？',
  金融槽位识别: '上述文本中的金融主体是下列哪一项？',
  保险槽位识别: '上述文本中的险种或保险产品是下列哪一项？',
  金融情绪识别: '上述金融文本表达的情绪是下列哪一项？',
  研判观点提取: '上述研报内容对市场走向的判断是下列哪一项？',
  文本总结归纳: '下列哪一项对上述文本的归纳最恰当？',
  资讯标题生成: '下列哪一项最适合作为上述资讯的标题？',
  投教话术生成: '下列哪一项最能让用户理解上述词汇的含义？',
  营销文案生成: '下列哪一项最适合作为上述产品的营销文案？',
  金融合规性: '上述输入是否符合金融合规要求？请回答“是”或“否”。',
  信息安全合规: '上述输入是否符合信息安全合规要求？请回答“是”或“否”。',
  金融问题识别: '上述问题是否属于金融问题？请回答“是”或“否”。',
  金融事实性: '上述金融信息是否符合事实？请回答“是”或“否”。',
  保险核赔推理: '上述案例是否符合保险理赔条件？请回答“是”或“否”。',
};
