/** What a server of tests checks with: one rule, and files that are plain text. */

import { join } from 'node:path';
import { testCheck, testRule } from '../../apps/compliance/test-check.ts';
import { InputError } from '../../core/errors.ts';
import type { ComplianceOptions } from './compliance-options.ts';

/** In a folder of its own; with a model, its answer becomes the reason of each verdict. */
export function testCompliance(folder: string): ComplianceOptions {
  return {
    ...{ checksDir: folder, auditPath: join(folder, 'served', 'audit.jsonl'), keepTexts: false },
    rulebooks: [{ name: testRule.rulebook, rules: [testRule] }],
    checker: (rules, model) => {
      const unknown = rules?.find((name) => name !== testRule.rulebook);
      if (unknown !== undefined) throw new InputError(`no rulebook ${unknown}`, { code: 'not-found' });
      return async (text) => {
        const checked = testCheck(text);
        if (model === null) return checked;
        const params = { maxTokens: 8, temperature: 0, seed: 0 };
        const [said] = await model.generate([{ role: 'user', content: text.text }], params, 1);
        return { ...checked, model: model.id, modelFaults: [`said ${said?.completionTokens} tokens`] };
      };
    },
    readFile: (name, bytes) => {
      const text = Buffer.from(bytes).toString('utf8');
      if (text === '') return Promise.reject(new InputError(`${name} holds no text`));
      return Promise.resolve({ texts: [{ id: name, text }], notes: ['page 2 holds no text'] });
    },
  };
}
