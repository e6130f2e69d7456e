import { z } from 'zod';
import { profileSchema } from './profile.js';
import { areaCodePattern, levels, systemNamePattern, unitKinds } from './vocabulary.js';

const position = z.tuple([z.number(), z.number()]);
/** GeoJSON polygon: rings of [longitude, latitude] in WGS 84, first position repeated at the end. */
export const polygonSchema = z.strictObject({
  type: z.literal('Polygon'),
  coordinates: z.array(z.array(position).min(4)).min(1),
});
export type Polygon = z.infer<typeof polygonSchema>;

/** `validUntil` ends a code: codes are never reused, historic matters keep theirs (GB/T 30428.1). */
export const areaSchema = z.strictObject({
  code: z.string().regex(areaCodePattern),
  name: z.string().min(1),
  level: z.enum(levels),
  boundary: polygonSchema.nullable().default(null),
  validUntil: z.iso.date().nullable().default(null),
  /** Landlines there: the area code with its zero, and how many digits stand behind it. Completes a number that an office was given without area code. */
  landline: z
    .strictObject({
      areaCode: z.string().regex(/^0(?:10|2\d|[3-9]\d{2})$/, 'an area code is 010, 02x or four digits'),
      digits: z.int().min(7).max(8),
    })
    .optional(),
});
export type Area = z.infer<typeof areaSchema>;

/** `desk` is what a profile's selector names: the unit's place in its area, such as `office` or `dispatch-desk`. */
export const unitSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  name: z.string().min(1),
  kind: z.enum(unitKinds),
  areaCode: z.string().regex(areaCodePattern),
  desk: z.string().nullable().default(null),
  phone: z.string().nullable().default(null),
  /** Enforcement power (执法权) and the law it rests on, such as 《中华人民共和国安全生产法》第六十五条. Who has none serves no 整改通知书. */
  enforcement: z.strictObject({ basis: z.string().trim().min(1).max(200) }).optional(),
});
export type Unit = z.infer<typeof unitSchema>;

/** A person with the account that signs in. `subject` is the token's `sub`; `roles` are realm roles. */
export const personSchema = z.strictObject({
  id: z.string().min(1),
  account: z.string().min(1),
  name: z.string().min(1),
  roles: z.array(z.string()).min(1),
  unitId: z.string().nullable(),
  areaCode: z.string().nullable(),
  posts: z.array(z.string()),
  /** Where a clock rings at night; the office's telephone, not the private one. */
  phone: z.string().optional(),
  /** Names of other systems that this account, a system with the role INTEGRATION, signs with beside its own. */
  signsAs: z.array(z.string().regex(systemNamePattern)).min(1).optional(),
});
export type Person = z.infer<typeof personSchema>;

const timeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day is HH:mm');
const officeHoursSchema = z.array(z.strictObject({ from: timeOfDay, until: timeOfDay })).min(1);

/** Statutory holidays and 调休 of one year, and the office hours of the district. A year that is missing is provisional. */
export const calendarSchema = z.strictObject({
  version: z.string().min(1),
  officeHours: officeHoursSchema,
  /** Streets with office hours of their own. */
  streets: z
    .array(z.strictObject({ areaCode: z.string().regex(/^\d{9}$/), officeHours: officeHoursSchema }))
    .optional(),
  years: z.array(
    z.strictObject({ year: z.int(), offDays: z.array(z.iso.date()), workDays: z.array(z.iso.date()) }),
  ),
  /** Days decided by hand, which go before the notices: a typhoon, a day off of the province. */
  overrides: z
    .array(z.strictObject({ date: z.iso.date(), working: z.boolean(), reason: z.string().min(1) }))
    .optional(),
});
export type CalendarData = z.infer<typeof calendarSchema>;

export const calendarStates = ['DRAFT', 'ACTIVE', 'RETIRED'] as const;

/** A version of the calendar and what became of it: at most one is in force. Instants are RFC 3339 texts. */
export type CalendarVersion = Readonly<{
  data: CalendarData;
  state: (typeof calendarStates)[number];
  /** The version that was in force when it was drafted. */
  basedOn: string;
  draftedAt: string;
  draftedBy: string;
  activatedAt: string | null;
  activatedBy: string | null;
  /** Why it was put in force, with the notice it follows. */
  reason: string | null;
  /** Limits that residents were told may become earlier: they are told. */
  tellEarlier: boolean;
}>;

/** Which profile a street works by, and from when. */
export const profileAssignmentSchema = z.strictObject({
  areaCode: z.string().regex(areaCodePattern),
  profileKey: z.string(),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable().default(null),
});
export type ProfileAssignment = z.infer<typeof profileAssignmentSchema>;

/**
 * A district pack on disk: `areas.json`, `units.json`, `calendar.json`, `profiles/*.json`, `assignments.json` and `people.csv`
 * (columns account,name,roles,unit,area,posts, and where wanted phone,signs_as; several values separated by `;`).
 */
export const districtPackSchema = z.strictObject({
  areas: z.array(areaSchema).min(1),
  units: z.array(unitSchema).min(1),
  people: z.array(personSchema),
  calendar: calendarSchema,
  profiles: z.array(profileSchema).min(1),
  assignments: z.array(profileAssignmentSchema),
});
export type DistrictPack = z.infer<typeof districtPackSchema>;
