import { useRef, useState } from 'preact/hooks';
import { ask } from '../parts/ask.js';
import { Trouble } from './trouble.js';
import { troubleOf } from '../parts/trouble-of.js';
import {
  RateAppealDocument,
  SeparateAppealDocument,
  WithdrawAppealDocument,
  type ProgressFragment,
} from './generated/graphql.js';
import type { Link } from './link.js';
import { mayBeWithdrawn } from './status.js';

type Asked = Readonly<{
  link: Link;
  progress: ProgressFragment;
  keyOf: () => string;
  onProgress: (progress: ProgressFragment) => void;
}>;

/** What she may do: rate what is done, say that it is not the same matter, take it back. */
export function Ending({ link, progress, keyOf, onProgress }: Asked) {
  const { mayRate, merged, status } = progress;
  const [trouble, setTrouble] = useState<string | null>(null);
  const [done, setDone] = useState('');
  const [isDoing, setDoing] = useState(false);
  // one attempt has one key: what was sent and not answered is sent again under it
  const key = useRef(keyOf());

  const act = async (change: (key: string) => Promise<string>) => {
    setDoing(true);
    setTrouble(null);
    try {
      setDone(await change(key.current));
      key.current = keyOf();
    } catch (error) {
      setTrouble(troubleOf(error));
    } finally {
      setDoing(false);
    }
  };
  const rate = (stars: number, comment: string) =>
    act(async (attempt) => {
      await ask(RateAppealDocument, { ...link, stars, comment: comment.trim() || null }, { key: attempt });
      onProgress({ ...progress, mayRate: false });
      return `谢谢您，已评 ${stars} 星。`;
    });
  const withdraw = (reason: string) =>
    act(async (attempt) => {
      const answer = await ask(
        WithdrawAppealDocument,
        { ...link, reason: reason.trim() || null },
        { key: attempt },
      );
      onProgress(answer.withdrawAppeal);
      return '已经撤回。';
    });
  const separate = (reason: string) =>
    act(async (attempt) => {
      const answer = await ask(SeparateAppealDocument, { ...link, reason }, { key: attempt });
      onProgress(answer.separateAppeal);
      return '已经分开，单独办理。';
    });

  return (
    <>
      {mayRate ? <Stars isDoing={isDoing} onRate={(stars, comment) => void rate(stars, comment)} /> : null}
      {merged ? (
        <Question
          {...{
            name: 'separate',
            label: '不是同一件事',
            question: '请说说哪里不一样',
            isNeeded: true,
            isDoing,
          }}
          act="分开办理"
          onAct={(reason) => void separate(reason)}
        />
      ) : null}
      {mayBeWithdrawn(status) ? (
        <Question
          {...{
            name: 'withdraw',
            label: '不用办了，撤回',
            question: '为什么撤回（可以不填）',
            isNeeded: false,
            isDoing,
          }}
          act="确定撤回"
          onAct={(reason) => void withdraw(reason)}
        />
      ) : null}
      <Trouble said={trouble} />
      <div role="status">{done ? <p class="note">{done}</p> : null}</div>
    </>
  );
}

const words = ['很不满意', '不满意', '一般', '满意', '很满意'];

function Stars({
  isDoing,
  onRate,
}: Readonly<{ isDoing: boolean; onRate: (stars: number, comment: string) => void }>) {
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState('');
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        if (stars) onRate(stars, comment);
      }}
    >
      <fieldset>
        <legend>办得怎么样</legend>
        <div class="stars">
          {words.map((word, index) => (
            <label key={word}>
              <input
                type="radio"
                name="stars"
                aria-label={`${index + 1} 星，${word}`}
                onChange={() => setStars(index + 1)}
              />
              <span aria-hidden="true">{index < stars ? '★' : '☆'}</span>
            </label>
          ))}
        </div>
        <p class="hint">{words[stars - 1] ?? '点一下星星'}</p>
      </fieldset>
      <label for="comment">想说的话（可以不填）</label>
      <textarea
        id="comment"
        rows={3}
        value={comment}
        onInput={({ currentTarget }) => setComment(currentTarget.value)}
      />
      <button type="submit" class="primary big" disabled={isDoing || !stars}>
        {stars ? '提交评价' : '提交评价 · 先选几颗星'}
      </button>
    </form>
  );
}

type Questioning = Readonly<{
  name: string;
  label: string;
  question: string;
  act: string;
  isNeeded: boolean;
  isDoing: boolean;
  onAct: (reason: string) => void;
}>;

/** An act that is asked about once more, with its reason. */
function Question({ name, label, question, act, isNeeded, isDoing, onAct }: Questioning) {
  const [reason, setReason] = useState('');
  return (
    <details class="card">
      <summary>{label}</summary>
      <label for={name}>{question}</label>
      <textarea
        id={name}
        rows={2}
        value={reason}
        onInput={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <button
        type="button"
        class="danger big"
        disabled={isDoing || (isNeeded && !reason.trim())}
        onClick={() => onAct(reason)}
      >
        {act}
      </button>
    </details>
  );
}
