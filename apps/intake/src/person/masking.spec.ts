import { maskName, maskPhone } from './masking.js';

describe('a masked person', () => {
  it.each([
    { name: '张三', masked: '张**' },
    { name: '张三丰', masked: '张**' },
    { name: '欧阳修', masked: '欧阳**' },
    { name: '欧阳', masked: '欧**' },
    { name: '𠮷田', masked: '𠮷**' },
    { name: '张', masked: '**' },
    { name: 'A0182491', masked: 'A**' },
  ])('$name reads $masked', ({ name, masked }) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    { phone: '13812345678', masked: '138****5678' },
    { phone: '075525531234', masked: '075****1234' },
  ])('$phone reads $masked', ({ phone, masked }) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});
