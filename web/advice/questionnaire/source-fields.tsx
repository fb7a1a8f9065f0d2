/** Which prices and products the proposal is computed from, and who writes the explanation. */

import { useResource } from '../../state/resource.ts';
import { useStore } from '../../state/store.ts';
import { language } from '../../state/preferences.ts';
import type { Questionnaire } from '../api.ts';
import type { Sources } from '../kept-advice.ts';
import { sources } from '../kept-advice.ts';
import { useAdvice } from '../texts.ts';

export function SourceFields({ questionnaire }: { questionnaire: Questionnaire }) {
  const text = useAdvice();
  const shown = useStore(language);
  const { market, products, model } = useStore(sources);
  const models = useResource<{ data: { id: string }[] }>('/v1/models').data?.data ?? [];
  const change = (patch: Partial<Sources>): void => sources.set({ ...sources.get(), ...patch });
  return (
    <>
      <SourceChoice
        label={text.market}
        given={market}
        options={questionnaire.markets.map(({ id, title, from, to, currency }) => ({
          id,
          title: `${title[shown]}, ${currency} (${text.fromTo(from, to)})`,
        }))}
        ownLabel={text.ownPrices}
        accept=".csv"
        onId={(id) => change({ market: { id } })}
        onFile={(name, csv) => change({ market: { name, csv } })}
      />
      <SourceChoice
        label={text.products}
        given={products}
        options={questionnaire.products.map(({ id, title, products: all }) => ({
          id,
          title: `${title[shown]}, ${[...new Set(all.map(({ currency }) => currency))].join(', ')} (${all.length})`,
        }))}
        ownLabel={text.ownProducts}
        accept=".yaml,.yml"
        onId={(id) => change({ products: { id } })}
        onFile={(name, yaml) => change({ products: { name, yaml } })}
      />
      <label class="field">
        <span>{text.model}</span>
        <select
          value={model ?? ''}
          onChange={({ currentTarget: { value } }) => change({ model: value === '' ? null : value })}
        >
          <option value="">{text.noModel}</option>
          {models.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

interface SourceChoiceProps {
  label: string;
  /** Null: the first of the options. */
  given: Sources['market'] | Sources['products'];
  options: readonly { id: string; title: string }[];
  ownLabel: string;
  accept: string;
  onId: (id: string) => void;
  onFile: (name: string, content: string) => void;
}

function SourceChoice({ label, given, options, ownLabel, accept, onId, onFile }: SourceChoiceProps) {
  const text = useAdvice();
  const own = given !== null && 'name' in given ? given.name : null;
  const chosen = given !== null && 'id' in given ? given.id : (options[0]?.id ?? '');
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      <select
        aria-label={label}
        value={own === null ? chosen : ''}
        onChange={({ currentTarget: { value } }) => {
          if (value !== '') onId(value);
        }}
      >
        {options.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
        {own !== null && (
          <option value="">
            {text.ownFile}: {own}
          </option>
        )}
      </select>
      <label>
        <small>{ownLabel}</small>
        <input
          type="file"
          accept={accept}
          onChange={({ currentTarget }) => {
            const [file] = [...(currentTarget.files ?? [])];
            if (file !== undefined) void file.text().then((content) => onFile(file.name, content));
          }}
        />
      </label>
    </fieldset>
  );
}
