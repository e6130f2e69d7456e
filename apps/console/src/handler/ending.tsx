/** @jsxImportSource react */
import { Actions, type Action, type Possible } from '../shell/actions.js';
import { askSignedIn } from '../shell/ask-signed-in.js';
import { Line, Text, YesNo } from '../shell/fields.js';
import { useWords, type WordOf } from '../shell/words.js';
import { isYes, optionalText, textOf } from '../shell/written.js';
import {
  CloseDocument,
  ErasePersonalDataDocument,
  MatterByNumberDocument,
  MergeDocument,
  RelocateDocument,
  ReopenDocument,
  UnmergeDocument,
  type OneMatterQuery,
} from './generated/graphql.js';
import { Refused } from '../parts/refused.js';
import { AreaPick } from '../shell/area-pick.js';

type Shown = NonNullable<OneMatterQuery['appeal']>;
type Blocker = Readonly<{ id: string; kind: string }>;

/** How a matter ends, begins again, or goes to where it belongs. */
export function Ending({
  matter,
  possible,
  blockers,
}: Readonly<{
  matter: Shown;
  possible: readonly Possible[] | undefined;
  blockers: readonly Blocker[];
}>) {
  const word = useWords();
  const actions = [closing(matter, blockers, word), ...movesOf(matter)];
  return <Actions title="办结与归口" possible={possible} actions={actions} />;
}

/** What is still open is waived one by one, each with its reason: nothing is waived by not being seen. */
function closing({ id, version }: Shown, blockers: readonly Blocker[], word: WordOf): Action {
  return {
    operation: 'closeAppeal',
    name: '结案',
    fields: (
      <>
        <YesNo name="solved" label="问题解决了吗" yes="解决了" no="没有解决" />
        <YesNo name="meansExhausted" label="能用的办法都用了吗" yes="都用了" no="还没有" />
        <Text name="note" label="结案说明" optional />
        {blockers.length ? (
          <fieldset>
            <legend>还有没办完的，写明理由才能带着结案</legend>
            {blockers.map((one) => (
              <Line key={one.id} name={`waive ${one.id}`} label={word('ClosingBlockerKind', one.kind)} />
            ))}
          </fieldset>
        ) : null}
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        CloseDocument,
        {
          ...{ id, version },
          closing: {
            solved: isYes(form, 'solved'),
            meansExhausted: isYes(form, 'meansExhausted'),
            note: optionalText(form, 'note'),
          },
          waivers: blockers.map((one) => ({ blockerId: one.id, reason: textOf(form, `waive ${one.id}`) })),
        },
        { key },
      ),
  };
}

const movesOf = ({ id, version, repeatOf }: Shown): readonly Action[] => [
  {
    operation: 'reopenAppeal',
    name: '重新办理',
    fields: <Text name="reason" label="为什么重新办理" />,
    act: (form, key) => askSignedIn(ReopenDocument, { id, version, reason: textOf(form, 'reason') }, { key }),
  },
  {
    operation: 'mergeAppeal',
    name: '并案',
    hint: '和另一件一起办；两位诉求人各自收到答复、回访和评价。',
    fields: <Line name="into" label="并到哪一件（编号）" value={repeatOf?.number ?? ''} />,
    act: async (form, key) => {
      const { appeal } = await askSignedIn(MatterByNumberDocument, { number: textOf(form, 'into') });
      if (!appeal) throw Refused.by({ code: 'NOT_FOUND', messageZh: '找不到这个编号的事项。' });
      return askSignedIn(MergeDocument, { id, version, into: appeal.id }, { key });
    },
  },
  {
    operation: 'unmergeAppeal',
    name: '拆开并案',
    fields: <Text name="reason" label="为什么不是一件事" />,
    act: (form, key) =>
      askSignedIn(UnmergeDocument, { id, version, reason: textOf(form, 'reason') }, { key }),
  },
  {
    operation: 'relocateAppeal',
    name: '改地点',
    hint: '换了街道或社区，就由那里的人办。',
    fields: (
      <>
        <AreaPick name="area" label="在哪里" />
        <Text name="reason" label="怎么知道的" />
      </>
    ),
    act: (form, key) =>
      askSignedIn(
        RelocateDocument,
        { id, areaCode: textOf(form, 'area'), reason: textOf(form, 'reason') },
        { key },
      ),
  },
  {
    operation: 'erasePersonalData',
    name: '删除个人信息',
    hint: '本人要求，或保存期限已到。删除后谁也看不到，不能恢复。',
    fields: <Text name="reason" label="依据和理由" />,
    act: (form, key) =>
      askSignedIn(ErasePersonalDataDocument, { id, reason: textOf(form, 'reason') }, { key }),
  },
];
