import { ask, upload } from '../parts/ask.js';
import { Refused } from '../parts/refused.js';
import type { Contacting } from './contact.js';
import type { Draft } from './draft.js';
import { SubmitAppealDocument, type SubmitAppealMutationVariables } from './generated/graphql.js';
import type { Received } from './receipt.js';

export type Input = SubmitAppealMutationVariables['input'];

type Telling = Readonly<{
  /** What has arrived is kept, so that the next try goes on from there. */
  onChange: (part: Partial<Draft>) => void;
  /** What is being done, in words. */
  onDoing: (doing: string) => void;
}>;

const paying = (onDoing: Telling['onDoing']) => (isPaying: boolean) =>
  onDoing(isPaying ? '人多，正在排队' : '正在提交');

/** Sends the photos, each once, and answers what is to be submitted. Throws as `upload` does. `fallback`: the area of the code on the wall, where nothing nearer was said. */
export async function inputOf(
  draft: Draft,
  contact: Contacting,
  fallback: string | null,
  { onChange, onDoing }: Telling,
): Promise<Input> {
  let { photos } = draft;
  for (const [index, photo] of photos.entries()) {
    if (photo.attachmentId !== null) continue;
    onDoing(`正在上传照片 ${index + 1}/${photos.length}`);
    const { id } = await upload(photo.content, photo.name, { key: photo.id, onPaying: paying(onDoing) });
    photos = photos.map((one) => (one.id === photo.id ? { ...one, attachmentId: id } : one));
    onChange({ photos });
  }
  const { text, address, point, clientId } = draft;
  return {
    ...{ text, channel: 'QR_CODE', clientId, confidential: contact.confidential },
    areaCode: draft.areaCode ?? fallback,
    address: address.trim() ? address : null,
    point: point && { longitude: point[0], latitude: point[1] },
    name: contact.name.trim() ? contact.name : null,
    ...(contact.phone.trim() ? { phone: contact.phone, contactWhen: contact.when } : {}),
    attachments: photos.flatMap(({ attachmentId }) => attachmentId ?? []),
  };
}

/** Throws as `ask` does. The same under the same key is one matter. */
export async function submit(input: Input, key: string, onDoing: Telling['onDoing']): Promise<Received> {
  onDoing('正在提交');
  const { submitAppeal } = await ask(SubmitAppealDocument, { input }, { key, onPaying: paying(onDoing) });
  return { number: submitAppeal.number, secret: submitAppeal.trackingSecret };
}

const fields: Readonly<Record<string, string>> = {
  TEXT_EMPTY: 'text',
  TEXT_TOO_LONG: 'text',
  PHONE_INVALID: 'phone',
  NAME_TOO_LONG: 'name',
  ADDRESS_TOO_LONG: 'address',
  AREA_NOT_FOUND: 'area',
  POINT_OUTSIDE_DISTRICT: 'area',
};

/** The field that a refusal speaks of; null: none of them. */
export const fieldOf = (error: unknown): string | null =>
  error instanceof Refused ? (fields[error.code] ?? null) : null;
