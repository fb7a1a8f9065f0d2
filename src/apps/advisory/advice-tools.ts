/** What an advice takes from the rulebooks: the rules that the gate cites, and the check of an explanation for promises. */

import { loadRulebooks, openChecker } from '../compliance/index.ts';
import type { Rulebook, RuleFacts } from '../compliance/index.ts';
import { FinR1Error } from '../../core/errors.ts';
import type { TextModel } from '../../models/index.ts';
import type { TextFault } from './explain/check-text.ts';
import type { CheckPromises } from './explain/check-draft.ts';
import type { AdviceTools } from './plan/advise.ts';
import type { FindRule } from './suitability/citations.ts';
import type { Language } from './wording.ts';

/** Rulebooks on what may be said to a client, by the language of the text. */
const PROMOTION: Record<Language, readonly string[]> = {
  en: ['us-communications', 'eu-investor'],
  zh: ['cn-promotion'],
};

export interface AdviceRules {
  /** `day`: the rules in force then, e.g. `2026-11-28`. */
  tools(day: string, model: TextModel | null): AdviceTools;
}

/** @throws InputError where the rulebooks of the package cannot be read. */
export function loadAdviceRules(): AdviceRules {
  const rulebooks = loadRulebooks();
  const findRule = ruleFinder(rulebooks);
  return {
    tools: (day, model) => ({
      findRule,
      rulebooks: rulebooks.map(({ name, version }) => ({ name, version })),
      checkPromises: promiseCheck(rulebooks, day),
      model,
    }),
  };
}

function ruleFinder(rulebooks: readonly Rulebook[]): FindRule {
  const rules = new Map(rulebooks.flatMap((book) => book.rules.map((rule) => [rule.id, rule] as const)));
  return (id): RuleFacts => {
    const rule = rules.get(id);
    if (rule === undefined) {
      throw new FinR1Error(
        'missing-rule',
        `no rulebook has the rule ${id}, which the suitability gate cites`,
        {
          hint: 'Put the rule back into its rulebook, or install fin-r1 again.',
        },
      );
    }
    const { title, citation, address, jurisdiction, topic, severity, language, rulebook, version } = rule;
    return { id, title, citation, address, jurisdiction, topic, severity, language, rulebook, version };
  };
}

function promiseCheck(rulebooks: readonly Rulebook[], day: string): CheckPromises {
  const checkers = new Map<Language, ReturnType<typeof openChecker>>();
  return async (text, language): Promise<TextFault[]> => {
    let checker = checkers.get(language);
    if (checker === undefined) {
      const books = rulebooks.filter(({ name }) => PROMOTION[language].includes(name));
      if (books.length === 0) {
        throw new FinR1Error(
          'missing-rulebook',
          `none of the rulebooks ${PROMOTION[language].join(', ')} is there`,
          {
            hint: 'Without them no explanation can be checked for promises: install fin-r1 again.',
          },
        );
      }
      checker = openChecker({ rulebooks: books.map(aboutInvesting), date: day, anyLanguage: true });
      checkers.set(language, checker);
    }
    const { verdicts } = await checker.check({ id: 'explanation', text });
    return verdicts
      .filter(({ decision }) => decision === 'breach')
      .flatMap(({ rule, reason, quotes }) =>
        // A breach without a passage is one of the whole text.
        (quotes.length > 0 ? quotes : [{ start: 0, end: text.length }]).map(({ start, end }) => ({
          ...{ start, end, rule: rule.id, reason: `${rule.id} (${rule.citation}): ${reason}` },
        })),
      );
  };
}

/** Every sentence of an advice is about investing, said or not: no test waits for words that say so. */
function aboutInvesting(book: Rulebook): Rulebook {
  const rules = book.rules.map((rule) => ({
    ...rule,
    tests: rule.tests.map((test) => ({ ...test, with: [] })),
  }));
  return { ...book, rules };
}
