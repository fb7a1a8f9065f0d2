import { describe, expect, it } from 'vitest';

import { endpointsFrom, hubTokenFrom } from './endpoints.ts';

describe('endpointsFrom', () => {
  it('takes the usual places, and mirrors without their slash', () => {
    expect(endpointsFrom({ HF_ENDPOINT: ' ' })).toMatchObject({
      ...{ huggingface: 'https://huggingface.co', githubApi: 'https://api.github.com' },
    });
    const mirrors = { HF_ENDPOINT: 'https://hf.example/', FIN_R1_GITHUB_RAW: 'http://git.example/raw//' };
    expect(endpointsFrom(mirrors)).toMatchObject({
      ...{ huggingface: 'https://hf.example', githubRaw: 'http://git.example/raw' },
    });
  });

  it('refuses what is no web address, by the name of the variable', () => {
    expect(() => endpointsFrom({ HF_ENDPOINT: 'hf.example' })).toThrow(
      'HF_ENDPOINT is no web address: hf.example',
    );
    expect(() => endpointsFrom({ FIN_R1_GITHUB_API: 'file:///x' })).toThrow('FIN_R1_GITHUB_API');
  });
});

describe('hubTokenFrom', () => {
  it('gives the token, and never shows one of another form', () => {
    expect(hubTokenFrom({ HF_TOKEN: 'hf_a\n' })).toBe('hf_a');
    expect(hubTokenFrom({})).toBeUndefined();
    expect(() => hubTokenFrom({ HF_TOKEN: 'sk-secret' })).toThrow(/^(?!.*secret)HF_TOKEN is no token/);
  });
});
