import { describe, expect, it } from 'vitest';

import { needsAcceptance, requireAccepted } from './licence-gate.ts';

describe('the licence gate', () => {
  it('lets open licences pass, whatever their spelling, and no other', () => {
    for (const open of [
      'MIT',
      'apache-2.0',
      'CC BY 4.0',
      'cc-by-sa-4.0',
      'CC0-1.0',
      'CDLA-Permissive-2.0',
      'own',
    ])
      expect(needsAcceptance(open), open).toBe(false);
    for (const other of ['CC-BY-NC-4.0', 'cc-by-nc-sa-4.0', 'unknown', 'GPL-3.0', ''])
      expect(needsAcceptance(other), other).toBe(true);
  });

  it('names source, licence and flag of what was not accepted', () => {
    const sources = [
      { id: 'free', licence: 'MIT' },
      { id: 'exams', licence: 'CC-BY-NC-SA-4.0' },
      { id: 'code', licence: 'unknown' },
    ];
    expect(() => requireAccepted(sources, [])).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(/exams has the licence CC-BY-NC-SA-4\.0/) as string,
        hint: expect.stringContaining('--accept-licence CC-BY-NC-SA-4.0') as string,
      }),
    );
    expect(() => requireAccepted(sources, ['cc-by-nc-sa-4.0'])).toThrow(
      /code was released without a licence/,
    );
    expect(() => requireAccepted(sources, ['cc-by-nc-sa-4.0', 'Unknown'])).not.toThrow();
  });
});
