import { maskedAppellant, revealedAppellant } from './appellant.js';

const contact = { name: '张三', phone: '13812345678', phoneWritten: '13812345678转3' };
const mask = {
  kind: 'PERSON',
  anonymous: false,
  persons: null,
  name: '张**',
  phone: '138****5678',
  phoneWritten: '***',
  contactWhen: 'NOW',
};
const hidden = { ...mask, name: null, phone: null, phoneWritten: null };

describe('the appellant as others see them', () => {
  it('is masked for who may know who asked, and nobody for everybody else', () => {
    expect(maskedAppellant(appealOf({}), contact, true)).toEqual(mask);
    expect(maskedAppellant(appealOf({}), contact, false)).toEqual(hidden);
  });

  it('is nobody where we found the matter', () => {
    expect(maskedAppellant(appealOf({ origin: 'FOUND' }), contact, true)).toBeNull();
  });

  it('without name and phone is anonymous, which is no secret', () => {
    const nobody = { name: null, phone: null, phoneWritten: null };
    expect(maskedAppellant(appealOf({}), nobody, true)).toMatchObject({ anonymous: true });
    expect(maskedAppellant(appealOf({}), { ...nobody, name: '张三' }, true)).toMatchObject({
      anonymous: false,
    });
  });

  it('is not anonymous where only a number was written that nobody can call', () => {
    expect(
      maskedAppellant(appealOf({}), { name: null, phone: null, phoneWritten: '1.38E+10' }, true),
    ).toMatchObject({ anonymous: false, phone: null, phoneWritten: '***' });
  });

  it('is shown in full by a reveal', () => {
    expect(revealedAppellant(appealOf({ kind: 'GROUP', persons: 12 }), contact)).toEqual({
      kind: 'GROUP',
      anonymous: false,
      persons: 12,
      contactWhen: 'NOW',
      ...contact,
    });
  });

  it('is called when she chose, at once where she did not, and not at all without a number', () => {
    const whenOf = (given: Partial<Asked>) => maskedAppellant(appealOf(given), contact, true)?.contactWhen;
    expect(whenOf({ contactWhen: 'BY_DAY' })).toBe('BY_DAY');
    expect(whenOf({ contactWhen: null })).toBe('NOW');
    expect(whenOf({ contactWhen: 'BY_MESSAGE', phoneSealed: null })).toBeNull();
  });
});

type Asked = Parameters<typeof maskedAppellant>[0];

function appealOf(given: Partial<Asked>): Asked {
  return {
    origin: 'REPORTED',
    kind: 'PERSON',
    persons: null,
    phoneSealed: 'k1.sealed',
    contactWhen: 'NOW',
    ...given,
  };
}
