import { describe, expect, it } from 'vitest';
import { responseText } from './response-text.ts';

const prompt = '<|im_start|>user\nWhat is <answer>1</answer>?<|im_end|>\n<|im_start|>assistant\n';
const response = '<think>a</think><answer>2</answer>';

describe('responseText', () => {
  it('cuts off the prompt and the marks that end the text', () => {
    expect(responseText(`${prompt}${response}<|im_end|>\n<|endoftext|>`, prompt)).toEqual({
      ...{ text: response, isEnded: true },
    });
    expect(responseText(`p${response}</s></s>`, 'p')).toEqual({ text: response, isEnded: true });
    expect(responseText(`p${response}<｜end▁of▁sentence｜>`, 'p')).toEqual({ text: response, isEnded: true });
  });

  it('keeps a text that was cut off as it is', () => {
    expect(responseText(`${prompt}<think>it goes on `, prompt)).toEqual({
      ...{ text: '<think>it goes on ', isEnded: false },
    });
    expect(responseText(`${prompt}a <|odd|> b`, prompt)?.text).toBe('a <|odd|> b');
  });

  it('knows a prompt that lost its beginning', () => {
    expect(responseText(`${prompt.slice(10)}${response}</s>`, prompt)?.text).toBe(response);
    // Its end stands in it twice.
    const twice = `${prompt}${prompt}`;
    expect(responseText(`${twice.slice(4)}${response}`, twice)?.text).toBe(response);
  });

  it('guesses nothing', () => {
    expect(responseText(`something else ${response}`, prompt)).toBeNull();
    expect(responseText(`\n${response}`, prompt)).toBeNull();
    expect(responseText(response, '')?.text).toBe(response);
  });

  it('takes time in proportion to the text', () => {
    const long = 'ab'.repeat(500_000);
    expect(responseText(`${long.slice(2)}c${'</s>'.repeat(100_000)}`, `x${long}`)).toEqual({
      ...{ text: 'c', isEnded: true },
    });
  });
});
