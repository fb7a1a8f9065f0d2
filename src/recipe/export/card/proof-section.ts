/** How the export was held against its source. */

import { countOf } from '../../../core/count-of.ts';
import { countText } from '../../../evaluate/index.ts';
import { ANSWER_TOKENS, differenceText, NEAR_TIE } from '../../../models/index.ts';
import type { Proof } from '../../../models/index.ts';
import type { ExportRecord } from '../export-record.ts';

const SHOWN = 5;

const ruleTexts: Readonly<Record<Proof['rule'], string>> = {
  exact: 'every token must agree',
  'near-ties': `every token must agree, but where the source's own two best tokens lay within ${NEAR_TIE} of each other (log probability)`,
  share: 'at least 95 % of tokens must agree',
};

function checkText({ by, rule, agreement, shift, fault }: Proof): string {
  if (agreement === null) return `- **${by}**: FAILED: ${fault}`;
  const { identical, answers, agreed, tokens, ended, endedAlike, differences } = agreement;
  const share = ((100 * agreed) / Math.max(1, tokens)).toFixed(2);
  const moved =
    shift === null
      ? ''
      : ` Log probabilities of the source's tokens moved by at most ${shift.largest.toPrecision(2)}, ${shift.mean.toPrecision(2)} on average.`;
  const shown = differences.slice(0, SHOWN).map((one) => `\n  - ${differenceText(one)}`);
  const more =
    differences.length > SHOWN ? `\n  - and ${differences.length - SHOWN} more, in \`export.json\`` : '';
  return (
    `- **${by}** (rule: ${ruleTexts[rule]}): ${fault === null ? 'passed' : `FAILED: ${fault}`}. ${identical} of ${countOf(answers, 'answer')} identical, ` +
    `${countText(agreed)} of ${countOf(tokens, 'token')} agree (${share} %); ${endsText(ended, endedAlike)}.${moved}${shown.join('')}${more}`
  );
}

/** Tokens that end an answer are compared by their ids in any case. */
function endsText(ended: number, alike: number): string {
  return ended === 0
    ? 'no answer of the source reached its end, so that of ends only the tokens were compared'
    : `${alike} of ${ended} ends of answers alike`;
}

export function proofSection({ proof }: ExportRecord): string {
  const { prompts, weights, checks, unchecked } = proof;
  const same =
    weights.differing === 0
      ? 'Every weight, read again from the files, is the source’s bit for bit.'
      : `Read again from the files, ${countText(weights.differing)} of ${countText(weights.of)} weights are rounded.`;
  return [
    `The files were loaded anew and asked ${prompts.count} prompts (${prompts.from}), greedily, up to ${ANSWER_TOKENS} new tokens each; chat template and prompt ` +
      `tokens had to be the source's, byte for byte. ${same} A token agrees when, after the source's prompt and answer so far, it is the one both hold for the likeliest.`,
    [...checks.map(checkText), ...unchecked.map((what) => `- Not checked: ${what}.`)].join('\n'),
  ].join('\n\n');
}
