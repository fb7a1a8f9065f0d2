/**
 * A text held against rulebooks: made ready, tested by every rule of its languages, reasoned on by a model for the rules it may touch, and
 * decided by one policy (`decide.ts`). Same text, rules, model answers: same result.
 */

import { countOf } from '../../../core/count-of.ts';
import { contentHash } from '../../../core/ids.ts';
import type { TextModel } from '../../../models/text-model.ts';
import type { KnownTexts } from '../likeness/known-texts.ts';
import { suspicionOf } from '../likeness/suspicion.ts';
import { harden, type HardenedText } from '../hardening/harden.ts';
import { isEffective, severities, type Rule, type Rulebook } from '../rules/rule.ts';
import { decide, type Hit } from './decide.ts';
import { isUnsure, languageOf, languagesIn, unreadIn } from './language.ts';
import { reasoningOf, type Candidate, type Reasoning, type ReasoningOptions } from './model-reasoning.ts';
import { RuleIndex } from './rule-index.ts';
import { hitsIn, testedViews, topicIn, type TestedView } from './rule-tests.ts';
import { decisions, type CheckedText, type Quote, type TextToCheck, type Verdict } from './verdict.ts';

export interface CheckerOptions {
  rulebooks: readonly Rulebook[];
  /** Null: none is asked. */
  model?: TextModel | null;
  /** Suspect texts that are like known breaches of these rules; null: rules' tests alone. */
  known?: KnownTexts | null;
  /** The day whose rules are in force, `2026-11-28`. */
  date: string;
  /** Send what names a person to models of others. */
  allowPii?: boolean;
  /** Keep it from models on this machine too: what answers on `localhost` may be a gateway to others. */
  redact?: boolean;
  /** Hold every text against every rulebook given, whatever its language. */
  anyLanguage?: boolean;
}

export interface Checker {
  /**
   * @param onAnswer told how many requests to the model are answered, of how many
   * @throws InterruptedError when `signal` fires.
   */
  check(
    text: TextToCheck,
    signal?: AbortSignal,
    onAnswer?: (done: number, total: number) => void,
  ): Promise<CheckedText>;
}

/** Rules that only retrieval speaks for: a model is asked about so many. */
const MOST_RETRIEVED = 5;
const UNSURE = 'Language unsure: too few words to tell; it was read as English.';
const HASH_DIGITS = 64;

export function openChecker(options: CheckerOptions): Checker {
  const {
    rulebooks,
    model = null,
    known = null,
    date,
    allowPii = false,
    redact = false,
    anyLanguage = false,
  } = options;
  const written = rulebooks.flatMap((book) => book.rules);
  const inForce = written.filter((rule) => isEffective(rule, date));
  const index = new RuleIndex(inForce);
  const versions = rulebooks.map(({ name, version, language }) => ({ name, version, language }));
  return {
    async check(given, signal, onAnswer) {
      const text = harden(given.text, given.hidden);
      const plain = text.views.map((view) => view.text).join('\n');
      const languages = languagesIn(plain);
      const isAsked = (language: Rule['language']): boolean => anyLanguage || languages.includes(language);
      const rules = inForce.filter((rule) => isAsked(rule.language));
      const views = testedViews(text.views);
      const tested = rules.map((rule) => foundIn(rule, views));
      const found = known === null ? tested : suspecting(tested, text, known, languages);
      const reasoning = await reasoned(model, text, found, {
        ...{ index, allowPii, redact },
        ...(onAnswer && { onAnswer }),
        ...(signal && { signal }),
      });
      const seen = text.forModel[0]?.text ?? '';
      const unread = unreadIn(seen, new Set(versions.map((book) => book.language)));
      const notes = [
        ...(unread === null ? [] : [unread.note]),
        ...(unread === null && isUnsure(seen) ? [UNSURE] : []),
        ...notInForce(rules.length, written.filter((rule) => isAsked(rule.language)).length, date),
      ];
      const verdicts = found
        .flatMap((one) => verdictOn(one, text, model, reasoning))
        // What no rule can read may break any: what is found still counts, and nothing is called kept.
        .filter(({ decision }) => !(unread?.isWhole === true && decision === 'compliant'))
        .sort(byGravity);
      return {
        id: given.id,
        language: languageOf(seen),
        inputHash: contentHash(given.text, HASH_DIGITS),
        decision: verdicts[0]?.decision ?? 'not applicable',
        verdicts,
        notApplicable: rules.length - verdicts.length,
        manipulations: text.manipulations,
        rulebooks: [
          ...versions
            .filter((book) => isAsked(book.language))
            .map(({ name, version }) => ({ name, version })),
          ...(known === null ? [] : [known.origin]),
        ],
        model: model?.id ?? null,
        promptHash: reasoning.promptHash,
        modelFaults: faultsOf(reasoning),
        ...(notes.length > 0 && { notes }),
      };
    },
  };
}

/** Nothing said where most rules are: some are always still to come, or gone. */
function notInForce(inForce: number, written: number, date: string): string[] {
  if (inForce * 2 >= written) return [];
  return inForce === 0
    ? [`No rule for this text was in force on ${date}.`]
    : [`Of ${countOf(written, 'rule')} for this text only ${inForce} were in force on ${date}.`];
}

interface Found {
  rule: Rule;
  hits: Hit[];
  topic: Quote | null;
}

function foundIn(rule: Rule, views: readonly TestedView[]): Found {
  const hits = hitsIn(rule, views);
  return { rule, hits, topic: hits[0]?.quote ?? topicIn(rule, views) };
}

/** Where no test of any rule speaks, likeness may: it knows words only, and would add nothing but doubt to what a test says. */
function suspecting(
  tested: readonly Found[],
  text: HardenedText,
  known: KnownTexts,
  languages: readonly Rule['language'][],
): readonly Found[] {
  if (tested.some(({ hits }) => hits.length > 0)) return tested;
  const [written] = text.views;
  const views = [...(written === undefined ? [] : [written]), ...text.forModel];
  const suspicion = suspicionOf(views, known, languages);
  if (suspicion === null) return tested;
  const { rule: id, hit } = suspicion;
  return tested.map((one) => (one.rule.id === id ? { ...one, hits: [hit], topic: hit.quote } : one));
}

async function reasoned(
  model: TextModel | null,
  text: HardenedText,
  found: readonly Found[],
  { index, ...options }: { index: RuleIndex } & ReasoningOptions,
): Promise<Reasoning> {
  if (model === null) return { said: new Map(), promptHash: null };
  const ids = new Set(found.map(({ rule }) => rule.id));
  // Words that are disguised in what a model sees are plain in the views.
  const words = [...text.forModel, ...text.views].map((view) => view.text).join('\n');
  const retrieved = new Set(index.candidates(words, MOST_RETRIEVED, (id) => ids.has(id)));
  const candidates: Candidate[] = found
    .filter(({ rule, topic }) => topic !== null || retrieved.has(rule.id))
    .map(({ rule, topic }) => ({ rule, about: topic }));
  return reasoningOf(model, text.forModel, candidates, options);
}

function verdictOn(
  { rule, hits, topic }: Found,
  text: HardenedText,
  model: TextModel | null,
  { said }: Reasoning,
): Verdict[] {
  const opinion = said.get(rule.id);
  const asked = model === null || opinion === undefined ? null : { id: model.id, said: opinion };
  const facts = factsOf(rule);
  const verdict = decide({ rule: facts, hits, applies: topic !== null, model: asked, text });
  return verdict === null ? [] : [verdict];
}

function factsOf(rule: Rule): Verdict['rule'] {
  const { id, title, citation, address, jurisdiction, topic, severity, language, rulebook, version } = rule;
  return { id, title, citation, address, jurisdiction, topic, severity, language, rulebook, version };
}

function byGravity(a: Verdict, b: Verdict): number {
  const decision = decisions.indexOf(a.decision) - decisions.indexOf(b.decision);
  const severity = severities.indexOf(b.rule.severity) - severities.indexOf(a.rule.severity);
  return decision || severity || (a.rule.id < b.rule.id ? -1 : 1);
}

function faultsOf({ said }: Reasoning): string[] {
  return [...said].flatMap(([id, opinion]) => ('fault' in opinion ? [`${id}: ${opinion.fault}`] : []));
}
