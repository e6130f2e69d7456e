/** @jsxImportSource react */
import { useState } from 'react';
import { Actions, type Possible } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line } from '../shell/fields.js';
import { textOf } from '../shell/written.js';
import { RevealDocument, type RevealMutation } from './generated/graphql.js';

/** Name and number in full, for a purpose that is kept; shown here alone, and gone with the page. */
export function Appellant({
  id,
  possible,
}: Readonly<{ id: string; possible: readonly Possible[] | undefined }>) {
  const [shown, setShown] = useState<RevealMutation['revealAppellant'] | null>(null);
  const number = shown?.phone ?? shown?.phoneWritten;
  return (
    <>
      {shown ? (
        <section className="card now" aria-label="诉求人的联系方式">
          <p>
            {shown.name ?? '没有留下姓名'} {number ? <a href={`tel:${number}`}>{number}</a> : '没有留下电话'}
          </p>
          <p className="soft">这次查看已经记录。</p>
          <button onClick={() => setShown(null)}>收起</button>
        </section>
      ) : null}
      <Actions
        title="联系诉求人"
        possible={possible}
        actions={[
          {
            operation: 'revealAppellant',
            name: '查看姓名和电话',
            hint: '谁、什么时候、为什么看，都会记录，本人和审计可以查到。',
            fields: <Line name="purpose" label="用途" />,
            act: async (form, key) => {
              const purpose = textOf(form, 'purpose');
              const { revealAppellant } = await askSignedIn(RevealDocument, { id, purpose }, { key });
              setShown(revealAppellant);
            },
          },
        ]}
      />
    </>
  );
}
