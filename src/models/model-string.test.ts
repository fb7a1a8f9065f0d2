import { describe, expect, it } from 'vitest';
import { isFree, readModelString } from './model-string.ts';

const env = { DEEPSEEK_API_KEY: 'sk-1', OPENROUTER_API_KEY: ' sk-2\n', FIN_R1_API_KEY: '' };

describe('readModelString', () => {
  it('finds providers, servers and local models', () => {
    expect(readModelString('deepseek/deepseek-reasoner', env)).toMatchObject({
      kind: 'http',
      baseUrl: 'https://api.deepseek.com',
      name: 'deepseek-reasoner',
      apiKey: 'sk-1',
    });
    expect(readModelString('openrouter/qwen/qwen3-32b', env)).toMatchObject({
      name: 'qwen/qwen3-32b',
      apiKey: 'sk-2',
    });
    expect(readModelString('http://10.0.0.5:8000/v1/#Qwen/Qwen3-8B', env)).toMatchObject({
      kind: 'http',
      baseUrl: 'http://10.0.0.5:8000/v1',
      name: 'Qwen/Qwen3-8B',
      apiKey: null,
    });
    expect(readModelString('gguf:/models/a.gguf', env)).toMatchObject({
      kind: 'gguf',
      path: '/models/a.gguf',
    });
    for (const local of ['run:quick@sft', './models/qwen', '/models/qwen', 'models/qwen']) {
      expect(readModelString(local, env).kind).toBe('folder');
    }
  });

  it('says which variable is missing, and what a server string lacks', () => {
    expect(() => readModelString('openai/gpt-5', env)).toThrow(/OPENAI_API_KEY is not set/);
    expect(() => readModelString('http://localhost:8000/v1', env)).toThrow(/name is missing after #/);
    expect(() => readModelString('http://me:secret@host/v1#m', env)).toThrow(/^(?!.*secret).*password/);
    // No address at all, and yet it may hold one.
    expect(() => readModelString('http://me:secret@host:99999/v1#m', env)).toThrow(/^(?!.*secret).*#/);
  });

  it.each(['m?key=QSECRET', 'm&token=QSECRET', 'm%3Fkey=QSECRET', 'm key=QSECRET'])(
    'refuses a secret after #, and does not say it: %s',
    (fragment) => {
      const read = (): unknown => readModelString(`http://localhost:8000/v1#${fragment}`, env);
      expect(read).toThrow(
        expect.objectContaining({ code: 'model', message: expect.not.stringContaining('SECRET') }),
      );
    },
  );

  it('knows what costs nothing', () => {
    expect(isFree('http://localhost:8000/v1#m')).toBe(true);
    expect(isFree('http://127.0.0.1:8000/v1#m')).toBe(true);
    expect(isFree('run:quick@sft')).toBe(true);
    expect(isFree('https://localhost.example.com/v1#m')).toBe(false);
    expect(isFree('deepseek/deepseek-chat')).toBe(false);
  });
});
