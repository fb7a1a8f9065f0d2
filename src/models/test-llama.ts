/**
 * A stand-in for node-llama-cpp that keeps books. Its tokens are character codes, its model answers the last message backwards, a letter a
 * token; under a grammar it gives JSON and then line feeds, as llama.cpp does.
 */

import type { LlamaLibrary, LlamaModel, LlamaSequence, Token } from './llama-library.ts';

const TEMPLATE =
  '{{ bos_token }}{% for message in messages %}{{ message.role }}:{{ message.content }};{% endfor %}' +
  '{% if add_generation_prompt %}>{% endif %}';

interface Behaviour {
  gpu?: string | false;
  /** What goes wrong when the model is loaded. */
  broken?: Error;
  template?: string | undefined;
  /** Whether the model wants a begin-of-text token that its template does not write. */
  prependBos?: boolean;
  /** The model's answer, where it is not the last message backwards. */
  answer?: string;
  /** The model's answer under a grammar. */
  json?: string;
}

export class TestLlama {
  readonly settings: Parameters<LlamaSequence['evaluate']>[1][] = [];
  /** Tokens of prompts, as each request had them read. */
  readonly read: string[] = [];
  readonly schemas: object[] = [];
  contextSize = 0;
  disposed = 0;
  mostAtOnce = 0;
  #atOnce = 0;
  readonly #behaviour: Behaviour;

  constructor(behaviour: Behaviour = {}) {
    this.#behaviour = behaviour;
  }

  readonly load = (): Promise<LlamaLibrary> => {
    const { gpu = false, broken } = this.#behaviour;
    return Promise.resolve({
      getLlama: () =>
        Promise.resolve({
          gpu,
          loadModel: () => (broken ? Promise.reject(broken) : Promise.resolve(this.#model())),
          createGrammarForJsonSchema: (schema) => Promise.resolve({ number: this.schemas.push(schema) }),
          dispose: () => Promise.resolve(void this.disposed++),
        }),
      LlamaGrammarEvaluationState: class {},
    });
  };

  #model(): LlamaModel {
    const { template, prependBos = false } = { template: TEMPLATE, ...this.#behaviour };
    return {
      fileInfo: { metadata: { tokenizer: template === undefined ? {} : { chat_template: template } } },
      tokens: { bosString: '^', eosString: '$', shouldPrependBosToken: prependBos },
      trainContextSize: 1000,
      createContext: ({ contextSize }) => {
        this.contextSize = contextSize;
        return Promise.resolve({ getSequence: () => this.#sequence() });
      },
      tokenize: (text) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0),
      isEogToken: (token) => token === 36,
      detokenize: text,
    };
  }

  #sequence(): LlamaSequence {
    let memory: Token[] = [];
    const same = (tokens: readonly Token[]): number => {
      const different = memory.findIndex((token, i) => token !== tokens[i]);
      return different < 0 ? memory.length : different;
    };
    const { read, settings, changeAtOnce } = this;
    const { json = '{}', answer: says } = this.#behaviour;
    return {
      get nextTokenIndex() {
        return memory.length;
      },
      compareContextTokens: (tokens) => ({ firstDifferentIndex: same(tokens) }),
      adaptStateToTokens: (tokens) => Promise.resolve(void (memory = memory.slice(0, same(tokens)))),
      async *evaluate(tokens, options) {
        settings.push(options);
        read.push(text(tokens));
        memory.push(...tokens);
        changeAtOnce(1);
        try {
          const question = /([^:;]*);>$/.exec(text(memory))?.[1] ?? '';
          const answer = options.grammarEvaluationState
            ? `${json}\n\n\n\n\n\n\n\n\n`
            : (says ?? Array.from(question).reverse().join(''));
          for (const letter of answer) {
            await Promise.resolve();
            const token = letter.codePointAt(0) ?? 0;
            yield token;
            memory.push(token);
          }
        } finally {
          changeAtOnce(-1);
        }
      },
    };
  }

  readonly changeAtOnce = (by: 1 | -1): void => {
    this.#atOnce += by;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
  };
}

function text(tokens: readonly Token[]): string {
  return String.fromCodePoint(...tokens);
}
