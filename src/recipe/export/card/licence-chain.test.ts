import { describe, expect, it } from 'vitest';
import { licenceChain } from './licence-chain.ts';

const base = (licence: string | null) => ({ what: 'ORG/BASE', licence });
const data = (licence: string) => ({ what: `data under ${licence}`, licence });

describe('licenceChain', () => {
  it('takes the base’s licence where nothing narrows it, and says who is to be named', () => {
    const chain = licenceChain(base('Apache-2.0'), [data('MIT'), data('CC BY 4.0')]);
    expect(chain).toMatchObject({ hub: 'apache-2.0', name: null });
    expect(chain.consequences).toEqual([
      'To be named, with their licence texts where these ask for it: ORG/BASE (Apache-2.0), data under MIT (MIT), data under CC BY 4.0 (CC BY 4.0).',
      'No part of the chain forbids a use.',
    ]);
  });

  it('is as narrow as its narrowest part', () => {
    const chain = licenceChain(base('apache-2.0'), [data('CC-BY-NC-4.0'), data('CC-BY-SA-4.0')]);
    expect(chain).toMatchObject({ hub: 'other', name: 'see-licence-chain' });
    expect(chain.consequences[0]).toBe(
      'Not for commercial use, because of data under CC-BY-NC-4.0 (CC-BY-NC-4.0).',
    );
    expect(chain.consequences.join()).toContain('must be shared alike');
    expect(chain.consequences.join()).not.toContain('No part');
    expect(licenceChain(base('llama3.2'), []).consequences).toEqual([
      'Terms of their own, to be read and passed on: ORG/BASE (llama3.2).',
    ]);
  });

  it.each([null, 'unknown', 'other'])('never makes %s a licence', (licence) => {
    const chain = licenceChain(base(licence), [data('MIT')]);
    expect(chain.hub).toBe('unknown');
    expect(chain.consequences[0]).toContain('The licence of ORG/BASE is not known');
    expect(chain.consequences.join()).not.toContain('No part');
  });

  it('leaves the choice to the maker of a model made from nothing', () => {
    expect(licenceChain(null, [data('Apache-2.0')])).toMatchObject({
      hub: 'other',
      name: 'chosen-by-its-maker',
    });
  });
});
