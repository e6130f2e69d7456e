/** Who works on the matters of a street, by account, and what its profile lets them do. */
export type Office = Readonly<{
  areaCode: string;
  communityCode: string;
  /** Classifies and allocates. */
  triage: string;
  /** Sees everything of the street. */
  desk: string;
  /** Account → unit. */
  leads: readonly (readonly [account: string, unitId: string])[];
  assist: readonly [account: string, unitId: string] | null;
  blows: string;
  endorses: string | null;
  mediates: readonly [account: string, unitId: string];
  files: boolean;
  closesItself: boolean;
  followUps: number;
}>;

export const urban = ['department', '440303.urban-management'] as const;
export const water = ['440303.water-affairs', '440303.water-affairs'] as const;

/** 东门街道 (S2) and 翠竹街道 (S1): one profile of each kind. */
export const offices: readonly Office[] = [
  {
    areaCode: '440303003020001',
    communityCode: '440303003020',
    triage: 'street',
    desk: 'street',
    leads: [urban, ['grid', '440303003020001.office']],
    assist: ['community', '440303003020.office'],
    blows: 'community',
    endorses: 'street',
    mediates: ['mediator', '440303003.mediation'],
    files: true,
    closesItself: false,
    followUps: 2,
  },
  {
    areaCode: '440303004029001',
    communityCode: '440303004029',
    triage: 'community-2',
    desk: 'street-2',
    leads: [
      ['community-2', '440303004029.office'],
      ['440303004029001.office', '440303004029001.office'],
    ],
    assist: null,
    blows: 'street-2',
    endorses: null,
    mediates: ['440303004.mediation', '440303004.mediation'],
    files: false,
    closesItself: true,
    followUps: 2,
  },
];

/** Accounts by the unit they act for. */
export const accountOf: ReadonlyMap<string, string> = new Map(
  offices.flatMap(({ leads, assist, desk, communityCode }) => [
    ...[...leads, ...(assist ? [assist] : [])].map(([account, unitId]) => [unitId, account] as const),
    [`${communityCode.slice(0, 9)}.dispatch-desk`, desk] as const,
  ]),
);
