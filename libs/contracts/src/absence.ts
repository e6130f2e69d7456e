/** 离岗代理: in [from, until) the delegate acts for a unit that is away. Instants are RFC 3339 texts. Why (leave, illness) stays in the directory. */
export type Absence = Readonly<{
  id: string;
  unitId: string;
  delegateId: string;
  from: string;
  until: string;
  recordedAt: string;
  recordedBy: string;
}>;

/** AB 角: who stands in for a unit whenever it is away and no other delegate is named. */
export type Deputyship = Readonly<{ unitId: string; deputyId: string }>;
