/** The text or file to check, by which rulebooks and which model. */

import { useRef } from 'preact/hooks';
import { Choice } from '../../parts/choice.tsx';
import { useDrop } from '../../parts/use-drop.ts';
import { useQuery } from '../../state/query.ts';
import { useResource } from '../../state/resource.ts';
import { useStore } from '../../state/store.ts';
import { language } from '../../state/preferences.ts';
import { countText } from '../../text/numbers.ts';
import { rulebooksIn } from '../addresses.ts';
import type { CheckProgress } from '../shapes.ts';
import type { ComplianceTexts } from '../../text/compliance.en.ts';
import { useCompliance } from '../texts.ts';
import { examples } from './examples.ts';
import { draft } from './kept-check.ts';
import { RulebookChoice } from './rulebook-choice.tsx';
import type { Asked } from './use-check.ts';

interface Props {
  isBusy: boolean;
  /** Of the check in work, once it has told. */
  progress: CheckProgress | null;
  onCheck: (asked: Asked) => void;
  onStop: () => void;
}

export function CheckForm({ isBusy, progress, onCheck, onStop }: Props) {
  const text = useCompliance();
  const shown = useStore(language);
  const written = useStore(draft);
  const [query, setQuery] = useQuery();
  const field = useRef<HTMLInputElement>(null);
  const models = useResource<{ data: { id: string }[] }>('/v1/models').data?.data ?? [];
  const rules = rulebooksIn(query);
  const ask = (input: Asked['input']): void => onCheck({ input, rules, model: query.model ?? null });
  const takeFile = (files: Iterable<File>): void => {
    const [file] = [...files];
    if (file !== undefined) ask({ file });
  };
  const canCheck = written.trim() !== '' && !isBusy;
  return (
    <form
      class="check-form panel"
      {...useDrop(takeFile)}
      onSubmit={(event) => {
        event.preventDefault();
        if (canCheck) ask({ text: written });
      }}
    >
      <textarea
        rows={7}
        aria-label={text.textField}
        placeholder={text.textHint}
        value={written}
        onInput={({ currentTarget }) => draft.set(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canCheck) ask({ text: written });
        }}
      />
      <div class="filters">
        <Choice
          label={text.examples}
          value=""
          allTitle="–"
          options={examples.map(({ title }, i) => ({ value: String(i), title: title[shown] }))}
          onChoose={(index) => draft.set(examples[Number(index)]?.text ?? written)}
        />
        {models.length > 0 && (
          <Choice
            label={text.model}
            value={query.model ?? ''}
            allTitle={text.noModel}
            options={models.map(({ id }) => ({ value: id }))}
            onChoose={(model) => setQuery({ model })}
          />
        )}
        {/* Two elements: one that became a submit button within its click would begin what it ends. */}
        {isBusy ? (
          <button key="stop" type="button" onClick={onStop}>
            {text.stop}
          </button>
        ) : (
          <button key="check" type="submit" class="primary" disabled={!canCheck}>
            {text.check}
          </button>
        )}
        <span role="status">{isBusy && checkingText(progress, text)}</span>
      </div>
      <RulebookChoice chosen={rules} onChoose={(names) => setQuery({ rules: names.join(',') })} />
      <p class="drop">
        <span>{text.drop}</span>
        <button type="button" disabled={isBusy} onClick={() => field.current?.click()}>
          {text.choose}
        </button>
        <input
          ref={field}
          type="file"
          hidden
          aria-label={text.choose}
          onChange={({ currentTarget }) => {
            takeFile(currentTarget.files ?? []);
            currentTarget.value = '';
          }}
        />
      </p>
    </form>
  );
}

function checkingText(progress: CheckProgress | null, words: ComplianceTexts): string {
  if (progress === null) return words.checking;
  const { texts, answers } = progress;
  return [
    words.checking,
    ...(texts.total > 1 ? [words.textOf(countText(texts.done + 1), countText(texts.total))] : []),
    ...(answers === null ? [] : [words.answersOf(answers.done, answers.total)]),
  ].join(' ');
}
