import type { DisputeKind } from '@weisu/api';
import { announce, DomainError, MediationFailed } from '@weisu/contracts';
import { named, type Decision, type Mediation } from '../mediation/mediation.js';
import { requireText } from '../mediation/text.js';

const administrative = '行政：请求有关主管机关依法处理';
const court = '诉讼：向有管辖权的人民法院起诉';

/** 人民调解法 art. 26: who could not be reconciled is told of arbitration, administration and court. */
export function remainingWays(kind: DisputeKind): readonly string[] {
  switch (kind) {
    case 'LABOUR':
      // 劳动争议调解仲裁法 art. 5: arbitration comes before the court.
      return [
        '仲裁：先向劳动人事争议仲裁委员会申请仲裁',
        '行政：向劳动保障监察机构投诉',
        '诉讼：对裁决不服的，依法向人民法院起诉',
      ];
    case 'MARRIAGE_FAMILY':
      // 仲裁法 art. 3 excludes marriage, adoption, guardianship, support and succession from arbitration.
      return ['仲裁：婚姻、收养、监护、扶养、继承纠纷依法不能仲裁', administrative, court];
    case 'NEIGHBOURHOOD':
    case 'CONTRACT':
    case 'PROPERTY_SERVICE':
    case 'OTHER':
      return ['仲裁：双方有仲裁协议的，向约定的仲裁委员会申请仲裁', administrative, court];
  }
}

export function failureText(kind: DisputeKind, reason: string): string {
  return `${reason}\n当事人仍可依法通过以下途径解决（人民调解法第二十六条）：\n${remainingWays(kind).join('；\n')}。`;
}

/** Throws STATE_FORBIDS once it has an end. */
export function requireUnended({ status }: Mediation): void {
  if (status !== 'CONSENT_PENDING' && status !== 'MEDIATING') throw new DomainError('STATE_FORBIDS');
}

/** Also before all have answered, when a party cannot be reached. A refusal is recorded as the party's own answer instead. */
export function failMediation(mediation: Mediation, reason: string): Decision {
  requireUnended(mediation);
  const failure = failureText(mediation.kind, requireText(reason, 'reason'));
  return {
    mediation: { ...mediation, status: 'FAILED', failure },
    announcements: [announce(MediationFailed, named(mediation))],
    meets: ['MEDIATE'],
    cancels: ['CONSENT'],
  };
}
