/** What has to be said with an act: why it is overruled, or to whom it is given. */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Choice } from '../../parts/choice.tsx';
import { useCompliance } from '../texts.ts';
import type { Act } from './use-acts.ts';

interface Props {
  isBusy: boolean;
  onRecord: (act: Act) => Promise<void>;
  onCancel: () => void;
}

const outcomes = ['compliant', 'not applicable'] as const;

export function OverruleFields({ isBusy, onRecord, onCancel }: Props) {
  const text = useCompliance();
  const [reason, setReason] = useState('');
  const [decision, setDecision] = useState<(typeof outcomes)[number]>('compliant');
  return (
    <ActForm
      {...{ isBusy, onCancel }}
      isReady={reason.trim() !== ''}
      onRecord={() => onRecord({ act: 'overrule', reason: reason.trim(), decision })}
    >
      <ReasonField label={text.overruleReason} value={reason} onInput={setReason} />
      <Choice
        label={text.overruledTo}
        value={decision}
        options={outcomes.map((value) => ({ value, title: text.decision[value] }))}
        onChoose={(value) => setDecision(value as (typeof outcomes)[number])}
        isRequired
      />
    </ActForm>
  );
}

/** Another officer has overruled it. */
export function AcceptFields({ isBusy, onRecord, onCancel }: Props) {
  const text = useCompliance();
  const [reason, setReason] = useState('');
  return (
    <ActForm
      {...{ isBusy, onCancel }}
      isReady={reason.trim() !== ''}
      onRecord={() => onRecord({ act: 'accept', reason: reason.trim() })}
    >
      <ReasonField label={text.acceptReason} value={reason} onInput={setReason} />
    </ActForm>
  );
}

export function AssignFields({ isBusy, onRecord, onCancel }: Props) {
  const text = useCompliance();
  const [assignee, setAssignee] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <ActForm
      {...{ isBusy, onCancel }}
      isReady={assignee.trim() !== ''}
      onRecord={() => onRecord({ act: 'assign', assignee: assignee.trim() })}
    >
      <label>
        {text.assignTo}
        <input
          ref={field}
          required
          value={assignee}
          onInput={({ currentTarget }) => setAssignee(currentTarget.value)}
        />
      </label>
    </ActForm>
  );
}

interface ReasonProps {
  label: string;
  value: string;
  onInput: (reason: string) => void;
}

function ReasonField({ label, value, onInput }: ReasonProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <label>
      {label}
      <textarea
        ref={field}
        rows={2}
        required
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}

interface FormProps {
  isBusy: boolean;
  isReady: boolean;
  onRecord: () => Promise<void>;
  onCancel: () => void;
  children: ComponentChildren;
}

function ActForm({ isBusy, isReady, onRecord, onCancel, children }: FormProps) {
  const text = useCompliance();
  return (
    <form
      class="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) void onRecord();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      {children}
      <button type="submit" class="primary" disabled={!isReady || isBusy}>
        {text.recordIt}
      </button>
      <button type="button" onClick={onCancel}>
        {text.cancel}
      </button>
    </form>
  );
}
