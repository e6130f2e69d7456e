import type { ContactWhen } from './generated/graphql.js';

export type Contacting = Readonly<{
  phone: string;
  name: string;
  when: ContactWhen;
  confidential: boolean;
}>;

const whens: readonly Readonly<{ value: ContactWhen; label: string }>[] = [
  { value: 'NOW', label: '现在就可以打电话' },
  { value: 'BY_DAY', label: '白天再打（8:00–20:00）' },
  { value: 'BY_MESSAGE', label: '发短信就好，不用打' },
];

type Asked = Readonly<{ contact: Contacting; onChange: (contact: Contacting) => void }>;

/** Who may be called, and when; none of it has to be said. */
export function Contact({ contact, onChange }: Asked) {
  const change = (part: Partial<Contacting>) => onChange({ ...contact, ...part });
  return (
    <>
      <label for="phone">您的电话（可以不留）</label>
      <input
        id="phone"
        name="phone"
        type="tel"
        inputMode="tel"
        autocomplete="tel"
        aria-describedby="phone-hint"
        value={contact.phone}
        onInput={({ currentTarget }) => change({ phone: currentTarget.value })}
      />
      <p id="phone-hint" class="hint">
        只给办理人看，每次查看都有记录。不留也可以凭编号查进度。
      </p>
      {contact.phone.trim() ? (
        <>
          <fieldset>
            <legend>什么时候联系您</legend>
            {whens.map(({ value, label }) => (
              <label key={value} class="choice">
                <input
                  type="radio"
                  name="when"
                  checked={contact.when === value}
                  onChange={() => change({ when: value })}
                />
                {label}
              </label>
            ))}
          </fieldset>
          <label for="name">怎么称呼您（可以不填）</label>
          <input
            id="name"
            name="name"
            type="text"
            autocomplete="name"
            value={contact.name}
            onInput={({ currentTarget }) => change({ name: currentTarget.value })}
          />
        </>
      ) : null}
      <label class="choice">
        <input
          type="checkbox"
          name="confidential"
          checked={contact.confidential}
          onChange={({ currentTarget }) => change({ confidential: currentTarget.checked })}
        />
        请为我保密：不让被反映的一方和办理单位知道我是谁
      </label>
    </>
  );
}
