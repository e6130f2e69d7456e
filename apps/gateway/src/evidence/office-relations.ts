import { NotHarmless } from './not-harmless.js';
import type { OfficeKind } from './office-kind.js';
import { unescaped } from './unescaped.js';

/** Relations to what acts, to what lies elsewhere, and to a document in the document; the last step of their type. */
const refused = new Set(
  (
    'vbaproject wordvbadata oleobject package externallink externallinkpath xlexternallinkpath attachedtemplate control activexcontrolbinary afchunk subdocument ' +
    'frame connections xlmacrosheet xlintlmacrosheet dialogsheet webextension webextensiontaskpanes taskpanes extensibility usercustomization attachedtoolbars ' +
    'mailmergesource mailmergeheadersource mailmergerecipientdata recipientdata transform'
  ).split(' '),
);
/** A link may lead to a page, a mail, a telephone, a place in the document, or a file of the writer's own disk, where it leads nowhere. */
const link = /^(?:https?:|mailto:|tel:|#|file:\/\/\/[a-z]:|[a-z]:[\\/]|[\w.-]+:\d{1,5}(?:\/|$)|[^:\\]*$)/i;
const actingContent = /macroEnabled|vbaProject|oleObject|activeX|externalLink|ms-office\.(?:vba|activeX)/i;
const mainType = {
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xl: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
} as const satisfies Record<OfficeKind, string>;

/** Throws `NotHarmless` for a relation to what acts, and for anything outside of the document but a link that a person follows. */
export function requireRelations(xml: string): void {
  for (const tag of tagsOf(xml, 'Relationship')) {
    const type = attributeOf(tag, 'Type').split('/').at(-1)?.toLowerCase() ?? '';
    if (refused.has(type)) throw new NotHarmless('a relation to what acts');
    const isOutside = attributeOf(tag, 'TargetMode').toLowerCase() === 'external';
    if (isOutside && (type !== 'hyperlink' || !link.test(attributeOf(tag, 'Target').trim())))
      throw new NotHarmless('a relation to something elsewhere');
  }
}

/** Throws `NotHarmless` for content that acts; for a template, or what calls itself otherwise than it is, an Error. */
export function requireContentTypes(xml: string, kind: OfficeKind): void {
  const types = [...tagsOf(xml, 'Override'), ...tagsOf(xml, 'Default')].map((tag) =>
    attributeOf(tag, 'ContentType'),
  );
  if (types.some((type) => actingContent.test(type))) throw new NotHarmless('content that acts');
  if (!types.includes(mainType[kind])) throw new Error('no document of its kind');
}

/** What stands between `<name` and the `>` that ends it, with any prefix: one in a value ends nothing. */
function* tagsOf(xml: string, name: string): Generator<string> {
  for (let at = xml.indexOf('<'); at >= 0;) {
    const end = endOfTag(xml, at + 1);
    const tag = xml.slice(at + 1, end);
    const [called = ''] = tag.split(/[\s/]/, 1);
    if (called === name || called.endsWith(`:${name}`)) yield tag;
    at = xml.indexOf('<', end);
  }
}

/** By hand: a pattern would look for the end of each tag that has none to the end of the file. */
function endOfTag(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at += 1) {
    const character = xml.charAt(at);
    if (quote === '' && character === '>') return at;
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return xml.length;
}

type Attribute = 'Type' | 'Target' | 'TargetMode' | 'ContentType';
const attributes: Readonly<Record<Attribute, RegExp>> = {
  Type: /\sType\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/,
  Target: /\sTarget\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/,
  TargetMode: /\sTargetMode\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/,
  ContentType: /\sContentType\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/,
};

/** As it is meant; empty where there is none. */
function attributeOf(tag: string, name: Attribute): string {
  const found = attributes[name].exec(tag);
  return unescaped(found?.[1] ?? found?.[2] ?? '');
}
