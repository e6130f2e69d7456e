import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../parts/ask.js';
import { randomKey } from '../parts/random-key.js';
import { LargeType } from './large-type.js';
import { Refused, Unheard } from '../parts/refused.js';
import { Trouble } from './trouble.js';
import { troubleOf } from '../parts/trouble-of.js';
import { Contact, type Contacting } from './contact.js';
import { dropDraft, keepDraft, keptDraft, type Draft } from './draft.js';
import { ReportPlaceDocument } from './generated/graphql.js';
import { PhotoList } from './photo-list.js';
import { PlaceQuestion, type ReportPlace } from './place-question.js';
import { Receipt, type Received } from './receipt.js';
import { fieldOf, inputOf, submit, type Input } from './sending.js';

const keys = () => ({ key: randomKey(), clientId: randomKey() });
/** Until it is known whether there is a draft: without keys. */
const nothing: Draft = {
  text: '',
  areaCode: null,
  address: '',
  point: null,
  photos: [],
  key: '',
  clientId: '',
};
const unsaid: Contacting = { phone: '', name: '', when: 'NOW', confidential: false };

/** What was written before the script came. */
export type Typed = Readonly<{ text: string; address: string; phone: string }>;

/** `/r/440303001`: the area that the code on the wall stands for. */
const codeOf = (path: string): string => /^\/r\/(\d{6,15})\/?$/.exec(path)?.[1] ?? '';

/** 有事您说: text first, then photos, place, and who may be called. No account, no category. */
export function Report({ typed: { text, address, phone } }: Readonly<{ typed: Typed }>) {
  const [draft, setDraft] = useState({ ...nothing, text, address });
  const [contact, setContact] = useState({ ...unsaid, phone });
  const [place, setPlace] = useState<ReportPlace | null>(null);
  const [received, setReceived] = useState<Received | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  /** The field that a refusal speaks of. */
  const [wrong, setWrong] = useState<string | null>(null);
  const [doing, setDoing] = useState<string | null>(null);
  /** What was sent and not answered: it is sent again as it was, and cannot be changed before it is known. */
  const [unsure, setUnsure] = useState<Input | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const page = useRef('');

  useEffect(() => {
    page.current = codeOf(location.pathname);
    void keptDraft(page.current, Date.now()).then((kept) =>
      // what was typed while it was looked for stays
      setDraft((now) =>
        now.text || now.photos.length ? { ...now, ...keys() } : (kept ?? { ...now, ...keys() }),
      ),
    );
    ask(ReportPlaceDocument, { code: page.current }).then(
      ({ area }) => setPlace(area ?? 'NONE'),
      (error) => setTrouble(troubleOf(error)),
    );
  }, []);

  // keys come when it is known whether there was a draft: nothing is written over it before
  useEffect(() => {
    if (!draft.key) return;
    void (draft.text || draft.photos.length
      ? keepDraft(page.current, draft, Date.now())
      : dropDraft(page.current));
  }, [draft]);

  // when it can be changed again
  useEffect(() => {
    if (doing !== null || wrong === null) return;
    form.current?.querySelector<HTMLElement>(`[name=${wrong}]`)?.focus();
    setWrong(null);
  }, [doing, wrong]);

  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));

  const sent = async (input: Input, key: string): Promise<void> => {
    try {
      setReceived(await submit(input, key, setDoing));
    } catch (error) {
      setUnsure(error instanceof Unheard ? input : null);
      // an earlier try has arrived with other words: what is sent next is a matter of its own
      if (isReuse(error)) change(keys());
      throw error;
    }
    setUnsure(null);
    setContact(unsaid);
    // 再报一件: the place stays, the words do not
    change({ text: '', photos: [], ...keys() });
  };

  const onSubmit = async (event: Event) => {
    event.preventDefault();
    if (doing !== null) return;
    setTrouble(null);
    if (!draft.text.trim()) {
      setTrouble('请写清楚发生了什么。');
      setWrong('text');
      return;
    }
    try {
      const whole = draft.key ? draft : { ...draft, ...keys() };
      const fallback = place && place !== 'NONE' ? place.code : null;
      const telling = { onChange: change, onDoing: setDoing };
      await sent(unsure ?? (await inputOf(whole, contact, fallback, telling)), whole.key);
    } catch (error) {
      setTrouble(isReuse(error) ? arrivedBefore : troubleOf(error));
      setWrong(fieldOf(error));
    } finally {
      setDoing(null);
    }
  };

  return (
    <>
      <header>
        <span>未诉{place && place !== 'NONE' ? ` · ${place.name}` : ''}</span>
        <LargeType />
      </header>
      <main>
        {received ? (
          <Receipt received={received} onAnother={() => setReceived(null)} />
        ) : (
          <form ref={form} onSubmit={(event) => void onSubmit(event)} noValidate>
            <h1>有事您说</h1>
            <p class="soft">不用注册。写清楚什么事、在哪里，我们来办。</p>
            {place === 'NONE' ? (
              <p class="note bad">这个二维码上的区域已经没有了。您仍可以填写，由区里分派到所在的街道。</p>
            ) : null}
            <fieldset class="whole" disabled={doing !== null || unsure !== null}>
              <label for="text">发生了什么</label>
              <textarea
                id="text"
                name="text"
                rows={5}
                required
                value={draft.text}
                onInput={({ currentTarget }) => change({ text: currentTarget.value })}
              />
              <PhotoList photos={draft.photos} onChange={(photos) => change({ photos })} />
              <PlaceQuestion place={place} draft={draft} onChange={change} />
              <Contact contact={contact} onChange={setContact} />
            </fieldset>
            <Trouble said={trouble} />
            {unsure ? <p class="note">不知道刚才有没有收到。请再点一次“提交”：已经收到的不会重复。</p> : null}
            <button type="submit" class="primary big" aria-disabled={doing !== null}>
              {doing ?? '提交'}
            </button>
            <p class="hint" role="status">
              {doing === null
                ? '没提交以前，写下的内容只留在这台手机上，最多 7 天；姓名和电话不留。'
                : `${doing}…`}
            </p>
          </form>
        )}
      </main>
    </>
  );
}

const arrivedBefore = '您之前写的已经收到了，现在改过的还没有提交。要作为新的一件提交，请再点“提交”。';
const isReuse = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'IDEMPOTENCY_KEY_REUSE';
