/** @jsxImportSource react */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { instantText } from '../parts/instant.js';
import { Actions, always } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Text } from '../shell/fields.js';
import { useServerTime } from '../shell/limits.js';
import { Pictures } from '../shell/pictures.js';
import { usePossible } from '../shell/possible.js';
import { Trouble } from '../shell/trouble.js';
import { WayHome } from '../shell/way-home.js';
import { useActingUnit } from '../shell/who-i-am.js';
import { useWords } from '../shell/words.js';
import { textOf } from '../shell/written.js';
import { Consultations } from './consultations.js';
import { ConfirmCorrectionDocument, OneWhistleDocument, type OneWhistleQuery } from './generated/graphql.js';
import { SummonsCard } from './summons.js';
import { whistleActions } from './whistle-actions.js';

type Shown = NonNullable<OneWhistleQuery['whistle']>;

/** One whistle: why it was blown, each called unit with its limits, meetings, findings, and the end. */
export function Whistle({ id }: Readonly<{ id: string }>) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['whistle', id],
    queryFn: ({ signal }) => askSignedIn(OneWhistleDocument, { id }, { signal }),
    refetchInterval: 20_000,
  });
  const at = useServerTime(data?.now);
  const unitId = useActingUnit();
  const whistle = data?.whistle;
  const summonses = whistle?.summonses.map((summons) => summons.id) ?? [];
  const possible = usePossible(['whistle', id], whistle ? [id, ...summonses] : []);
  const mayLead = possible.of(id)?.operations.some(leads) ?? false;
  return (
    <main>
      <WayHome />
      <Trouble error={error} again={() => void refetch()} />
      {isPending ? <p className="wait">正在读取…</p> : null}
      {data && !whistle ? <p className="empty">找不到这次吹哨，或不在您的查看范围内。</p> : null}
      {whistle ? (
        <>
          <Head whistle={whistle} />
          <Trouble error={possible.error} />
        </>
      ) : null}
      {whistle && possible.isPending ? <p className="wait">正在读取…</p> : null}
      {whistle && !possible.isPending ? (
        <>
          <Actions
            title="这次吹哨"
            possible={possible.of(id)?.operations}
            actions={whistleActions(whistle)}
          />
          <section>
            <h2>到场单位</h2>
            <ul className="plain">
              {[...whistle.summonses]
                .sort((one, other) => Number(other.unit.id === unitId) - Number(one.unit.id === unitId))
                .map((summons) => (
                  <SummonsCard
                    key={summons.id}
                    summons={summons}
                    at={at}
                    possible={possible.of(summons.id)?.operations}
                    isMine={summons.unit.id === unitId}
                  />
                ))}
            </ul>
          </section>
          <Consultations whistle={whistle} mayLead={mayLead} unitId={unitId} />
          <Findings whistle={whistle} mayLead={mayLead} unitId={unitId} />
        </>
      ) : null}
    </main>
  );
}

const leads = ({ operation, allowed }: Readonly<{ operation: string; allowed: boolean }>): boolean =>
  operation === 'callConsultation' && allowed;

function Head({ whistle }: Readonly<{ whistle: Shown }>) {
  const word = useWords();
  const { number, situation, reason, blownAt, by, endorsedBy, area, appeals, completedAt, outcome } = whistle;
  return (
    <section className="card">
      <h1>
        {word('WhistleSituation', situation)} <span className="tag">{completedAt ? '已办结' : '进行中'}</span>
      </h1>
      <p className="soft">
        {number} · {by.name} {instantText(blownAt)} 吹哨 · {area.name}
        {endorsedBy ? ` · ${endorsedBy.name} 签发` : ''}
      </p>
      <p className="said">{reason}</p>
      <ul className="plain">
        {appeals.map((appeal) => (
          <li key={appeal.id}>
            <Link href={`/matters/${appeal.id}`}>{appeal.number}</Link> {appeal.title}
          </li>
        ))}
      </ul>
      {completedAt ? (
        <p>
          {instantText(completedAt)} 办结：{outcome}
        </p>
      ) : null}
    </section>
  );
}

function Findings({
  whistle,
  mayLead,
  unitId,
}: Readonly<{ whistle: Shown; mayLead: boolean; unitId: string | undefined }>) {
  if (!whistle.findings.length) return null;
  return (
    <section className="card">
      <h2>检查发现</h2>
      <ul className="plain">
        {whistle.findings.map((one) => (
          <li key={one.id}>
            {instantText(one.foundAt)} {one.unit.name}，{one.place}：{one.text}
            {one.advised ? <span className="tag">已劝导</span> : null}
            {one.number ? <span className="tag">整改通知 {one.number}</span> : null}
            {one.correctBy ? <span className="soft"> {instantText(one.correctBy)} 前整改</span> : null}
            {one.correctedAt ? (
              <span>
                {' '}
                {instantText(one.correctedAt)} 已整改：{one.correction}
              </span>
            ) : null}
            <Pictures evidence={one.evidence} />
            {!one.correctedAt && (mayLead || one.unit.id === unitId) ? (
              <Actions
                title={`复查 ${one.place}`}
                possible={always('confirmCorrection')}
                actions={[
                  {
                    operation: 'confirmCorrection',
                    name: '复查，已整改',
                    fields: <Text name="note" label="复查情况" />,
                    act: (form, key) => {
                      const variables = { id: one.id, note: textOf(form, 'note') };
                      return askSignedIn(ConfirmCorrectionDocument, variables, { key });
                    },
                  },
                ]}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
