/** A call as it is being written: an object of JSON with the name of a tool and its arguments. */

/** As models are trained to write it, the name in front; `parameters` is Llama's word. */
const HEADER = /^\s*\{\s*"name"\s*:\s*("(?:[^"\\]|\\.)*")\s*,\s*"(?:arguments|parameters)"\s*:\s*(?=\S)/;
/** Without white space, how an answer begins that may be such a call. */
const BEGINNINGS = ['{"name":"', '{"type":"function","name":"'];
const LOOKED_AT = 60;
const KEYS = new Set(['name', 'arguments', 'parameters', 'type', 'id']);

export interface ReadCall {
  name: string;
  /** JSON, digit by digit as it was written. */
  arguments: string;
}

export class WrittenCall {
  /** As far as the end of the object. */
  text = '';
  #depth = 0;
  #isString = false;
  #isEscaped = false;
  #isWhole = false;
  #isBroken = false;

  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** It cannot become an object any more. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** The name, and where the arguments begin; null: not known yet. */
  get header(): { name: string; end: number } | null {
    const found = HEADER.exec(this.text);
    return found === null ? null : { name: JSON.parse(found[1] as string) as string, end: found[0].length };
  }

  /** Takes what belongs to the object, and gives what comes after it. */
  push(text: string): string {
    let at = 0;
    while (at < text.length && !this.#isWhole && !this.#isBroken) this.#take(text[at++] as string);
    this.text += text.slice(0, at);
    return text.slice(at);
  }

  /** Whether an answer that begins like this may be a call without tags. */
  get mayBeBare(): boolean {
    const begun = this.text.slice(0, LOOKED_AT).replaceAll(/\s/g, '');
    return BEGINNINGS.some((beginning) => beginning.startsWith(begun) || begun.startsWith(beginning));
  }

  /** Null: no call. */
  read(): ReadCall | null {
    const value = parsed(this.text);
    if (value === null || Object.keys(value).some((key) => !KEYS.has(key))) return null;
    const { name, arguments: given = value['parameters'] ?? {} } = value;
    // Some models write the arguments as a text that is JSON.
    const object = typeof given === 'string' ? parsed(given) : given;
    if (typeof name !== 'string' || typeof object !== 'object' || object === null || Array.isArray(object))
      return null;
    const { header } = this;
    const written = header === null ? '' : this.text.slice(header.end).replace(/\s*\}$/, '');
    // More keys may follow the arguments.
    return { name, arguments: parsed(written) === null ? JSON.stringify(object) : written };
  }

  #take(character: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (this.#isString) {
      if (character === '"') this.#isString = false;
      this.#isEscaped = character === '\\';
    } else if (this.#depth === 0) {
      this.#isBroken = !/[\s{]/.test(character);
      if (character === '{') this.#depth = 1;
    } else if (character === '"') this.#isString = true;
    else if (character === '{' || character === '[') this.#depth++;
    else if (character === '}' || character === ']') this.#isWhole = --this.#depth === 0;
    // Of a tag that comes too early: no JSON has it outside of a text.
    else this.#isBroken = character === '<';
  }
}

/** Null: no object. */
function parsed(text: string): Readonly<Record<string, unknown>> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
